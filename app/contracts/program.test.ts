import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyProgram } from '../../tests/support/any-program.ts';
import { CONDITIONS } from '../domain/earning/conditions/registry.ts';
import { checkProgram } from '../domain/program/check-program.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
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

describe('reading a program definition', () => {
  it('gives back exactly what was written', () => {
    expect(parseProgram(offer())).toEqual({ ok: true, definition: preset });
  });

  it('names every bad field at once', () => {
    const bad = offer({
      currency: 'POINTS',
      zone: 'Mars/Olympus',
      pendingDays: 91,
      debt: 'forgive',
      earning: { ...preset.earning, points: 1.5, perMinor: 0 },
      rewards: [
        {
          ...preset.rewards[0],
          ...{ id: 'a', name: '' },
          offer: { kind: 'fixed', cost: 0, gives: { kind: 'amount-off', amountMinor: -1 } },
        },
        { ...preset.rewards[1], id: 'a', name: 'Again' },
      ],
    });
    expect(Object.keys(problemsOf(bad)).sort()).toEqual([
      'currency',
      'debt',
      'earning.perMinor',
      'earning.points',
      'pendingDays',
      'rewards[0].name',
      'rewards[0].offer.cost',
      'rewards[0].offer.gives.amountMinor',
      'rewards[1].id',
      'zone',
    ]);
  });

  it.each([
    ['currency', 'gbp'],
    ['currency', 'ABC'],
    ['zone', '+02:00'],
    ['zone', ''],
    ['pendingDays', -1],
    ['pendingDays', 1.5],
    ['pendingDays', '14'],
    ['preset', 'Points'],
    ['format', 4],
    ['expiry', { kind: 'never' }],
    ['rewards', 'none'],
  ])('refuses %s = %j', (field, value) => {
    const names = Object.keys(problemsOf(offer({ [field]: value })));
    expect(names.map((name) => name.split('.')[0])).toEqual([field]);
  });

  it.each([0, 1, 90])('takes a wait of %i days', (pendingDays) => {
    expect(parseProgram(offer({ pendingDays })).ok).toBe(true);
  });

  it('names a field it does not know, so that a typing mistake is not a silent default', () => {
    expect(problemsOf(offer({ pendingDay: 3 }))).toEqual({ pendingDay: 'is not a known field' });
  });

  it.each([null, 'points', 7, []])('refuses %j as a whole', (json) => {
    expect(parseProgram(json).ok).toBe(false);
  });
});

it('reads any program it can be offered as it is, or names what contradicts what', () => {
  fc.assert(
    fc.property(anyProgram, (program) => {
      const json: unknown = JSON.parse(JSON.stringify(program));
      expect(readKeptProgram(json)).toEqual({ ok: true, definition: program });
      const { problems } = checkProgram(program);
      const fields = (list: readonly { field: string }[]) => [
        ...new Set(list.map(({ field }) => field)),
      ];
      const parsed = parseProgram(json);
      expect(parsed.ok ? [] : fields(parsed.problems)).toEqual(fields(problems));
    }),
  );
});

