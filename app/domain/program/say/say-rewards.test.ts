import { expect, test } from 'vitest';
import { minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { fixedReward } from '../fixed-reward.ts';
import { plainRules, sayRules } from '../plain-rules.ts';
import { pointsTiersPreset } from '../presets/points-tiers.ts';
import type { ProgramDefinition, Reward, RewardChoice, RewardLimits } from '../program.ts';

const program = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });
const ACME = { kind: 'vendor', not: false, vendors: ['Acme'] } as const;
const OFF = { kind: 'amount-off', amountMinor: minor(500) } as const;
const CREDIT = { kind: 'store-credit', amountMinor: minor(500) } as const;
const ANY = { order: true, product: true, shipping: true };
const NONE = { order: false, product: false, shipping: false };

const treat = (changes: Partial<Reward> = {}): Reward => ({
  ...fixedReward({ id: 'treat', name: 'Treat', cost: points(500), gives: OFF }),
  ...changes,
});

function limited(limits: Partial<RewardLimits>): Reward {
  const reward = treat();
  return { ...reward, limits: { ...reward.limits, ...limits } };
}

function off(cost: number, pounds: number): RewardChoice {
  return { cost: points(cost), gives: { kind: 'amount-off', amountMinor: minor(pounds * 100) } };
}

function rulesOf(...rewards: readonly Reward[]): readonly string[] {
  return plainRules({ ...program, rewards });
}

const fixed = (choice: RewardChoice) => ({ kind: 'fixed', ...choice }) as const;

// What a reward says | its sentence
test.each<[string, Reward, string]>([
  ['a fixed offer', treat(), '500 points buy “Treat”: £5 off.'],
  ['a name that says it all', treat({ name: '£5 Off' }), '500 points buy “£5 Off”.'],
  ['one point', treat({ offer: fixed(off(1, 5)) }), '1 point buys “Treat”: £5 off.'],
  [
    'a stepped offer',
    treat({ offer: { kind: 'stepped', steps: [off(500, 5), off(1000, 12), off(2000, 30)] } }),
    'For “Treat” you choose 500 points for £5 off, 1,000 points for £12 off or 2,000 points for ' +
      '£30 off.',
  ],
  [
    'a sliding offer',
    treat({ offer: { kind: 'sliding', ...off(100, 1), least: 2, most: 20 } }),
    'For “Treat” every 100 points buy £1 off, from 200 to 2,000 points at once.',
  ],
  [
    'an offer that slides point by point',
    treat({ offer: { kind: 'sliding', ...off(1, 1), least: 1, most: 5 } }),
    'For “Treat” every point buys £1 off, from 1 to 5 points at once.',
  ],
  [
    'an offer that can slide nowhere',
    treat({ offer: { kind: 'sliding', ...off(100, 1), least: 3, most: 3 } }),
    '300 points buy “Treat”: £3 off.',
  ],
  [
    'a voucher that comes by itself',
    treat({ auto: true, name: 'Voucher' }),
    'As soon as you have 500 points to spend, they are spent for you on “Voucher”: £5 off.',
  ],
  [
    'a share up to a bound',
    treat({
      offer: fixed({
        cost: points(600),
        gives: { kind: 'percent-off', percent: 10, mostMinor: minor(3000) },
      }),
    }),
    '600 points buy “Treat”: 10 % off, up to £30.',
  ],
  [
    'who',
    limited({ tiers: ['silver', 'gold'] }),
    '“Treat” can be taken by Silver or Gold members.',
  ],
  [
    'who, by groups',
    limited({ segments: ['a'] }),
    '“Treat” can be taken by customers in one chosen group.',
  ],
  [
    'who, by both',
    limited({ tiers: ['gold'], segments: ['a', 'b'] }),
    '“Treat” can be taken by Gold members in one of 2 chosen groups.',
  ],
  [
    'when',
    limited({ from: '2026-12-01T00:00', to: '2027-01-01T12:30' }),
    '“Treat” can be taken from 1 December 2026, 00:00 until 1 January 2027, 12:30.',
  ],
  ['once', limited({ times: { kind: 'ever', times: 1 } }), '“Treat” can be taken only once.'],
  [
    'a few times',
    limited({ times: { kind: 'ever', times: 3 } }),
    '“Treat” can be taken at most 3 times.',
  ],
  [
    'all of it',
    limited({
      ...{ tiers: ['gold'], from: '2026-12-01T00:00' },
      times: { kind: 'per', period: 'month', times: 1 },
    }),
    '“Treat” can be taken by Gold members, from 1 December 2026, 00:00 on, at most once in ' +
      'a calendar month.',
  ],
  [
    'how many there are',
    limited({ stock: 100 }),
    '“Treat” is given out 100 times in all, to whoever takes it first.',
  ],
  [
    'for what',
    limited({ minimumMinor: minor(5000), goods: [ACME] }),
    'The code of “Treat” works only on orders of £50 or more and on products by Acme.',
  ],
  [
    'what it combines with',
    treat({ combines: { ...NONE, shipping: true } }),
    'The code of a reward can be combined with other discounts on shipping, but not with those ' +
      'on whole orders or on products.',
  ],
  [
    'that it combines with nothing',
    treat({ combines: NONE }),
    'The code of a reward cannot be combined with other discounts.',
  ],
  [
    'that it combines with everything',
    treat({ combines: ANY }),
    'The code of a reward can be combined with all other discounts.',
  ],
])('%s is said of a reward', (_title, reward, sentence) => {
  expect(rulesOf(reward)).toContain(sentence);
});

