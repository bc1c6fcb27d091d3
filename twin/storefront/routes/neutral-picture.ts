/** A calm picture for what nobody has drawn: the same name always gets the same one. */
import { createHash } from 'node:crypto';

const GROUNDS = ['#e9e4da', '#e1e6df', '#e8dfdb', '#dfe4e8', '#e8e5d6', '#e3dfe6'];
const FORMS = ['#b9a98c', '#9fb09a', '#c29c8c', '#93a7b5', '#b5ad7f', '#a89ab0'];

const SHAPES: readonly ((color: string) => string)[] = [
  (color) =>
    `<path d="M520 470h560l-50 460a60 60 0 0 1-60 54H630a60 60 0 0 1-60-54z" fill="${color}"/>` +
    `<path d="M1070 560c190-30 190 260-30 250" fill="none" stroke="${color}" stroke-width="46"/>`,
  (color) =>
    '<path d="M640 380h320v110c0 60 110 120 110 250v180a64 64 0 0 1-64 64H594' +
    `a64 64 0 0 1-64-64V740c0-130 110-190 110-250z" fill="${color}"/>`,
  (color) =>
    `<circle cx="800" cy="690" r="300" fill="${color}"/>` +
    '<circle cx="800" cy="690" r="150" fill="#fff" fill-opacity=".35"/>',
  (color) =>
    `<rect x="520" y="400" width="560" height="584" rx="36" fill="${color}"/>` +
    '<path d="M520 560h560" stroke="#fff" stroke-opacity=".5" stroke-width="20"/>',
];

/** An SVG for a path below `/cdn/`. */
export function drawNeutral(path: string): string {
  const digest = createHash('sha256').update(path).digest();
  const index = digest[0] ?? 0;
  const ground = GROUNDS[index % GROUNDS.length] ?? '#e9e4da';
  const form = FORMS[index % FORMS.length] ?? '#b9a98c';
  const shape = SHAPES[(digest[1] ?? 0) % SHAPES.length]?.(form) ?? '';
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1400" role="img">' +
    `<rect width="1600" height="1400" fill="${ground}"/>` +
    '<ellipse cx="800" cy="1010" rx="420" ry="34" fill="#000" fill-opacity=".08"/>' +
    `${shape}</svg>`
  );
}
