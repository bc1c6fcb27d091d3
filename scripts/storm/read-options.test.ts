import { describe, expect, it } from 'vitest';
import { readStormOptions } from './read-options.ts';

describe('what a storm is asked for', () => {
  it('is a hundred thousand orders of one seed, unless told otherwise', () => {
    const asked = readStormOptions([]);
    expect(asked).toMatchObject({ part: 'storm', only: null });
    expect(asked).toMatchObject({
      env: { LAUREL_STORM_ORDERS: '100000', LAUREL_STORM_SEEDS: '1' },
    });
  });

  it('can be larger, of many seeds and on one queue', () => {
    const asked = readStormOptions(['--orders', '250000', '--seeds', '4,5', '--queue', 'postgres']);
    expect(asked).toMatchObject({ only: 'queue on postgres' });
    expect(asked).toMatchObject({
      env: { LAUREL_STORM_ORDERS: '250000', LAUREL_STORM_SEEDS: '4,5' },
    });
  });

  it('can be every crash point, or the races', () => {
    expect(readStormOptions(['crash-points'])).toMatchObject({ part: 'crash-points' });
    expect(readStormOptions(['races'])).toMatchObject({ part: 'races' });
  });

  it.each([
    [['calm'], '"calm" is none of'],
    [['races', 'storm'], 'is none of'],
    [['--orders', '0'], '--orders'],
    [['--seeds', '1,b'], '--seeds'],
    [['--queue', 'rabbit'], '--queue'],
    [['--wind'], '--wind'],
  ])('is refused where it is %j', (args, problem) => {
    expect(() => readStormOptions(args)).toThrow(problem);
  });
});
