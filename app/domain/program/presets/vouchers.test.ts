import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { instant } from '../../kernel/instant.ts';
import { points } from '../../kernel/points.ts';
import { admitRedemption } from '../../rewards/admit-redemption.ts';
import { choicesOf } from '../../rewards/choices-of.ts';
import { vouchersPreset } from './vouchers.ts';

const VOUCHERS = vouchersPreset({ currency: 'GBP', zone: 'UTC' });

it('earns a point a pound, for two years and a month', () => {
  const { given, told } = tellLife(
    VOUCHERS,
    `
    2026-01-10 | A paid 700.90 | 700 wait, 0 to spend
    2026-01-24 |               | 0 wait, 700 to spend
    2028-02-08 |               | 0 wait, 700 to spend
    2028-02-09 |               | 0 wait, 0 to spend
    `,
  );
  expect(told).toBe(given);
});

it('gives more for a point, the more are taken at once', () => {
  const moneyOff = VOUCHERS.rewards.find(({ id }) => id === 'money-off');
  expect(moneyOff && choicesOf(moneyOff)).toEqual(
    [
      [500, 500],
      [1000, 1100],
      [2000, 2400],
    ].map(([cost, amountMinor]) => ({ cost, gives: { kind: 'amount-off', amountMinor } })),
  );
});

it('hands out one voucher for a product of each kind a month', () => {
  const january = instant(Date.UTC(2026, 0, 10));
  const lot = { id: 'order:A', label: '', version: 1, earnedAt: instant(0), maturesAt: null };
  const none = { awarded: points(900), pending: points(0), held: points(0), expiresAt: null };
  const admit = (rewardId: string, cost: number, at: number) =>
    admitRedemption({
      version: { version: 1, effectiveAt: instant(0), definition: VOUCHERS },
      ...{ rewardId, cost: points(cost), at: instant(at), tierId: null, segmentIds: [] },
      ...{ taken: rewardId === 'product-20' ? [january] : [], takenByAll: 7 },
      lots: [{ ...lot, ...none, available: points(900) }],
    });
  expect(admit('product-20', 200, Date.UTC(2026, 0, 31))).toMatchObject({ reason: 'too_often' });
  expect(admit('product-20', 200, Date.UTC(2026, 1, 1))).toMatchObject({ ok: true });
  expect(admit('product-50', 450, Date.UTC(2026, 0, 31))).toMatchObject({ ok: true });
});
