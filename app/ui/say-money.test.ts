import { expect, it } from 'vitest';
import { sayMoney, sayShare } from './say-money.ts';

it.each([
  [123_450, 'GBP', '£1,234.50'],
  [5, 'EUR', '€0.05'],
  [-250, 'USD', '−$2.50'],
  [1500, 'JPY', '¥1,500'],
  [1234, 'KWD', '1.234 KWD'],
  [100, 'CHF', '1.00 CHF'],
])('%i of %s is %s', (amount, currency, text) => {
  expect(sayMoney(amount, currency)).toBe(text);
});

it('says a share to a tenth of a percent, and none of nothing', () => {
  expect([sayShare(1, 3), sayShare(1, 1), sayShare(0, 5), sayShare(1, 0)]).toEqual([
    '33.3%',
    '100.0%',
    '0.0%',
    '–',
  ]);
});
