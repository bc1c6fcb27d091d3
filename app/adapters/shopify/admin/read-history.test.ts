import { describe, expect, it } from 'vitest';
import type { HistoryPart } from '../../../services/ports/shopify.ts';
import { toSearch } from './find-customers.server.ts';
import { readHistory } from './read-history.server.ts';

const hashing = { emailHash: (email: string) => email, digest: () => 'digest' };
const bag = { shopMoney: { amount: '10.0' } };

const order = (digits: number, refunds: unknown[] = []) => ({
  id: `gid://shopify/Order/${digits}`,
  name: `#${digits} — “Ada”`,
  createdAt: '2026-11-23T12:00:00Z',
  updatedAt: '2026-11-23T12:00:05Z',
  cancelledAt: null,
  currencyCode: 'GBP',
  displayFinancialStatus: 'PAID',
  taxesIncluded: false,
  test: false,
  email: null,
  customer: null,
  sourceName: 'web',
  purchasingEntity: null,
  displayFulfillmentStatus: 'UNFULFILLED',
  fulfillments: [],
  discountCodes: [],
  transactions: [],
  totalTipReceivedSet: { shopMoney: { amount: '0.0' } },
  refunds,
});

const line = (digits: number, parent: number) => ({
  __typename: 'LineItem',
  __parentId: `gid://shopify/Order/${parent}`,
  id: `gid://shopify/LineItem/${digits}`,
  title: 'Mug',
  quantity: 1,
  currentQuantity: 1,
  isGiftCard: false,
  requiresShipping: true,
  taxable: true,
  sku: 'MUG',
  vendor: 'Moss',
  product: null,
  originalUnitPriceSet: bag,
  discountAllocations: [],
  taxLines: [],
});

const shipping = (parent: number) => ({
  __typename: 'ShippingLine',
  __parentId: `gid://shopify/Order/${parent}`,
  id: 'gid://shopify/ShippingLine/1',
  isRemoved: false,
  originalPriceSet: bag,
  discountAllocations: [],
  taxLines: [],
});

/** A file as it comes over the network, in pieces of so many bytes. */
function fileOf(text: string, pieceBytes: number, breaksOff = false) {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += pieceBytes)));
      else if (breaksOff) controller.error(new Error('gone'));
      else controller.close();
    },
  });
  return async () => new Response(body);
}

async function read(fetch: typeof globalThis.fetch, from = 0): Promise<HistoryPart[]> {
  const found: HistoryPart[] = [];
  for await (const each of readHistory(fetch, hashing)('https://example.com/file', from)) {
    found.push(each);
  }
  return found;
}

const jsonl = (...lines: unknown[]) => lines.map((each) => `${JSON.stringify(each)}\n`).join('');

const sayEach = (found: readonly HistoryPart[]) =>
  found.map((each) =>
    each.whole
      ? `${each.order.orderId}: ${each.order.snapshot.lines.map(({ id }) => id).join(' ')}`
      : `${each.orderId}: ${'problem' in each ? each.problem : 'fetch it'}`,
  );

const TWO = jsonl(order(1), line(11, 1), line(12, 1), shipping(1), order(2), line(21, 2));

describe('the file of a history', () => {
  it.each([1, 7, 100, 100_000])('gives whole orders, in pieces of %i bytes', async (bytes) => {
    const found = await read(fileOf(TWO, bytes));
    expect(sayEach(found)).toEqual(['1: 11 12', '2: 21']);
    expect(found[0]?.whole === true && found[0].order.snapshot.name).toBe('#1 — “Ada”');
  });

  it('may lack its last line’s end', async () => {
    expect(sayEach(await read(fileOf(TWO.trimEnd(), 50)))).toEqual(['1: 11 12', '2: 21']);
  });

  it('only names orders with refunds', async () => {
    const file = jsonl(order(1, [{ id: 'gid://shopify/Refund/1' }]), line(11, 1), order(2));
    expect(sayEach(await read(fileOf(file, 64)))).toEqual(['1: fetch it', '2: ']);
  });

  it('is read on past what cannot be read', async () => {
    const odd = { ...order(3), currencyCode: 'POUNDS' };
    const file = `${jsonl(order(1))}{"half":\n${jsonl(line(91, 9), odd, order(2))}`;
    expect(sayEach(await read(fileOf(file, 64)))).toEqual([
      '1: ',
      'null: a line that is no order',
      '9: a line by itself',
      expect.stringMatching(/^3: invalid_field: currencyCode/),
      '2: ',
    ]);
  });

  it.each(['from the middle', 'from its beginning only'])(
    'goes on after any order of it, by a keeper who gives it %s',
    async (keeper) => {
      const odd = { ...order(3), currencyCode: 'POUNDS' };
      const file = `${TWO}{"half":\n${jsonl(odd, line(31, 3), order(4), line(91, 9), line(41, 4))}`;
      const bytes = new TextEncoder().encode(file);
      const fetch: typeof globalThis.fetch = async (_url, init) => {
        const asked = new Headers(init?.headers).get('range') ?? 'bytes=0-';
        const from = keeper === 'from the middle' ? Number(/\d+/.exec(asked)?.[0]) : 0;
        if (from >= bytes.length) return new Response(null, { status: 416 });
        return new Response(bytes.slice(from), { status: from > 0 ? 206 : 200 });
      };
      const whole = await read(fetch);
      expect(sayEach(whole)).toHaveLength(6);
      expect(whole.at(-1)?.endsAt).toBe(bytes.length);
      for (const [place, { endsAt, ...each }] of whole.entries()) {
        // A line by itself comes within an order that has not ended: both are read again.
        const isStray = 'problem' in each && each.problem === 'a line by itself';
        const after = sayEach(whole.slice(isStray ? place : place + 1));
        expect(sayEach(await read(fetch, endsAt))).toEqual(after);
      }
    },
  );

  it('is begun again later where it is not there, or breaks off', async () => {
    const gone = async () => new Response('', { status: 404 });
    await expect(read(gone)).rejects.toMatchObject({ why: 'try_later' });
    await expect(read(fileOf(TWO, 64, true))).rejects.toMatchObject({ why: 'try_later' });
    const away = async () => Promise.reject(new Error('no network'));
    await expect(read(away)).rejects.toMatchObject({ why: 'try_later' });
  });
});

describe('what somebody typed', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['ada@example.com', 'ada@example.com'],
    ['email:* OR -ada', 'email ada'],
    ['"ada" (NOT b)', 'ada b'],
    ['  ', ''],
    [':*()', ''],
  ])('%j is looked for as %j', (typed, search) => {
    expect(toSearch(typed)).toBe(search);
  });
});
