import { describe, expect, it } from 'vitest';
import { drawPicture } from './draw-picture.ts';
import { SHAPES } from './shapes.ts';

describe('a drawn picture', () => {
  it('is the same for one title, in any case, and differs between titles', () => {
    expect(drawPicture('White Mug')).toBe(drawPicture('WHITE MUG'));
    const titles = ['White Mug', 'Red Mug', 'Owl', 'Lantern', 'Lunch Bag'];
    expect(new Set(titles.map(drawPicture)).size).toBe(titles.length);
  });

  it('shows the thing that the title names', () => {
    const mug = SHAPES.find(({ words }) => words.test('mug'));
    expect(drawPicture('POLKADOT MUG PINK')).toContain(mug?.svg);
    expect(drawPicture('Blue Owl Soft Toy')).not.toContain(mug?.svg);
  });

  it('never carries the title into the drawing, whatever it says', () => {
    const drawn = drawPicture('<script>alert(1)</script>"\'');
    expect(drawn).not.toContain('script');
    expect(drawn).toMatch(/^<svg [^]*<\/svg>$/);
  });
});
