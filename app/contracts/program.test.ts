import { describe, expect, it } from 'vitest';
import { pointsPreset } from '../domain/program/presets/points.ts';
import { parseProgram } from './program.ts';

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
        { id: 'a', name: '', cost: 0, gives: { kind: 'amount-off', amountMinor: -1 } },
        { id: 'a', name: 'Again', cost: 1, gives: { kind: 'free-shipping' } },
      ],
    });
    expect(Object.keys(problemsOf(bad)).sort()).toEqual([
      'currency',
      'debt',
      'earning.perMinor',
      'earning.points',
      'pendingDays',
      'rewards[0].cost',
      'rewards[0].gives.amountMinor',
      'rewards[0].name',
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
