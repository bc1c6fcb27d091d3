/**
 * The file of a long history, made while it is read: any number of orders of three lines, oldest
 * first, each as many bytes as the next, so that any part of it can be had without what is before.
 */

export type LongHistory = {
  /** Bytes of the whole file. */
  readonly size: number;
  /** Orders given so far, those given twice counted twice. */
  readonly given: () => number;
  /** Where the file lies; it knows how to begin in its middle. */
  readonly fetch: typeof globalThis.fetch;
};

const LINES = 3;
const ORDERS_PER_PIECE = 16;
const FIRST = 10_000_000_000;
const EVERY_MS = 20_000;

/** A file of so many orders by so many customers, the last of them placed at `endsAt`. */
export function longHistory(of: {
  readonly orders: number;
  readonly customers: number;
  readonly endsAt: number;
}): LongHistory {
  const encoder = new TextEncoder();
  const bytesOf = (from: number, to: number) =>
    encoder.encode(
      Array.from({ length: to - from }, (_, step) => textOf(from + step, of)).join(''),
    );
  const each = bytesOf(0, 1).length;
  const size = each * of.orders;
  let given = 0;
  const bodyFrom = (offset: number) => {
    let place = Math.floor(offset / each);
    let skipped = offset % each;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        const to = Math.min(of.orders, place + ORDERS_PER_PIECE);
        if (to === place) return controller.close();
        controller.enqueue(bytesOf(place, to).subarray(skipped));
        given += to - place;
        [place, skipped] = [to, 0];
      },
    });
  };
  return {
    size,
    given: () => given,
    fetch: async (_url, init) => {
      const asked = /\d+/.exec(new Headers(init?.headers).get('range') ?? '')?.[0];
      const from = Number(asked ?? 0);
      if (from >= size) return new Response(null, { status: 416 });
      return new Response(bodyFrom(from), { status: asked === undefined ? 200 : 206 });
    },
  };
}

type Of = Parameters<typeof longHistory>[0];

function textOf(place: number, { orders, customers, endsAt }: Of): string {
  const id = `gid://shopify/Order/${FIRST + place}`;
  const at = new Date(endsAt - (orders - place) * EVERY_MS).toISOString();
  const customer = `gid://shopify/Customer/${FIRST + ((place * 7_919) % customers)}`;
  const lines = Array.from({ length: LINES }, (_, line) => lineOf(id, place * LINES + line));
  return [headOf(id, at, customer), ...lines].map((each) => `${JSON.stringify(each)}\n`).join('');
}

const money = (amount: string) => ({ shopMoney: { amount } });

function headOf(id: string, at: string, customer: string) {
  return {
    ...{ id, name: `#${id.slice(-11)}`, createdAt: at, updatedAt: at, cancelledAt: null },
    ...{ currencyCode: 'GBP', displayFinancialStatus: 'PAID', taxesIncluded: false, test: false },
    ...{ email: null, customer: { id: customer, tags: [] }, sourceName: 'web' },
    ...{ purchasingEntity: null, displayFulfillmentStatus: 'FULFILLED', fulfillments: [] },
    ...{ discountCodes: [], transactions: [], totalTipReceivedSet: money('0.0'), refunds: [] },
  };
}

function lineOf(parent: string, place: number) {
  return {
    ...{ __typename: 'LineItem', __parentId: parent },
    id: `gid://shopify/LineItem/${FIRST + place}`,
    ...{ title: 'Mug', quantity: 1, currentQuantity: 1, isGiftCard: false },
    ...{ requiresShipping: true, taxable: true, sku: 'MUG', vendor: 'Moss', product: null },
    originalUnitPriceSet: money('12.50'),
    ...{ discountAllocations: [], taxLines: [] },
  };
}
