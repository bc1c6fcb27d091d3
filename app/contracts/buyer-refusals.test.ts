import { expect, test } from 'vitest';
import { BUYER_REFUSALS, sayToBuyer } from './buyer-refusals.ts';

test.each([
  [380, 500, 'You have 380 points; this reward needs 500.'],
  [1, 300, 'You have 1 point; this reward needs 300.'],
  [0, 300, 'You have 0 points; this reward needs 300.'],
  [-40, 300, 'You have −40 points; this reward needs 300.'],
  [12_000, 25_000, 'You have 12,000 points; this reward needs 25,000.'],
])('who has %i of %i points is told both numbers', (available, required, words) => {
  expect(sayToBuyer({ reason: 'insufficient_points', available, required })).toBe(words);
});

test('every refusal is an error to a browser and one or two whole sentences to a shopper', () => {
  for (const [reason, { status, words }] of Object.entries(BUYER_REFUSALS)) {
    expect(status, reason).toBeGreaterThanOrEqual(400);
    expect(words, reason).toMatch(/^[A-Z].*\.$/);
    // Shoppers know neither our reasons nor our machinery.
    expect(words, reason).not.toMatch(/_|token|server|database|idempot/i);
  }
});

test('a refusal without numbers says its sentence', () => {
  expect(sayToBuyer({ reason: 'already_used' })).toBe(BUYER_REFUSALS.already_used.words);
});
