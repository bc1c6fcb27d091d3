import { describe, expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import { beautyClubPreset } from '../domain/program/presets/beauty-club.ts';
import { pointsTiersPreset } from '../domain/program/presets/points-tiers.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import { buildProgramCard } from './build-program-card.ts';

const POUNDS = { currency: 'GBP', zone: 'UTC' };
const PLAIN = pointsPreset(POUNDS);
const TIERS = pointsTiersPreset(POUNDS);
const at = { asOf: instant(2_000), apiOrigin: 'https://laurel.example' };
const card = (definition: ProgramDefinition) =>
  buildProgramCard({ version: 3, effectiveAt: instant(1_000), definition }, at);

const POS = { kind: 'channel', not: false, channels: ['pos'] } as const;
const multiplier = (percent: number): ProgramDefinition['campaigns'] => [
  { id: 'm', name: 'M', when: [], gives: { kind: 'multiplier', percent } },
];
const slower = (definition: ProgramDefinition): ProgramDefinition => {
  const { tiers } = definition;
  const levels = (tiers?.levels ?? []).map((level) => ({ ...level, multiplierPercent: 90 }));
  return { ...definition, tiers: tiers && { ...tiers, levels } };
};

describe('the rate that a card promises of every order', () => {
  it.each<[string, ProgramDefinition, boolean]>([
    ['one rate and nothing else', PLAIN, false],
    ['tiers, which multiply it', TIERS, true],
    ['a bonus, which comes on top', beautyClubPreset(POUNDS), true],
    ['a campaign that doubles it', { ...PLAIN, campaigns: multiplier(200) }, true],
    ['rounding up', { ...PLAIN, earning: { ...PLAIN.earning, rounding: 'ceiling' } }, true],
    ['shipping, which earns too', { ...PLAIN, counts: { ...PLAIN.counts, shipping: true } }, true],
  ])('is the base rate under %s', (_what, definition, orMore) => {
    expect(card(definition).earning).toEqual({ points: 1, perMinor: 100, orMore });
  });

  it.each<[string, ProgramDefinition]>([
    ['some orders do not count', { ...PLAIN, eligible: [POS] }],
    [
      'some goods have a rate of their own',
      {
        ...PLAIN,
        rates: [{ id: 'slow', points: points(2), perMinor: PLAIN.earning.perMinor, when: [] }],
      },
    ],
    ['a cap may cut it', { ...PLAIN, caps: { ...PLAIN.caps, month: points(500) } }],
    ['a campaign makes less of it', { ...PLAIN, campaigns: multiplier(50) }],
    ['a tier makes less of it', slower(TIERS)],
  ])('is none where %s', (_what, definition) => {
    expect(card(definition).earning).toBeNull();
  });
});

it('a card names the days from payment, and none where points wait for the fulfilment', () => {
  expect(card(PLAIN).pendingDays).toBe(14);
  expect(card({ ...PLAIN, pendingFrom: 'fulfilled' }).pendingDays).toBeNull();
});

describe('the rewards of a card', () => {
  const [first] = PLAIN.rewards;
  if (!first) throw new Error('The preset has rewards.');
  const step = (cost: number, amountMinor: number) =>
    ({
      cost: points(cost),
      gives: { kind: 'amount-off', amountMinor: minor(amountMinor) },
    }) as const;

  it('say what somebody has to know before they spend points on them', () => {
    const level = {
      ...{ threshold: 0, inviteOnly: false, multiplierPercent: 100, entryPoints: points(0) },
      perks: [],
    };
    const tiers: ProgramDefinition['tiers'] = {
      ...{ basis: 'spend', window: { kind: 'lifetime' }, keeping: { kind: 'never-drop' } },
      levels: [
        { ...level, id: 'bronze', name: 'Bronze' },
        { ...level, id: 'gold', name: 'Gold', threshold: 5 },
      ],
    };
    const limited = (limits: Partial<typeof first.limits>) => {
      return { ...first, limits: { ...first.limits, ...limits } };
    };
    const post = fixedReward({
      ...{ id: 'post', name: 'Free shipping', cost: points(9) },
      gives: { kind: 'free-shipping', mostMinor: minor(400) },
    });
    const goods = [{ kind: 'product', not: false, productIds: ['7'] }] as const;
    const rewards = [
      limited({ minimumMinor: minor(3000), tiers: ['gold'] }),
      limited({ goods, tiers: ['bronze', 'gold'] }),
      post,
    ];
    expect(card({ ...PLAIN, tiers, rewards }).rewards.map(({ name }) => name)).toEqual([
      '£5 off (orders of £30 or more, for Gold)',
      '£5 off (on some goods, for Bronze or Gold)',
      'Free shipping (up to £4)',
    ]);
  });

  it('are its choices, each an entry of its own', () => {
    const offer = { kind: 'stepped', steps: [step(500, 500), step(900, 1_000)] } as const;
    const tenth = { kind: 'percent-off', percent: 10, mostMinor: null } as const;
    const rewards: ProgramDefinition['rewards'] = [
      { ...first, id: 'voucher', name: 'Voucher', offer },
      {
        ...{ ...first, id: 'tenth', name: '10 % off' },
        offer: { kind: 'fixed', cost: points(400), gives: tenth },
      },
    ];
    expect(card({ ...PLAIN, rewards }).rewards).toEqual([
      {
        id: 'voucher:500',
        name: 'Voucher: £5 off',
        cost: 500,
        kind: 'amount-off',
        amountMinor: 500,
      },
      {
        ...{ id: 'voucher:900', name: 'Voucher: £10 off', cost: 900 },
        ...{ kind: 'amount-off', amountMinor: 1_000 },
      },
      { id: 'tenth', name: '10 % off', cost: 400, kind: 'percent-off', amountMinor: null },
    ]);
  });

  it('are those whose time it is', () => {
    const within = (id: string, from: string | null, to: string | null) => ({
      ...first,
      id,
      limits: { ...first.limits, from, to },
    });
    const rewards = [
      within('past', null, '1970-01-01T00:00'),
      within('now', '1970-01-01T00:00', '1970-01-01T00:01'),
      within('later', '1970-01-01T00:01', null),
    ];
    expect(card({ ...PLAIN, rewards }).rewards.map(({ id }) => id)).toEqual(['now']);
  });
});

it('a card promises no rate while the program is paused, or earns by bonuses alone', () => {
  expect(card({ ...PLAIN, paused: true }).earning).toBeNull();
  const earning = { ...PLAIN.earning, points: points(0) };
  expect(card({ ...PLAIN, earning }).earning).toBeNull();
});
