import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyProgram } from '../../../tests/support/any-program.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { plainRules, sayRules } from './plain-rules.ts';
import type { ProgramDefinition, Reward, RewardLimits, TierLevel } from './program.ts';
import { earnsByAmount, hasPoints } from './say/earns.ts';
import { isCode } from './say/say-rewards.ts';
import { canClimb } from './say/say-tiers.ts';

it('says any program in whole sentences, one a rule', () => {
  fc.assert(
    fc.property(anyProgram, (program) => {
      for (const { sentence } of sayRules(program)) {
        expect(sentence).toMatch(/^[A-Z“1-9].*\.$/);
        // One sentence: a full stop ends nothing but it, and parts a number at most.
        expect(sentence.slice(0, -1)).not.toMatch(/\.(?!\d)/);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}/);
      }
    }),
  );
});

it('leaves no rule out', () => {
  fc.assert(
    fc.property(anyProgram, (program) => {
      const said = new Set(sayRules(program).map(({ field }) => field));
      const lists = (['rates', 'campaigns', 'activities', 'rewards'] as const).flatMap((part) =>
        program[part].map((_rule, at) => `${part}[${at}]`),
      );
      const levels = (program.tiers?.levels ?? []).map((_level, at) => `tiers.levels[${at}]`);
      const caps = Object.entries(program.caps).flatMap(([name, cap]) =>
        cap === null ? [] : [`caps.${name}`],
      );
      const always = ['counts', 'lookBackDays'];
      const whereSo = [
        ...(program.earning.points > 0 ? ['earning'] : []),
        ...(earnsByAmount(program) ? ['earning.rounding', 'pendingDays'] : []),
        ...(hasPoints(program) ? ['expiry', 'debt', 'rewards'] : []),
        ...(program.paused ? ['paused'] : []),
      ].filter((field) => field !== 'rewards' || program.rewards.length === 0);
      const all = [...always, ...whereSo, ...lists, ...levels, ...caps];
      expect([...said]).toEqual(expect.arrayContaining(all));
    }),
  );
});

/** The program with something else in one place; null where it has no such place. */
type Turn = (program: ProgramDefinition) => ProgramDefinition | null;

const ofProgram =
  (turn: (program: ProgramDefinition) => Partial<ProgramDefinition>): Turn =>
  (program) => ({ ...program, ...turn(program) });

const ofLastLevel =
  (turn: (level: TierLevel) => Partial<TierLevel> | null): Turn =>
  ({ tiers, ...rest }) => {
    const level = tiers?.levels.at(-1);
    const changed = level && turn(level);
    if (!tiers || !changed) return null;
    return {
      ...rest,
      tiers: { ...tiers, levels: tiers.levels.with(-1, { ...level, ...changed }) },
    };
  };

const ofFirstReward =
  (turn: (reward: Reward) => Partial<Reward> | null): Turn =>
  (program) => {
    const [reward] = program.rewards;
    const changed = reward && turn(reward);
    return changed
      ? { ...program, rewards: program.rewards.with(0, { ...reward, ...changed }) }
      : null;
  };

const ofLimits = (turn: (limits: RewardLimits) => Partial<RewardLimits>): Turn =>
  ofFirstReward(({ limits }) => ({ limits: { ...limits, ...turn(limits) } }));

/** Only a code has orders to work on and discounts to stand beside. */
const ofCodesLimits = (turn: (limits: RewardLimits) => Partial<RewardLimits>): Turn =>
  ofFirstReward((reward) =>
    isCode(reward) ? { limits: { ...reward.limits, ...turn(reward.limits) } } : null,
  );

const ofCombines = (of: 'order' | 'product' | 'shipping'): Turn =>
  ofFirstReward((reward) =>
    isCode(reward) ? { combines: { ...reward.combines, [of]: !reward.combines[of] } } : null,
  );

const ACME = { kind: 'vendor', not: false, vendors: ['Acme'] } as const;

