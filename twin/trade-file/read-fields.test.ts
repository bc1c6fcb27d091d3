import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrice } from './read-fields.ts';
import { readInstant } from './read-instant.ts';

describe('readPrice', () => {
  it.each([
    ['2.10', '2.10', '2.1'],
    ['+02.100', '2.100', '2.1'],
    ['.5', '0.5', '0.5'],
    ['5.', '5', '5'],
    ['1e-3', '0.001', '0.001'],
    ['12.5e1', '125', '125'],
    ['-0.00', '0.00', '0'],
    ['-53594.36', '-53594.36', '-53594.36'],
  ])('reads %s as %s, the same number as %s', (text, plain, key) => {
    expect(readPrice(text)).toEqual({ text: plain, key });
  });

  it.each(['', '.', '-', '1,5', ' 1', 'NaN', '0x1', '£1', '1e', '1e999'])('refuses %j', (text) => {
    expect(readPrice(text)).toBeNull();
  });

  it('agrees with exact decimals, worked out digit by digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+-]?\d{1,6}(\.\d{0,6})?(e-?\d)?$/), (text) => {
        const key = readPrice(text)?.key;
        expect(key === undefined ? null : inSmallestUnits(key)).toBe(inSmallestUnits(text));
      }),
    );
  });
});

describe('readInstant', () => {
  it.each([
    ['2010-06-01', '2010-06-01T00:00:00.000Z'],
    ['2010-06-01T12:30', '2010-06-01T12:30:00.000Z'],
    ['2010-06-01 12:30:15', '2010-06-01T12:30:15.000Z'],
    ['2010-06-01T12:30:15.5Z', '2010-06-01T12:30:15.500Z'],
    ['2010-06-01T12:30:15+02:00', '2010-06-01T10:30:15.000Z'],
    ['2010-06-01T12:30-0530', '2010-06-01T18:00:00.000Z'],
    ['2012-02-29', '2012-02-29T00:00:00.000Z'],
  ])('reads %s as %s', (text, iso) => {
    expect(new Date(readInstant(text) ?? 0).toISOString()).toBe(iso);
  });

  it.each([
    '2010-02-29',
    '2010-13-01',
    '2010-06-01T24:00',
    '2010-06-01T10:60',
    'June',
    '2010-6-1',
    '',
  ])('refuses %j', (text) => {
    expect(readInstant(text)).toBeNull();
  });
});

/** A decimal as a whole number of 10⁻²⁰: equal numbers are equal however they are written. */
function inSmallestUnits(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.replace(/^[+-]/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = 20 - fraction.length + Number(exponent);
  const units = BigInt(whole + fraction) * 10n ** BigInt(scale);
  return text.startsWith('-') ? -units : units;
}
