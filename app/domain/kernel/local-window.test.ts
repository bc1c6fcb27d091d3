import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localTimeOf } from './calendar.ts';
import { instant } from './instant.ts';
import { placeInWindow } from './local-window.ts';

const FROM = '2026-11-27T00:00';
const TO = '2026-12-01T00:00';

// From | to | zone | instant → where it stands
test.each([
  [null, null, 'UTC', '1999-01-01T00:00:00Z', 'inside'],
  [FROM, TO, 'UTC', '2026-11-26T23:59:59.999Z', 'before'],
  [FROM, TO, 'UTC', '2026-11-27T00:00:00Z', 'inside'],
  [FROM, TO, 'UTC', '2026-11-30T23:59:59.999Z', 'inside'],
  [FROM, TO, 'UTC', '2026-12-01T00:00:00Z', 'after'],
  [FROM, null, 'UTC', '2036-12-01T00:00:00Z', 'inside'],
  [null, TO, 'UTC', '1999-01-01T00:00:00Z', 'inside'],
  [FROM, TO, 'America/New_York', '2026-11-27T04:59:59Z', 'before'],
  [FROM, TO, 'America/New_York', '2026-12-01T04:59:59Z', 'inside'],
  [FROM, TO, 'Asia/Kathmandu', '2026-11-26T18:15:00Z', 'inside'],
  [FROM, TO, 'Asia/Kathmandu', '2026-11-30T18:15:00Z', 'after'],
])('from %s and before %s in %s: %s is %s', (from, to, zone, at, expected) => {
  expect(placeInWindow(instant(Date.parse(at)), { from, to }, zone)).toBe(expected);
});

test('only the clock on the wall says where an instant stands', () => {
  const zones = fc.constantFrom('UTC', 'Europe/London', 'America/St_Johns', 'Pacific/Apia');
  const year = { min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) };
  const times = fc.integer(year).map(instant);
  fc.assert(
    fc.property(times, times, times, zones, (at, one, other, zone) => {
      const [from = '', to = ''] = [localTimeOf(one, zone), localTimeOf(other, zone)].sort();
      const clock = localTimeOf(at, zone);
      const expected = clock < from ? 'before' : clock < to ? 'inside' : 'after';
      expect(placeInWindow(at, { from, to }, zone)).toBe(expected);
      // The time before a window and the window follow each other without a gap.
      const until = placeInWindow(at, { from: null, to: from }, zone);
      expect(until === 'inside').toBe(expected === 'before');
    }),
  );
});
