import { expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { placeInWindow } from '../domain/kernel/local-window.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import { nextWindow } from './next-window.ts';

const plain = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });

function within(from: string | null, to: string | null) {
  const [first] = plain.rewards;
  if (!first) throw new Error('The preset has rewards.');
  return { ...plain, rewards: [{ ...first, limits: { ...first.limits, from, to } }] };
}

it('is nothing where no reward has a time, or all of it is past', () => {
  const now = instant(Date.UTC(2026, 10, 23, 12));
  expect(nextWindow(plain, now)).toBeNull();
  expect(nextWindow(within('2026-11-01T00:00', '2026-11-23T10:00'), now)).toBeNull();
});

it('is an hour before a bound that is far off, and the next quarter near one', () => {
  // Midnight in summer is 23:00 in UTC.
  const definition = within('2026-06-02T00:00', null);
  const at = (hour: number, minute: number) => instant(Date.UTC(2026, 5, 1, hour, minute, 30));
  expect(nextWindow(definition, at(8, 0))).toBe(Date.UTC(2026, 5, 1, 22));
  expect(nextWindow(definition, at(22, 10))).toBe(Date.UTC(2026, 5, 1, 22, 15));
  expect(nextWindow(definition, at(22, 50))).toBe(Date.UTC(2026, 5, 1, 23));
});

it.each([
  ['while the clock runs on', '2026-11-27T00:00', null],
  ['across the night it is put back', '2027-10-31T01:30', null],
  ['ending in the night it is put back', null, '2027-10-31T01:30'],
  ['across the night it is put forward', '2027-03-28T03:00', null],
  ['in the hour that the clock skips', '2027-03-28T01:30', null],
])('is at every change of what is on offer, looking again and again, %s', (_when, from, to) => {
  const definition = within(from, to);
  const place = (at: number) => placeInWindow(instant(at), { from, to }, plain.zone);
  const start = Date.parse(`${from ?? to}Z`) - 5 * DAY_MS;
  const looks = [instant(start + 17_000)];
  for (let next = looks[0] ?? null; next !== null;) {
    next = nextWindow(definition, next);
    if (next !== null) looks.push(next);
  }
  expect(looks.length).toBeLessThan(40);
  const changes: number[] = [];
  for (let at = start + MINUTE_MS; at < start + 6 * DAY_MS; at += MINUTE_MS) {
    if (place(at) !== place(at - MINUTE_MS)) changes.push(at);
  }
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.filter((at) => !looks.some((look) => look === at))).toEqual([]);
});

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
