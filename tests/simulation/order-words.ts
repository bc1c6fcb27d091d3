/**
 * Observations in a few words, for tests: `line('a 3/2 × 1.115 - 0.50')` is a line `a` of which
 * three were ordered and two are left, at 1.115 each, with 0.50 off the whole line; `gift` makes it
 * a gift card. Days are counted from 1 December 2026, ten o'clock UTC.
 */
import {
  type CodeOnOrder,
  type ObservedLine,
  type ObservedOrder,
  type ObservedRefund,
  observeRefund,
  observeSnapshot,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from '../../app/domain/facts/observed-order.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 11, 1, 10);

/** Ten o'clock on that day, day 1 being 1 December 2026. */
export function day(number: number): Instant {
  return instant(FIRST_DAY + Math.round((number - 1) * DAY_MS));
}

/** The day of an instant, the other way round. */
export function dayOf(at: Instant): number {
  return (at - FIRST_DAY) / DAY_MS + 1;
}

const LINE = /^(\w+) (\d+)(?:\/(\d+))? × ([\d.]+)(?: - ([\d.]+))?( gift)?$/;

export function line(words: string): ObservedLine {
  const match = LINE.exec(words);
  if (!match) throw new Error(`“${words}” is not a line.`);
  const [, id = '', quantity, current = quantity, unitPrice = '', discount = '0', gift] = match;
  return {
    id,
    quantity: Number(quantity),
    currentQuantity: Number(current),
    unitPrice,
    discountMinor: pence(discount),
    giftCard: gift !== undefined,
    taxMinor: minor(0),
    productId: null,
    vendor: null,
    productTags: [],
    collectionIds: [],
  };
}

/**
 * `refund('r1 day 3: 1 a, 2 b + 0.60')`: the refund of a unit of `a` and two of `b`, and 0.60
 * beyond.
 */
export function refund(words: string): ObservedRefund {
  const match = /^(\w+) day ([\d.]+):(.*?)(?:\+ ([\d.]+))?$/.exec(words);
  if (!match) throw new Error(`“${words}” is not a refund.`);
  const [, id = '', at, units = '', beyond = '0'] = match;
  return {
    id,
    at: day(Number(at)),
    units: [...units.matchAll(/(\d+) (\w+)/g)].map(([, quantity, lineId = '']) => ({
      lineId,
      quantity: Number(quantity),
    })),
    beyondLinesMinor: pence(beyond),
    shippingMinor: minor(0),
    shippingTaxMinor: minor(0),
  };
}

/** `code('C: 2.50 a, 1 b + 4.00')`: code `C` took so much off two lines, and 4.00 off shipping. */
export function code(words: string): CodeOnOrder {
  const [, name = '', parts = '', shipping = '0'] =
    /^(\w+):(.*?)(?:\+ ([\d.]+))?$/.exec(words) ?? [];
  return {
    code: name,
    lines: [...parts.matchAll(/([\d.]+) (\w+)/g)].map(([, amount, lineId = '']) => ({
      lineId,
      discountMinor: pence(amount),
    })),
    shippingMinor: pence(shipping),
  };
}

function pence(pounds: string | undefined) {
  return minor(Math.round(Number(pounds) * 100));
}

export type SnapshotWords = {
  readonly day: number;
  readonly lines: readonly string[];
  readonly refunds?: readonly string[];
  readonly codes?: readonly string[];
} & Partial<Omit<OrderSnapshot, 'lines' | 'refunds' | 'codes'>>;

/**
 * A snapshot of order #1001 in pounds, created on day 1 by customer 7 and paid, unless told
 * otherwise.
 */
export function snapshot(words: SnapshotWords): OrderSnapshot {
  const { day: on, lines, refunds = [], codes = [], ...rest } = words;
  const content = {
    updatedAt: day(on),
    createdAt: day(1),
    name: '#1001',
    currency: 'GBP',
    customerId: '7',
    emailHash: null,
    test: false,
    paid: true,
    cancelledAt: null,
    fulfilledAt: null,
    channel: 'online' as const,
    customerTags: null,
    segmentIds: [],
    taxesIncluded: false,
    shippingMinor: minor(0),
    shippingTaxMinor: minor(0),
    lines: lines.map(line),
    refunds: refunds.map(refund),
    codes: codes.map(code),
  };
  return { ...content, digest: JSON.stringify([lines, refunds, codes, rest]), ...rest };
}

/** Everything seen of one order, refunds first: the order of deliveries does not matter. */
export function observed(
  snapshots: readonly SnapshotWords[],
  refunds: readonly string[] = [],
): ObservedOrder {
  let known = UNSEEN_ORDER;
  for (const words of refunds) known = observeRefund(known, refund(words));
  for (const words of snapshots) known = observeSnapshot(known, snapshot(words));
  return known;
}
