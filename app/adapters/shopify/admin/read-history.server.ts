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
import { type Line, readLines } from './read-lines.server.ts';

const CONNECT_MS = 30_000;
/** HTTP: what was asked for begins after the file's end; and, it is that part of the file. */
const NOTHING_THERE = 416;
const FROM_THE_MIDDLE = 206;

const root = z.looseObject({ id: z.string(), refunds: z.array(z.unknown()) });
const child = z.looseObject({ __parentId: z.string(), __typename: z.string() });

type Open = {
  readonly head: z.output<typeof root>;
  readonly lines: unknown[];
  readonly shippingLines: unknown[];
  readonly startsAt: number;
};

const NO_ORDER = 'a line that is no order';
const STRAY = 'a line by itself';

export const readHistory = (
  fetch: typeof globalThis.fetch,
  hashing: Hashing,
): Shopify['readHistory'] =>
  async function* (url, from) {
    let open: Open | null = null;
    /** Up to here everything has been given, or is part of the open order. */
    let endsAt = from;
    for await (const line of linesAt(fetch, url, from)) {
      const value = parseLine(line.text);
      const part = child.safeParse(value);
      if (part.success) {
        endsAt = line.endsAt;
        const parent: string = part.data.__parentId;
        if (open?.head.id === parent) take(open, part.data);
        // A line apart from its order: that one is fetched by its id, as a whole.
        else {
          const stray = { whole: false, orderId: orderIdOf(parent) ?? '', problem: STRAY } as const;
          yield { ...stray, endsAt: open?.startsAt ?? endsAt };
        }
        continue;
      }
      if (open) yield { ...close(open, hashing), endsAt };
      const head = root.safeParse(value);
      open = head.success
        ? { head: head.data, lines: [], shippingLines: [], startsAt: endsAt }
        : null;
      endsAt = line.endsAt;
      if (!head.success) yield { whole: false, orderId: null, problem: NO_ORDER, endsAt };
    }
    if (open) yield { ...close(open, hashing), endsAt };
  };

/**
 * The wait for the beginning is bounded; a long file may take its time. Whoever keeps the file may
 * or may not know how to begin in its middle.
 */
async function* linesAt(
  fetch: typeof globalThis.fetch,
  url: string,
  from: number,
): AsyncIterable<Line> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), CONNECT_MS);
  let response: Response;
  try {
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    response = await fetch(url, { headers, signal: waiting.signal });
  } catch (error) {
    throw new ShopifyUnavailable('try_later', 'the file of the history did not come', error);
  } finally {
    clearTimeout(timer);
  }
  if (response.status === NOTHING_THERE && from > 0) return;
  if (!response.ok || response.body === null) {
    throw new ShopifyUnavailable('try_later', `the file of the history: status ${response.status}`);
  }
  const skipped = response.status === FROM_THE_MIDDLE ? from : 0;
  for await (const { text, endsAt } of readLines(response.body as NodeReadableStream<Uint8Array>)) {
    if (endsAt + skipped > from) yield { text, endsAt: endsAt + skipped };
  }
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