test('several rewards that combine alike share a sentence, the others have their own', () => {
  const [a, b, c] = [treat({ name: 'A' }), treat({ name: 'B' }), treat({ name: 'C' })];
  const said = rulesOf({ ...a, combines: ANY }, { ...b, combines: ANY }, { ...c, combines: NONE });
  expect(said.filter((sentence) => sentence.includes('combined'))).toEqual([
    'The code of “A” or “B” can be combined with all other discounts.',
    'The code of “C” cannot be combined with other discounts.',
  ]);
});

test('names too long for a common sentence get one each', () => {
  const long = ['A', 'B', 'C'].map((name) => treat({ name: name.repeat(80), combines: ANY }));
  const said = rulesOf(...long, treat({ combines: NONE }));
  expect(said.filter((sentence) => sentence.includes('combined'))).toHaveLength(4);
});

test('of several that are taken by themselves it is said which comes first', () => {
  const first = 'Where you have the points for several of these, the first of them is taken.';
  const voucher = treat({ auto: true });
  expect(rulesOf(voucher, { ...voucher, id: 'other' })).toContain(first);
  expect(rulesOf(voucher, treat())).not.toContain(first);
});

test('what is no discount has no code to speak of', () => {
  const credit = treat({ offer: fixed({ cost: points(500), gives: CREDIT }) });
  const about = (rewards: readonly Reward[]) =>
    rulesOf(...rewards).filter((sentence) => /reserved|code|come back to you/.test(sentence));
  expect(about([credit])).toEqual([
    'Points are reserved when you take a reward and spent once you have it.',
  ]);
  expect(about([credit, treat()])).toContain(
    'Points are reserved when you take a reward and spent when the order that uses it is paid, ' +
      'or once you have what needs no order.',
  );
});

test('an offer with more steps than a sentence can hold is flagged', () => {
  const steps = Array.from({ length: 10 }, (_, at) => off((at + 1) * 1000, at + 1));
  const flagged = (definition: ProgramDefinition) =>
    sayRules(definition).flatMap(({ field, isPlain }) => (isPlain ? [] : [field]));
  const of = (count: number) => ({
    ...program,
    rewards: [treat({ offer: { kind: 'stepped', steps: steps.slice(0, count) } })],
  });
  expect(flagged(of(3))).toEqual([]);
  expect(flagged(of(10))).toEqual(['rewards[0]']);
});
