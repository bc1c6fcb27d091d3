import { describe, expect, it } from 'vitest';
import { pointsPreset } from '../domain/program/presets/points.ts';
import { REWARD_KINDS } from '../domain/rewards/kinds/registry.ts';
import { parseProgram, readKeptProgram } from './program.ts';

const preset = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });

/** The preset as it comes over the network, with some of it replaced. */
function offer(changes: Record<string, unknown> = {}): unknown {
  return JSON.parse(JSON.stringify({ ...preset, ...changes }));
}

function problemsOf(json: unknown): Record<string, string> {
  const parsed = parseProgram(json);
  if (parsed.ok) return {};
  return Object.fromEntries(parsed.problems.map(({ field, problem }) => [field, problem]));
}

describe('a program with rewards of every sort', () => {
  const [first] = preset.rewards;

  it('names every bad field of offers and limits at once', () => {
    const bad = offer({
      rewards: [
        {
          ...{ id: 'a', name: 'A', auto: 'no', combines: { order: 1, product: true } },
          offer: { kind: 'stepped', steps: [{ cost: 1, gives: { kind: 'percent-off' } }] },
          limits: {
            ...{ minimumMinor: 0, goods: [{ kind: 'channel', not: false, channels: ['pos'] }] },
            ...{ tiers: ['?'], segments: [''], from: '2026-02-30T00:00', to: 1, stock: 0 },
            times: { kind: 'per', period: 'hour', times: 0 },
          },
        },
        { ...first, id: 'b', offer: { kind: 'sliding', least: 0, most: 1.5 } },
        { ...first, id: 'c', offer: { kind: 'auction' } },
      ],
    });
    expect(Object.keys(problemsOf(bad)).sort()).toEqual([
      'rewards[0].auto',
      'rewards[0].combines.order',
      'rewards[0].combines.shipping',
      'rewards[0].limits.from',
      'rewards[0].limits.goods[0].kind',
      'rewards[0].limits.minimumMinor',
      'rewards[0].limits.segments[0]',
      'rewards[0].limits.stock',
      'rewards[0].limits.tiers[0]',
      'rewards[0].limits.times.period',
      'rewards[0].limits.times.times',
      'rewards[0].limits.to',
      'rewards[0].offer.steps',
      'rewards[0].offer.steps[0].gives.mostMinor',
      'rewards[0].offer.steps[0].gives.percent',
      'rewards[1].offer.cost',
      'rewards[1].offer.gives',
      'rewards[1].offer.least',
      'rewards[1].offer.most',
      'rewards[2].offer.kind',
    ]);
  });

  it('says what a kind gives by its own fields, for every kind there is', () => {
    for (const [kind, { fields }] of Object.entries(REWARD_KINDS)) {
      const gives = { kind, ...namelessFields(fields) };
      const read = readKeptProgram(
        offer({ rewards: [{ ...first, offer: { kind: 'fixed', cost: 1, gives } }] }),
      );
      expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual(
        Object.keys(fields).map((name) => `rewards[0].offer.gives.${name}`),
      );
    }
  });

  it('names what is wrong with perks, budgets, bands and the look-back', () => {
    const level = { ...{ id: 'a', name: 'A', threshold: 0, inviteOnly: 'no' } };
    const perks = [
      { kind: 'percent-off', percent: 101 },
      { kind: 'free-shipping', percent: 1 },
      { kind: 'early-access', hours: 0 },
      { kind: 'promise', words: '' },
      { kind: 'pony' },
    ];
    const levels = [{ ...level, multiplierPercent: 100, entryPoints: 0, perks }];
    const bad = offer({
      ...{ paused: null, lookBackDays: -1 },
      budget: { monthPoints: 0, warnAtPercent: 101 },
      valueBack: { leastBasisPoints: -1, mostBasisPoints: 0.5 },
      tiers: {
        ...{ basis: 'spend', window: { kind: 'joining' }, keeping: { kind: 'never-drop' } },
        levels,
      },
    });
    expect(Object.keys(problemsOf(bad)).sort()).toEqual([
      'budget.monthPoints',
      'budget.warnAtPercent',
      'lookBackDays',
      'paused',
      'tiers.levels[0].inviteOnly',
      'tiers.levels[0].perks[0].percent',
      'tiers.levels[0].perks[1].percent',
      'tiers.levels[0].perks[2].hours',
      'tiers.levels[0].perks[3].words',
      'tiers.levels[0].perks[4].kind',
      'valueBack.leastBasisPoints',
      'valueBack.mostBasisPoints',
    ]);
  });
});

/** Every field with what no field can be. */
function namelessFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, { never: true }]));
}
