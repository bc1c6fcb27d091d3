import fc from 'fast-check';
import { expect, it } from 'vitest';
import { secretsMatch } from './secrets-match.server.ts';

it('secrets match where they are the same text, whatever their lengths', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => secretsMatch(a, b) === (a === b)));
  fc.assert(fc.property(fc.string(), (text) => secretsMatch(text, text)));
  expect(secretsMatch('é', 'e')).toBe(false);
});
