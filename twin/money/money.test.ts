import { describe, expect, it } from 'vitest';
import { decimalsOf } from './currency.ts';
import {
  moneyPair,
  moneySet,
  moneyText,
  parseMoney,
  presentmentMinor,
  shortDecimal,
  worthMinor,
} from './money.ts';
import { ratioOf, roundRatio, timesRate } from './rounding.ts';

describe('money', () => {
  // ISO 4217; the same subunits stand in config/currency_iso.yml of github.com/Shopify/money.
  it.each([
    ['USD', 1250, '12.50'],
    ['USD', 5, '0.05'],
    ['USD', -5, '-0.05'],
    ['JPY', 1250, '1250'],
    ['KWD', 1250, '1.250'],
    ['HUF', 1250, '12.50'],
    ['CLF', 12500, '1.2500'],
  ])('writes %s %i as %s and reads it back', (currency, minor, text) => {
    expect(moneyText(minor, currency)).toBe(text);
    expect(parseMoney(text, currency)).toBe(minor);
  });

  it('reads decimal text of any length that is exact, and nothing else', () => {
    expect(parseMoney('12.5', 'USD')).toBe(1250);
    expect(parseMoney('12.500', 'USD')).toBe(1250);
    expect(parseMoney('.5', 'USD')).toBe(50);
    expect(parseMoney('12.505', 'USD')).toBeNull();
    expect(parseMoney('1.5', 'JPY')).toBeNull();
    expect(parseMoney('1e3', 'USD')).toBeNull();
    expect(parseMoney('12,50', 'USD')).toBeNull();
    expect(parseMoney('', 'USD')).toBeNull();
    expect(parseMoney('90071992547409.92', 'USD')).toBeNull();
  });

  it('multiplies finer prices and rounds once, half up', () => {
    expect(worthMinor('0.425', 3, 'USD')).toBe(128);
    expect(worthMinor('2.55', 6, 'GBP')).toBe(1530);
  });

  // `value` of a discount application: https://shopify.dev/docs/api/admin-rest/latest/resources/order
  it.each([
    [1000, '10.0'],
    [1250, '12.5'],
    [1225, '12.25'],
    [0, '0.0'],
  ])('writes a discount value of %i as %s', (minor, text) => {
    expect(shortDecimal(minor, 'USD')).toBe(text);
  });

  it('repeats an amount in both currencies, converting with the exact rate', () => {
    const currencies = { currency: 'USD', presentmentCurrency: 'JPY', presentmentRate: '151.25' };
    expect(presentmentMinor(1050, currencies)).toBe(1588);
    expect(moneyPair(1050, currencies)).toEqual({
      shop_money: { amount: '10.50', currency_code: 'USD' },
      presentment_money: { amount: '1588', currency_code: 'JPY' },
    });
    expect(moneySet('10.50', 'USD').presentment_money.amount).toBe('10.50');
  });

  it('knows no decimals of what is no currency', () => {
    expect(() => decimalsOf('Dollar')).toThrow('no currency code');
  });
});

describe('rounding', () => {
  it.each([
    ['halfUp', 2.5, 3],
    ['halfEven', 2.5, 2],
    ['halfEven', 3.5, 4],
    ['down', 2.9, 2],
    ['up', 2.1, 3],
    ['halfUp', -2.5, -3],
    ['down', -2.9, -2],
  ] as const)('rounds %s %d to %i', (mode, value, rounded) => {
    expect(roundRatio({ ...ratioOf(value), mode })).toBe(rounded);
  });

  it('is exact where floats are not', () => {
    expect(timesRate(10050, 0.0825, 'halfUp')).toBe(829);
    expect(timesRate(115, '0.1', 'halfUp')).toBe(12);
    expect(() => ratioOf('ten')).toThrow('no decimal number');
  });
});
