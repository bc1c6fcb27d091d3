/**
 * The grammar and its errors. Sources:
 * shopify.dev/docs/api/shopifyql/segment-query-language-reference (read 2026-11), and recorded
 * answers of the Admin API in airhorns/shopify-draft-proxy
 * (`segment-create-update-query-grammar.json`, 2026-07).
 */
import { describe, expect, it } from 'vitest';
import { spanOf } from './dates.ts';
import { parseQuery } from './parse-query.ts';
import { clausesOf, errorText } from './query.ts';

const ACCEPTED = [
  "customer_countries CONTAINS 'CA'",
  'amount_spent > 100.50',
  'abandoned_checkout_date >= -30d',
  'companies IS NULL',
  "number_of_orders >= 1 AND customer_countries CONTAINS 'CA'",
  '(number_of_orders >= 1) OR (number_of_orders = 0)',
  'last_order_date >= 12_months_ago',
  "customer_tags NOT CONTAINS 'VIP\\'s'",
  'last_order_date BETWEEN 2021-01-01 AND today',
  'last_order_date > 2020-05-30T16:00:00',
  'products_purchased NOT MATCHES ()',
  'products_purchased MATCHES (id IN (2012162031638, 1012132033639), date BETWEEN -12m AND today)',
  'products_purchased(id: (2012162031638, 1012132033639), since: -90d) = true',
  "metafields.app--1.tier = 'gold'",
  '   number_of_orders = 0   ',
  "NOT (customer_tags CONTAINS 'a' OR customer_tags IS NULL)",
];

describe('a segment query', () => {
  it.each(ACCEPTED)('is understood: %s', (query) => {
    expect(parseQuery(query).error).toBeNull();
  });

  it.each([
    ['not a valid segment query ???', "Line 1 Column 6: 'valid' is unexpected."],
    ['not another valid', "Line 1 Column 12: 'valid' is unexpected."],
    ['number_of_orders >\n  )', "Line 2 Column 2: ')' is unexpected."],
    ['(number_of_orders > 1', "Line 1 Column 21: '<EOF>' is unexpected."],
    ['number_of_orders = 1 )', "Line 1 Column 21: ')' is unexpected."],
    ['orders_placed MATCHES (date > -1y, date < -1d)', "Line 1 Column 35: 'date' is unexpected."],
  ])('that is wrong is told where: %s', (query, message) => {
    const { error } = parseQuery(query);
    expect(error && errorText(error)).toBe(message);
  });

  it('binds AND closer than OR', () => {
    const { query } = parseQuery('a = 1 OR b = 2 AND c = 3');
    expect(query).toMatchObject({ type: 'or', parts: [{ filter: 'a' }, { type: 'and' }] });
  });

  it('says the same in the deprecated writing of functions as in the new one', () => {
    const meaning = (text: string) => {
      const [clause] = clausesOf(parseQuery(text).query ?? { type: 'and', parts: [] });
      const parameters = clause?.parameters.map(({ name, operator, values }) => ({
        name,
        operator,
        values: values.map((value) => value.text),
      }));
      return { operator: clause?.operator, parameters };
    };
    expect(meaning("products_purchased(tag: 'Sports wear', since: -12m) = false")).toEqual(
      meaning("products_purchased NOT MATCHES (tag = 'Sports wear', date >= -12m)"),
    );
  });
});

describe('a date in a segment query', () => {
  const at = { line: 1, column: 0 };
  // 15 May 2021, 23:30 in New York, where it is the 16th in UTC already.
  const now = Date.parse('2021-05-16T03:30:00Z');
  const dayOf = (type: 'date' | 'offset' | 'named' | 'word', text: string) => {
    const span = spanOf({ type, text, at }, 'America/New_York', now);
    return span && [new Date(span.from).toISOString(), new Date(span.to).toISOString()];
  };

  it('is a whole day of the shop', () => {
    const day = ['2020-05-30T04:00:00.000Z', '2020-05-31T04:00:00.000Z'];
    expect(dayOf('date', '2020-05-30')).toEqual(day);
  });

  it.each([
    ['word', 'today', '2021-05-15T04:00:00.000Z'],
    ['word', 'yesterday', '2021-05-14T04:00:00.000Z'],
    ['offset', '-7d', '2021-05-08T04:00:00.000Z'],
    ['offset', '-2w', '2021-05-01T04:00:00.000Z'],
    ['offset', '-3m', '2021-02-15T05:00:00.000Z'],
    ['offset', '+1y', '2022-05-15T04:00:00.000Z'],
    ['named', '12_months_ago', '2020-05-15T04:00:00.000Z'],
    ['named', '30_days_ago', '2021-04-15T04:00:00.000Z'],
  ] as const)('is counted from today in the shop: %s %s', (type, text, from) => {
    expect(dayOf(type, text)?.[0]).toBe(from);
  });

  it('with a time is an instant of the shop', () => {
    expect(dayOf('date', '2020-05-30T16:00:00')?.[0]).toBe('2020-05-30T20:00:00.000Z');
  });

  it('is as long as the day is, also when clocks change', () => {
    const [from = '', to = ''] = dayOf('date', '2021-03-14') ?? [];
    expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(23);
  });
});
