/**
 * An observed order as the books keep it: arrays instead of names, and nothing twice. A covered
 * snapshot that is also the latest is a mark; a refund a snapshot shows is its id, as the refund
 * itself is kept beside it. What is not there is what it almost always is: so an order written
 * before a part of it was read is read as if the part were empty.
 *
 * Law: decoding what was encoded gives the same order.
 */
import type { SeenTags } from '../../domain/facts/buyer-tags.ts';
import {
  type CodeOnOrder,
  type ObservedChargeback,
  type ObservedCredit,
  type ObservedOrder,
  type ObservedRefund,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from '../../domain/facts/observed-order.ts';
import { uniteCredits } from '../../domain/facts/observed-credit.ts';
import type { Channel } from '../../domain/facts/order-fact.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { MoneyMinor } from '../../domain/kernel/money.ts';
import { decodeLine, encodeLine, type StoredLine } from './observed-line-codec.ts';
import { decodeRefund, encodeRefund, pairsOf, type StoredRefund } from './observed-refund-codec.ts';
import { trimmed } from './trimmed.ts';

type StoredCode = [code: string, shipping: number, ...lines: (string | number)[]];

/** What may be missing of a snapshot, from the last backwards. */
type Beside = [
  codes?: StoredCode[],
  shipping?: number,
  shippingTax?: number,
  /** True: as the order's own. */
  fulfilledAt?: number | true | null,
  customerTags?: Tags | null,
  segmentIds?: readonly string[],
];

/** `none` where the buyer is said to have no tags, as an empty list at the end is left out. */
type Tags = readonly string[] | 'none';

type StoredSnapshot = [
  updatedAt: number,
  createdAt: number,
  name: string,
  currency: string,
  customerId: string | null,
  emailHash: string | null,
  flags: number,
  cancelledAt: number | null,
  lines: StoredLine[],
  refunds: (StoredRefund | string)[],
  digest: string,
  ...beside: Beside,
];

type StoredChargeback = [id: string, openedAt: number, wonAt?: number];

/** Absent fields are null or empty, so that a stub is `{}`. */
export type StoredOrder = {
  latest?: StoredSnapshot;
  covered?: StoredSnapshot | 'latest';
  paidAt?: number;
  fulfilledAt?: number;
  tags?: 'latest' | [seenAt: number, ...tags: string[]];
  refunds?: StoredRefund[];
  chargebacks?: StoredChargeback[];
  credits?: [id: string, currency: string, amount: number][];
};

const TEST = 1;
const PAID = 2;
const TAXES_INCLUDED = 4;
/** The flags from here on are the channel's place. */
const CHANNEL = 8;
const CHANNELS: readonly Channel[] = ['online', 'pos', 'subscription', 'b2b'];
const NONE: readonly string[] = [];

export function encodeObserved(order: ObservedOrder): StoredOrder {
  const { latest, covered, paidAt, fulfilledAt, tags } = order;
  const stored: StoredOrder = {};
  const united = Object.values(order.refunds);
  const disputes = Object.values(order.chargebacks);
  const credits = Object.values(order.credits);
  if (latest) stored.latest = encodeSnapshot(latest, order);
  if (covered) stored.covered = covered === latest ? 'latest' : encodeSnapshot(covered, order);
  if (paidAt !== null) stored.paidAt = paidAt;
  if (fulfilledAt !== null) stored.fulfilledAt = fulfilledAt;
  if (tags) stored.tags = isOf(latest, tags) ? 'latest' : [tags.seenAt, ...tags.tags];
  if (united.length > 0) stored.refunds = united.map(encodeRefund);
  if (disputes.length > 0) stored.chargebacks = disputes.map(encodeChargeback);
  if (credits.length > 0) {
    stored.credits = credits.map(({ id, currency, amountMinor }) => [id, currency, amountMinor]);
  }
  return stored;
}

export function decodeObserved(stored: StoredOrder): ObservedOrder {
  if (Object.keys(stored).length === 0) return UNSEEN_ORDER;
  const refunds: Record<string, ObservedRefund> = {};
  for (const refund of stored.refunds ?? []) refunds[refund[0]] = decodeRefund(refund);
  const chargebacks: Record<string, ObservedChargeback> = {};
  for (const [id, openedAt, wonAt] of stored.chargebacks ?? []) {
    chargebacks[id] = {
      id,
      openedAt: openedAt as Instant,
      wonAt: (wonAt ?? null) as Instant | null,
    };
  }
  const credits = (stored.credits ?? []).map(([id, currency, amount]): ObservedCredit => {
    return { id, currency, amountMinor: amount as MoneyMinor };
  });
  const fulfilledAt = (stored.fulfilledAt ?? null) as Instant | null;
  const decode = (seen: StoredSnapshot) => decodeSnapshot(seen, { refunds, fulfilledAt });
  const latest = stored.latest ? decode(stored.latest) : null;
  const covered = stored.covered === 'latest' ? latest : stored.covered && decode(stored.covered);
  return {
    latest,
    covered: covered ?? null,
    paidAt: (stored.paidAt ?? null) as Instant | null,
    fulfilledAt,
    tags: decodeTags(stored.tags, latest),
    refunds,
    chargebacks,
    credits: uniteCredits({}, credits),
  };
}

function isOf(latest: OrderSnapshot | null, { seenAt, tags }: SeenTags): boolean {
  const said = latest?.updatedAt === seenAt ? latest.customerTags : null;
  return said !== null && JSON.stringify(said) === JSON.stringify(tags);
}

function decodeTags(stored: StoredOrder['tags'], latest: OrderSnapshot | null): SeenTags | null {
  if (stored === undefined) return null;
  if (stored === 'latest') {
    return latest?.customerTags ? { seenAt: latest.updatedAt, tags: latest.customerTags } : null;
  }
  const [seenAt, ...tags] = stored;
  return { seenAt: seenAt as Instant, tags };
}

type Whole = Pick<ObservedOrder, 'refunds' | 'fulfilledAt'>;

function encodeSnapshot(seen: OrderSnapshot, { refunds, fulfilledAt }: Whole): StoredSnapshot {
  const flags = (seen.test ? TEST : 0) | (seen.paid ? PAID : 0);
  const prices = seen.taxesIncluded ? TAXES_INCLUDED : 0;
  const isAsWhole = seen.fulfilledAt !== null && seen.fulfilledAt === fulfilledAt;
  const beside: Required<Beside> = [
    seen.codes.map(encodeCode),
    seen.shippingMinor,
    seen.shippingTaxMinor,
    isAsWhole ? true : seen.fulfilledAt,
    seen.customerTags?.length === 0 ? 'none' : seen.customerTags,
    seen.segmentIds,
  ];
  return [
    seen.updatedAt,
    seen.createdAt,
    seen.name,
    seen.currency,
    seen.customerId,
    seen.emailHash,
    flags | prices | (CHANNELS.indexOf(seen.channel) * CHANNEL),
    seen.cancelledAt,
    seen.lines.map(encodeLine),
    seen.refunds.map((refund) =>
      isSameRefund(refund, refunds[refund.id]) ? refund.id : encodeRefund(refund),
    ),
    seen.digest,
    ...(trimmed(beside) as Beside),
  ];
}

function decodeSnapshot(stored: StoredSnapshot, whole: Whole): OrderSnapshot {
  const [updatedAt, createdAt, name, currency, customerId, emailHash, flags, cancelledAt] = stored;
  const [lines, refunds, digest, ...beside] = stored.slice(8) as [
    StoredSnapshot[8],
    StoredSnapshot[9],
    string,
    ...Beside,
  ];
  const [codes = [], shipping = 0, shippingTax = 0, fulfilledAt = null, tags = null] = beside;
  return {
    updatedAt: updatedAt as Instant,
    createdAt: createdAt as Instant,
    name,
    currency,
    customerId,
    emailHash,
    test: (flags & TEST) !== 0,
    paid: (flags & PAID) !== 0,
    cancelledAt: cancelledAt as Instant | null,
    fulfilledAt: fulfilledAt === true ? whole.fulfilledAt : (fulfilledAt as Instant | null),
    channel: CHANNELS[Math.floor(flags / CHANNEL)] ?? 'online',
    customerTags: tags === 'none' ? NONE : tags,
    segmentIds: beside[5] ?? NONE,
    taxesIncluded: (flags & TAXES_INCLUDED) !== 0,
    shippingMinor: shipping as MoneyMinor,
    shippingTaxMinor: shippingTax as MoneyMinor,
    lines: lines.map(decodeLine),
    refunds: refunds.map((refund) =>
      typeof refund === 'string' ? (whole.refunds[refund] as ObservedRefund) : decodeRefund(refund),
    ),
    codes: codes.map(decodeCode),
    digest,
  };
}

function encodeChargeback({ id, openedAt, wonAt }: ObservedChargeback): StoredChargeback {
  return wonAt === null ? [id, openedAt] : [id, openedAt, wonAt];
}

function encodeCode({ code, shippingMinor, lines }: CodeOnOrder): StoredCode {
  return [code, shippingMinor, ...lines.flatMap((line) => [line.lineId, line.discountMinor])];
}

function decodeCode([code, shipping, ...flat]: StoredCode): CodeOnOrder {
  const lines: { lineId: string; discountMinor: MoneyMinor }[] = [];
  for (const [lineId, discount] of pairsOf(flat)) {
    lines.push({ lineId, discountMinor: discount as MoneyMinor });
  }
  return { code, lines, shippingMinor: shipping as MoneyMinor };
}

function isSameRefund(a: ObservedRefund, b: ObservedRefund | undefined): boolean {
  return b !== undefined && JSON.stringify(encodeRefund(a)) === JSON.stringify(encodeRefund(b));
}
