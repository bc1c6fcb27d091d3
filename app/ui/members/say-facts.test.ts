import { expect, it } from 'vitest';
import { sayFacts } from './say-facts.ts';

it.each([
  [{ seq: 12, version: 1 }, 'line 12 · program version 1'],
  [{ seq: 22, firstSeq: 21 }, 'lines 21–22'],
  [{ seq: 9, corrects: [4] }, 'line 9 · puts line 4 right'],
  [{ seq: 9, firstSeq: 7, corrects: [2, 4, 3] }, 'lines 7–9 · puts lines 2–4 right'],
])('of %o is told %s', (line, words) => {
  expect(sayFacts(line)).toBe(words);
});
