import { expect, test } from 'vitest';
import { points } from '../../kernel/points.ts';
import { plainRules } from '../plain-rules.ts';
import { pointsPreset } from '../presets/points.ts';
import { pointsTiersPreset } from '../presets/points-tiers.ts';
import type { Campaign, ProgramDefinition } from '../program.ts';

const program = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const { tiers } = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });
const NOTHING = { ...program, earning: { ...program.earning, points: points(0) } };
const STAMP: Campaign = {
  ...{ id: 'stamp', name: 'Stamp' },
  when: [{ kind: 'every-nth-order', not: false, orders: 10, again: true }],
  gives: { kind: 'bonus', points: points(5), once: false },
};

const rulesOf = (changes: Partial<ProgramDefinition>) => plainRules({ ...program, ...changes });

test('a pause comes first, with what goes on', () => {
  expect(rulesOf({ paused: true }).slice(0, 2)).toEqual([
    'The program is paused: what you order or do now earns no points.',
    'Points you have can still be spent, and expire as ever.',
  ]);
  expect(rulesOf({ paused: true, tiers })[1]).toBe(
    'Points you have can still be spent, and expire as ever, and what you order still counts for ' +
      'your tier.',
  );
});

test.each<[number | null, string]>([
  [null, 'Orders you placed as a guest count too, once you join with the same e-mail address.'],
  [
    30,
    'Orders you placed as a guest within 30 days before you join count too, if you join with the ' +
      'same e-mail address.',
  ],
  [
    1,
    'Orders you placed as a guest within 1 day before you join count too, if you join with the ' +
      'same e-mail address.',
  ],
  [0, 'Orders you place as a guest before you join do not count.'],
])('of a guest’s orders it is said which count: %s days back', (lookBackDays, sentence) => {
  expect(rulesOf({ lookBackDays })).toContain(sentence);
});

test('a base rule of nothing is not said, what else earns is', () => {
  const rate = { id: 'own', points: points(5), perMinor: program.earning.perMinor, when: [] };
  const said = plainRules({ ...NOTHING, rates: [rate], campaigns: [STAMP] });
  expect(said.join(' ')).not.toContain('0 points for');
  expect(said).toContain('You earn 5 points for every £1.');
  expect(said).toContain('“Stamp” gives 5 points more on every 10th order.');
});

test('stamps are not more than nothing, and nothing is rounded', () => {
  const said = plainRules({ ...NOTHING, campaigns: [STAMP] });
  expect(said).toContain('“Stamp” gives 5 points on every 10th order.');
  expect(said.join(' ')).not.toContain('rounded');
});

test('where nothing earns points, nothing is said of spending or losing them', () => {
  const ladder = plainRules({ ...NOTHING, tiers, rewards: [] }).join(' ');
  expect(ladder).not.toMatch(/spend points|taken back|expire|can spend/);
  expect(ladder).toContain('Your tier follows');
});
