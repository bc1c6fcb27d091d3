/** Filters: https://shopify.dev/docs/apps/build/webhooks/customize/filters, read 2026-11. */
import { describe, expect, it } from 'vitest';
import { idNumber } from '../payloads/numbers.ts';
import { filterProblem, passesFilter } from './filter.ts';

const PRODUCT = {
  id: idNumber('820982911946154508'),
  title: 'Blue Mug',
  status: 'active',
  product_type: 'Music',
  vendor: null,
  tags: 'blue, mug',
  updated_at: '2026-05-01T12:00:00+01:00',
  variants: [
    { price: '9.50', taxable: true, options: ['S', 'M'] },
    { price: '10.00', taxable: false, options: ['L'] },
  ],
};

describe('a filter', () => {
  it.each([
    // The documentation's own examples.
    ['variants.price:>=10.00', true],
    ['id:* AND status:active AND (product_type:Music OR product_type:Movies)', true],
    ['id:* AND status:active AND (product_type:Books OR product_type:Movies)', false],
    ['variants.price:>10', false],
    ['variants.price:<9.6', true],
    ['variants.taxable:true', true],
    ['variants.options:m', true],
    ['variants.options:x', false],
    ['title:"blue mug"', true],
    ['title:blue', false],
    ['title:blue*', true],
    ['tags:mug', true],
    ['tags:"blue, mug"', true],
    ['vendor:*', false],
    ['-vendor:*', true],
    ['NOT status:active', false],
    ['id:820982911946154508', true],
    ['id:820982911946154509', false],
    ['id:>820982911946154507', true],
    ['updated_at:>=2026-05-01T11:00:00Z', true],
    ['updated_at:<2026-05-01T11:00:00Z', false],
    ['status:active,draft', true],
    ['nonsense:1', false],
    ['', true],
  ])('%s → %s', (filter, passes) => {
    expect(passesFilter(filter, PRODUCT)).toBe(passes);
  });

  it('must name fields: there is no text to search through', () => {
    expect(filterProblem('mug')).toBe('Filter must name a field for "mug".');
    expect(filterProblem('status:active AND (mug OR id:*)')).toMatch(/"mug"/);
    expect(filterProblem('')).toBe('Filter is empty.');
    expect(filterProblem('status:active')).toBeNull();
    expect(passesFilter('mug', PRODUCT)).toBe(false);
  });
});
