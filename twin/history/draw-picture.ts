/**
 * A picture for each product, drawn from its title: a shape its words suggest on a quiet ground.
 * The same title always gives the same picture, so nothing has to be kept.
 */
import { createHash } from 'node:crypto';
import { SHAPES } from './shapes.ts';

const GROUNDS: readonly [ground: string, far: string, near: string, ink: string][] = [
  ['#f3ede4', '#e6d8c3', '#c4785a', '#5b3a29'],
  ['#e8efe9', '#cfdfd2', '#5f8f74', '#264536'],
  ['#e9eef4', '#cddbe9', '#5b82a8', '#23405c'],
  ['#f5e9ea', '#ecd0d3', '#b9626f', '#5c2831'],
  ['#f4f0dc', '#e9dfb0', '#c39a35', '#5a4513'],
  ['#eee9f3', '#dacfe8', '#8367a6', '#3d2b58'],
  ['#e6f0f0', '#c8e0e0', '#4d9191', '#1f4a4a'],
  ['#f2ece8', '#e2d3ca', '#a06b55', '#4b2c20'],
];

/** An SVG document, 600 × 600, for a product of this title. */
export function drawPicture(title: string): string {
  const digest = createHash('sha256').update(title.toLowerCase()).digest();
  const byte = (at: number) => digest[at] ?? 0;
  const [ground, far, near, ink] = GROUNDS[byte(0) % GROUNDS.length] ?? ['', '', '', ''];
  const lower = title.toLowerCase();
  const named = SHAPES.find(({ words }) => words.test(lower));
  const shape = named ?? SHAPES[byte(1) % SHAPES.length];
  const turn = (byte(2) % 9) - 4;
  const sunX = 120 + (byte(3) % 360);
  const sunRadius = 120 + (byte(4) % 90);
  const hill = [470 + (byte(6) % 30), 430 + (byte(7) % 50), 465 + (byte(8) % 30)] as const;
  const pen = 'stroke-width="7" stroke-linejoin="round" stroke-linecap="round"';
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">',
    `<rect width="600" height="600" fill="${ground}"/>`,
    `<circle cx="${sunX}" cy="${220 + (byte(5) % 80)}" r="${sunRadius}" fill="${far}"/>`,
    `<path d="M0 ${hill[0]}Q300 ${hill[1]} 600 ${hill[2]}V600H0Z" fill="${far}"/>`,
    `<ellipse cx="300" cy="468" rx="150" ry="18" fill="${ink}" opacity=".14"/>`,
    `<g transform="rotate(${turn} 300 320)" fill="${near}" stroke="${ink}" ${pen}>`,
    shape?.svg ?? '',
    '</g></svg>',
  ].join('');
}
