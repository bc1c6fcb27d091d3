import { expect, test } from 'vitest';
import { version } from '../../../tests/simulation/ledger-story.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import { versionInForce } from './program.ts';
import { PRESETS } from './presets/registry.ts';

test.each([
  ['before the first there is none', 0.9, null],
  ['from its very instant', 1, 1],
  ['the newest one effective by then', 9, 1],
  ['not the highest number, the newest instant', 10, 3],
  ['of two at one instant, the one published later', 20, 4],
  ['and so for ever', 999, 4],
])('%s', (_title, on, expected) => {
  const versions = [
    version(4, { from: 20 }),
    version(3, { from: 10 }),
    version(1, { from: 1 }),
    version(2, { from: 20 }),
  ];
  expect(versionInForce(versions, day(on))?.version ?? null).toBe(expected);
});

test.each([
  ['GBP', 100, 500],
  ['JPY', 1, 5],
  ['KWD', 1000, 5000],
])('the Points preset counts whole units of %s', (currency, perMinor, fiveOff) => {
  const preset = PRESETS.points?.make({ currency, zone: 'Asia/Tokyo' });
  expect(preset).toMatchObject({
    ...{ preset: 'points', currency, zone: 'Asia/Tokyo', pendingDays: 14 },
    earning: { points: 1, perMinor, rounding: 'floor' },
    rewards: [
      { offer: { kind: 'fixed', cost: 500, gives: { kind: 'amount-off', amountMinor: fiveOff } } },
      { offer: { kind: 'fixed', cost: 300, gives: { kind: 'free-shipping', mostMinor: null } } },
    ],
  });
});
