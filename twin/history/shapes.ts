/**
 * What products look like (`shapes.json`): outlines on a field of 600 × 600 that stand on y = 465,
 * each with the words that call for it. The first match wins, and the last one always matches.
 */
import { readFileSync } from 'node:fs';

type Shape = { readonly words: RegExp; readonly svg: string };

const file = new URL('./shapes.json', import.meta.url);
const drawn = JSON.parse(readFileSync(file, 'utf8')) as { words: string; svg: string }[];

export const SHAPES: readonly Shape[] = drawn.map(({ words, svg }) => ({
  words: new RegExp(words),
  svg,
}));