describe('a program that says much', () => {
  const deep = {
    eligible: [{ kind: 'channel', not: true, channels: ['b2b'] }],
    rates: [
      {
        ...{ id: 'own', points: 2, perMinor: 100 },
        when: [{ kind: 'vendor', not: false, vendors: [' Acme '] }],
      },
    ],
    campaigns: [
      {
        ...{ id: 'spring', name: 'Spring', gives: { kind: 'multiplier', percent: 200 } },
        when: [
          { kind: 'dates', not: false, from: '2026-03-01T00:00', to: null },
          { kind: 'order-value', not: false, atLeastMinor: 5000 },
        ],
      },
    ],
  };

  it('is read with its conditions, each as its kind has it', () => {
    const parsed = parseProgram(offer(deep));
    expect(parsed).toMatchObject({
      ok: true,
      definition: { ...deep, rates: [{ when: [{ vendors: ['Acme'] }] }] },
    });
  });

  it('names every bad field at once, however deep it lies', () => {
    const bad = offer({
      eligible: [{ kind: 'moon', not: false }],
      campaigns: [
        {
          ...{ id: 'a', name: '', gives: { kind: 'bonus', points: 0, once: 'no', more: 1 } },
          when: [
            { kind: 'channel', not: false, channels: ['fax'] },
            { kind: 'dates', from: '2026-02-30T00:00', to: 'later', not: 1 },
            { kind: 'vendor', not: false, vendors: [], brand: 'x' },
          ],
        },
      ],
      caps: { order: -1, day: 1.5, month: null },
      activities: [{ id: 'b', activity: 'join', points: 1, limit: { kind: 'per', times: 0 } }],
      tiers: { basis: 'love', window: { kind: 'days' }, keeping: { kind: 'x' }, levels: [{}] },
      expiry: { kind: 'yearly', month: 13, day: 0, atLeastMonths: -1, graceDays: 'ten' },
    });
    expect(Object.keys(problemsOf(bad)).sort()).toEqual([
      'activities[0].limit.period',
      'activities[0].limit.times',
      'campaigns[0].gives.more',
      'campaigns[0].gives.once',
      'campaigns[0].gives.points',
      'campaigns[0].name',
      'campaigns[0].when[0].channels[0]',
      'campaigns[0].when[1].from',
      'campaigns[0].when[1].not',
      'campaigns[0].when[1].to',
      'campaigns[0].when[2].brand',
      'campaigns[0].when[2].vendors',
      'caps.day',
      'caps.member',
      'caps.order',
      'eligible[0].kind',
      'expiry.atLeastMonths',
      'expiry.day',
      'expiry.graceDays',
      'expiry.month',
      'tiers.basis',
      'tiers.keeping.kind',
      'tiers.levels[0].entryPoints',
      'tiers.levels[0].id',
      'tiers.levels[0].inviteOnly',
      'tiers.levels[0].multiplierPercent',
      'tiers.levels[0].name',
      'tiers.levels[0].perks',
      'tiers.levels[0].threshold',
      'tiers.window.days',
    ]);
  });

  it('names contradictions together with what cannot be read', () => {
    const level = (id: string, threshold: number) => ({
      ...{ id, name: id, threshold, inviteOnly: false },
      ...{ multiplierPercent: 100, entryPoints: 0, perks: [] },
    });
    const tiers = {
      basis: 'spend',
      window: { kind: 'lifetime' },
      keeping: { kind: 'never-drop' },
      levels: [level('low', 0), level('high', 500), level('middle', 100)],
    };
    const caps = { order: null, day: null, month: null, member: 400 };
    const bad = offer({ currency: 'QUID', zone: 'Mars/Olympus', tiers, caps });
    expect(Object.keys(problemsOf(bad)).sort()).toEqual([
      'currency',
      'rewards[0].offer.cost',
      'tiers.levels[2].threshold',
      'zone',
    ]);
  });

  it('is judged by its shape alone once it was kept', () => {
    const kept = offer({ caps: { order: null, day: null, month: null, member: 400 } });
    expect(parseProgram(kept).ok).toBe(false);
    expect(readKeptProgram(kept).ok).toBe(true);
  });
});

describe('the schema of conditions', () => {
  it('is made from the registry: every kind is read, and so are all of its fields', () => {
    for (const [kind, { fields }] of Object.entries(CONDITIONS)) {
      const bad = offer({ eligible: [{ kind, ...namelessFields(fields) }] });
      expect(Object.keys(problemsOf(bad)).sort()).toEqual(
        ['not', ...Object.keys(fields)].map((name) => `eligible[0].${name}`).sort(),
      );
    }
  });
});

/** Every field with what no field can be. */
function namelessFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, { never: true }]));
}
