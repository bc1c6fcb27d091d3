/**
 * The file of a finished history, order by order. Lines of an order follow it, each naming it in
 * `__parentId`: so one order is held at a time, however long the file is.
 */
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { fromAdminOrder } from '../../../contracts/admin-order.ts';
import type { Hashing } from '../../../contracts/observation.ts';
import { reasonText } from '../../../contracts/parked-reason.ts';
import { idText } from '../../../contracts/shopify-fields.ts';
import {
  type HistoryOrder,
  type Shopify,
  ShopifyUnavailable,
} from '../../../services/ports/shopify.ts';
import { readLines } from './read-lines.server.ts';

const CONNECT_MS = 30_000;

const root = z.looseObject({ id: z.string(), refunds: z.array(z.unknown()) });
const child = z.looseObject({ __parentId: z.string(), __typename: z.string() });

type Open = {
  readonly head: z.output<typeof root>;
  readonly lines: unknown[];
  readonly shippingLines: unknown[];
};

export const readHistory = (
  fetch: typeof globalThis.fetch,
  hashing: Hashing,
): Shopify['readHistory'] =>
  async function* (url) {
    let open: Open | null = null;
    for await (const text of linesAt(fetch, url)) {
      const value = parseLine(text);
      const line = child.safeParse(value);
      if (line.success) {
        const parent: string = line.data.__parentId;
        if (open?.head.id === parent) take(open, line.data);
        // A line apart from its order: that one is fetched by its id, as a whole.
        else yield { whole: false, orderId: orderIdOf(parent) ?? '', problem: 'a line by itself' };
        continue;
      }
      if (open) yield close(open, hashing);
      const head = root.safeParse(value);
      open = head.success ? { head: head.data, lines: [], shippingLines: [] } : null;
      if (!head.success) yield { whole: false, orderId: null, problem: 'a line that is no order' };
    }
    if (open) yield close(open, hashing);
  };

/** The wait for the beginning is bounded; a long file may take its time. */
async function* linesAt(fetch: typeof globalThis.fetch, url: string): AsyncIterable<string> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), CONNECT_MS);
  let response: Response;
  try {
    response = await fetch(url, { signal: waiting.signal });
  } catch (error) {
    throw new ShopifyUnavailable('try_later', 'the file of the history did not come', error);
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok || response.body === null) {
    throw new ShopifyUnavailable('try_later', `the file of the history: status ${response.status}`);
  }
  yield* readLines(response.body as NodeReadableStream<Uint8Array>);
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function take(open: Open, line: z.output<typeof child>): void {
  if (line.__typename === 'LineItem') open.lines.push(line);
  if (line.__typename === 'ShippingLine') open.shippingLines.push(line);
}

function close({ head, lines, shippingLines }: Open, hashing: Hashing): HistoryOrder {
  const orderId = orderIdOf(head.id);
  if (orderId !== null && head.refunds.length > 0) return { whole: false, orderId };
  const reading = fromAdminOrder({ ...head, lines, shippingLines, refunds: [] }, hashing);
  if (reading.ok) return { whole: true, order: reading.order };
  return { whole: false, orderId, problem: reasonText(reading.reason) };
}

const orderIdOf = (gid: string): string | null => idText('Order', gid, null);
