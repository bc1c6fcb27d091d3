import { expect, it } from 'vitest';
import { redeemRequest } from './buyer-api.ts';

const isRead = (rewardId: string) =>
  redeemRequest.safeParse({ rewardId, key: 'one-tap-1' }).success;

it.each(['amount-off-5', '5', 'voucher:900', 'voucher:1'])('reads %s as a choice', (id) => {
  expect(isRead(id)).toBe(true);
});

it.each(['', ':900', 'voucher:', 'voucher:0', 'voucher:0900', 'voucher:9.5', 'voucher:9:9', 'A'])(
  'reads “%s” as none',
  (id) => {
    expect(isRead(id)).toBe(false);
  },
);
