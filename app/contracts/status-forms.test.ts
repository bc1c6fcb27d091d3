import { describe, expect, it } from 'vitest';
import { parseStatusQuestion } from './status-forms.ts';

const ask = (query: string) => parseStatusQuestion(new URLSearchParams(query));

describe('the address of the status page', () => {
  it('asks for nothing when it says nothing', () => {
    expect(ask('')).toEqual({ shop: null, customerId: null, before: null });
  });

  it('takes an id as the admin shows it and as the API does', () => {
    expect(ask('customer=%206940095564801%20').customerId).toBe('6940095564801');
    expect(ask('customer=gid://shopify/Customer/6940095564801').customerId).toBe('6940095564801');
  });

  it('drops what a database would choke on', () => {
    expect(ask('customer=1%002').customerId).toBe('12');
    expect(ask(`customer=${'9'.repeat(500)}`).customerId).toHaveLength(64);
  });

  it.each(['before=0', 'before=-3', 'before=x', 'before=1.5', 'before='])(
    'takes %s as no page at all',
    (query) => {
      expect(ask(query).before).toBeNull();
    },
  );

  it('finds the shop and the page', () => {
    expect(ask('shop=a.myshopify.com&customer=1&before=40')).toEqual({
      shop: 'a.myshopify.com',
      customerId: '1',
      before: 40,
    });
  });
});
