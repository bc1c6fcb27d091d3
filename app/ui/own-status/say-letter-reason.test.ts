import { expect, it } from 'vitest';
import { sayLetterReason } from './say-letter-reason.ts';

it.each([
  ['STALE_OBJECT', 'Something else keeps changing the same fields.'],
  ['INVALID_VALUE', 'Shopify said no (INVALID_VALUE).'],
])('says %s as a sentence', (code, sentence) => {
  expect(sayLetterReason(code)).toBe(sentence);
});