const TURNS: Readonly<Record<string, Turn>> = {
  pause: ofProgram(({ paused }) => ({ paused: !paused })),
  'look-back': ofProgram(({ lookBackDays }) => ({ lookBackDays: (lookBackDays ?? -1) + 1 })),
  'the base rule': ofProgram(({ earning }) => ({
    earning: { ...earning, points: points(earning.points === 0 ? 1 : 0) },
  })),
  'what counts': ofProgram(({ counts }) => ({ counts: { ...counts, tax: !counts.tax } })),
  'a campaign on every order': ofProgram(({ campaigns }) => ({
    campaigns: [
      ...campaigns,
      {
        ...{ id: 'new', name: 'New' },
        when: [{ kind: 'every-nth-order', not: false, orders: 5, again: true }],
        gives: { kind: 'bonus', points: points(5), once: false },
      },
    ],
  })),
  'the window': (program) => {
    const { tiers } = program;
    const kind = tiers?.window.kind === 'joining' ? 'lifetime' : 'joining';
    // By invitation only nothing is followed, so no window matters.
    return tiers && canClimb(tiers) ? { ...program, tiers: { ...tiers, window: { kind } } } : null;
  },
  'the way to a level': ofLastLevel((level) =>
    level.threshold === 0 && !level.inviteOnly ? null : { inviteOnly: !level.inviteOnly },
  ),
  'a perk': ofLastLevel(({ perks }) => ({ perks: [...perks, { kind: 'free-shipping' }] })),
  'what a perk is worth': ofLastLevel(({ perks }) => {
    const [first, ...rest] = perks;
    return first?.kind === 'percent-off'
      ? { perks: [{ ...first, percent: first.percent + 1 }, ...rest] }
      : null;
  }),
  'a reward’s name': ofFirstReward(({ name }) => ({ name: `${name} for you` })),
  'a price': ofFirstReward(({ offer }) =>
    offer.kind === 'stepped'
      ? { offer: { ...offer, steps: offer.steps.slice(1) } }
      : { offer: { ...offer, cost: points(offer.cost + 1) } },
  ),
  'what is given': ofFirstReward(({ offer }) =>
    offer.kind === 'fixed'
      ? { offer: { ...offer, gives: { kind: 'service', what: 'a walk' } } }
      : null,
  ),
  'how far it slides': ofFirstReward(({ offer }) =>
    offer.kind === 'sliding' ? { offer: { ...offer, most: offer.most + 1 } } : null,
  ),
  'that it comes by itself': ofFirstReward(({ offer, auto }) =>
    offer.kind === 'fixed' ? { auto: !auto } : null,
  ),
  'who may take it': ofLimits(({ tiers }) => ({ tiers: [...tiers, 'other'] })),
  'which groups may take it': ofLimits(({ segments }) => ({ segments: [...segments, 'other'] })),
  'from when': ofLimits(({ from }) => ({ from: from === null ? '2026-04-01T00:00' : null })),
  'until when': ofLimits(({ to }) => ({ to: to === null ? '2026-07-01T00:00' : null })),
  'how often': ofLimits(({ times }) => ({
    times: times === null ? { kind: 'ever', times: 1 } : { ...times, times: times.times + 1 },
  })),
  'how many there are': ofLimits(({ stock }) => ({ stock: (stock ?? 0) + 1 })),
  'the smallest order': ofCodesLimits(({ minimumMinor }) => ({
    minimumMinor: minor((minimumMinor ?? 0) + 1),
  })),
  'its goods': ofCodesLimits(({ goods }) => ({ goods: [...goods, ACME] })),
  'other discounts on orders': ofCombines('order'),
  'other discounts on products': ofCombines('product'),
  'other discounts on shipping': ofCombines('shipping'),
};

it.each(Object.entries(TURNS))('whoever changes %s changes some sentence', (_name, turn) => {
  const seen = { changed: 0 };
  fc.assert(
    fc.property(anyProgram, (program) => {
      const other = turn(program);
      if (!other) return;
      seen.changed += 1;
      expect(plainRules(other)).not.toEqual(plainRules(program));
    }),
    { numRuns: 150 },
  );
  expect(seen.changed).toBeGreaterThan(3);
});

it('what is between owners and us is no matter of the terms', () => {
  fc.assert(
    fc.property(anyProgram, (program) => {
      const other: ProgramDefinition = { ...program, preset: 'x', budget: null, valueBack: null };
      expect(plainRules(other)).toEqual(plainRules(program));
    }),
  );
});
