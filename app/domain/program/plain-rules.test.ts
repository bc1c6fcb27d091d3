import { expect, test } from 'vitest';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { plainRules } from './plain-rules.ts';
import { pointsPreset } from './presets/points.ts';
import type { ProgramDefinition } from './program.ts';

const pounds = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const yen = pointsPreset({ currency: 'JPY', zone: 'Asia/Tokyo' });

function earning(definition: ProgramDefinition, rate: { points: number; perMinor: number }) {
  const changed = { points: points(rate.points), perMinor: minor(rate.perMinor) };
  return { ...definition, earning: { ...definition.earning, ...changed } };
}

function reward(currency: string, cost: number, amountOff: number): ProgramDefinition {
  const gives = { kind: 'amount-off', amountMinor: minor(amountOff) } as const;
  const rewards = [{ id: 'one', name: 'A treat', cost: points(cost), gives }];
  return { ...pounds, currency, rewards };
}

test('the Points preset reads from earning to debt, in the order a shopper meets it', () => {
  expect(plainRules(pounds)).toEqual([
    'You earn 1 point for every £1 you spend, after discounts. ' +
      'Gift cards, shipping, taxes and tips do not count.',
    'Points are counted once for the whole order and rounded down.',
    'You can spend the points of an order 14 days after it is paid.',
    '500 points buy “£5 off”: £5 off one order.',
    '300 points buy “Free shipping”: one order is shipped for free.',
    'Points are reserved when you take a reward and spent when the order that uses it is paid. ' +
      'A reward you do not use gives its points back, once its code has lapsed.',
    'When you return something, or an order is cancelled, the points it earned are taken back.',
    'Points you spent on what you return come back to you in the same proportion.',
    'Your points never expire.',
    'If points that are taken back were already spent, your balance goes below zero, and what ' +
      'you earn next fills it up first.',
  ]);
});

// What differs from the preset → the sentence that says it.
const SAID: readonly (readonly [string, ProgramDefinition, string])[] = [
  ['several points', earning(pounds, { points: 3, perMinor: 1000 }), '3 points for every £10 you'],
  ['part of a pound', earning(pounds, { points: 1, perMinor: 50 }), '1 point for every £0.50 you'],
  ['a large rate', earning(pounds, { points: 1500, perMinor: 100 }), 'earn 1,500 points for'],
  ['yen, which have no decimals', yen, 'for every ¥1 you'],
  ['many yen', earning(yen, { points: 1, perMinor: 1000 }), 'for every ¥1,000 you'],
  ['dinars of three decimals', reward('KWD', 10, 1250), 'A treat”: KWD 1.250 off one order.'],
  ['whole dinars', reward('KWD', 10, 5000), '10 points buy “A treat”: KWD 5 off one order.'],
  ['euros and cents', reward('EUR', 2000, 1250), '2,000 points buy “A treat”: €12.50 off'],
  ['a reward of one point', reward('GBP', 1, 100), '1 point buys “A treat”: £1 off one order.'],
  ['no wait', { ...pounds, pendingDays: 0 }, 'of an order as soon as it is paid.'],
  ['a day', { ...pounds, pendingDays: 1 }, 'of an order 1 day after it is paid.'],
  ['no rewards', { ...pounds, rewards: [] }, 'There are no rewards to spend points on yet.'],
];

test.each(SAID)('%s is said as it is', (_title, definition, words) => {
  // Intl parts a currency's code from its number by a space that does not break.
  const said = plainRules(definition).join('\n').replaceAll('\u00a0', ' ');
  expect(said).toContain(words);
});

test('without rewards nothing is said of reserving', () => {
  expect(plainRules({ ...pounds, rewards: [] }).join(' ')).not.toContain('reserved');
});
