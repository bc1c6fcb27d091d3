/**
 * An observed order as the books keep it: arrays instead of names, and nothing twice. A covered
 * snapshot that is also the latest is a mark; a refund a snapshot shows is its id, as the refund
 * itself is kept beside it.
 *
 * Law: decoding what was encoded gives the same order.
 */
import {
  type CodeOnOrder,
  type ObservedLine,
  type ObservedOrder,
  type ObservedRefund,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from '../../domain/facts/observed-order.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { MoneyMinor } from '../../domain/kernel/money.ts';

type StoredLine = [id: string, quantity: number, current: number, price: string, ...rest: number[]];
type StoredRefund = [id: string, at: number, beyondLines: number, ...units: (string | number)[]];
type StoredCode = [code: string, shipping: number, ...lines: (string | number)[]];
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
  // Left out where there are none, as there were before codes were read: almost always.
  codes?: StoredCode[],
];

/** Absent fields are null or empty, so that a stub is `{}`. */
export type StoredOrder = {
  latest?: StoredSnapshot;
  covered?: StoredSnapshot | 'latest';
  paidAt?: number;
  refunds?: StoredRefund[];
};

const TEST = 1;
const PAID = 2;
const GIFT_CARD = 1;

export function encodeObserved({ latest, covered, paidAt, refunds }: ObservedOrder): StoredOrder {
  const stored: StoredOrder = {};
  const united = Object.values(refunds);
  if (latest) stored.latest = encodeSnapshot(latest, refunds);
  if (covered) stored.covered = covered === latest ? 'latest' : encodeSnapshot(covered, refunds);
  if (paidAt !== null) stored.paidAt = paidAt;
  if (united.length > 0) stored.refunds = united.map(encodeRefund);
  return stored;
}

export function decodeObserved(stored: StoredOrder): ObservedOrder {
  if (!stored.latest && !stored.refunds) return UNSEEN_ORDER;
  const refunds: Record<string, ObservedRefund> = {};
  for (const refund of stored.refunds ?? []) refunds[refund[0]] = decodeRefund(refund);
  const latest = stored.latest ? decodeSnapshot(stored.latest, refunds) : null;
  const covered =
    stored.covered === 'latest' || !stored.covered
      ? stored.covered && latest
      : decodeSnapshot(stored.covered, refunds);
  return {
    latest,
    covered: covered ?? null,
    paidAt: (stored.paidAt ?? null) as Instant | null,
    refunds,
  };
}

type Refunds = Readonly<Record<string, ObservedRefund>>;

function encodeSnapshot(seen: OrderSnapshot, united: Refunds): StoredSnapshot {
  const stored: StoredSnapshot = [
    seen.updatedAt,
    seen.createdAt,
    seen.name,
    seen.currency,
    seen.customerId,
    seen.emailHash,
    (seen.test ? TEST : 0) | (seen.paid ? PAID : 0),
    seen.cancelledAt,
    seen.lines.map(encodeLine),
    seen.refunds.map((refund) =>
      isSameRefund(refund, united[refund.id]) ? refund.id : encodeRefund(refund),
    ),
    seen.digest,
  ];
  if (seen.codes.length > 0) stored.push(seen.codes.map(encodeCode));
  return stored;
}

function decodeSnapshot(stored: StoredSnapshot, united: Refunds): OrderSnapshot {
  const [updatedAt, createdAt, name, currency, customerId, emailHash, flags, cancelledAt] = stored;
  const [lines, refunds, digest, codes = []] = [stored[8], stored[9], stored[10], stored[11]];
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
    lines: lines.map(decodeLine),
    refunds: refunds.map((refund) =>
      typeof refund === 'string' ? (united[refund] as ObservedRefund) : decodeRefund(refund),
    ),
    codes: codes.map(decodeCode),
    digest,
  };
}

/** The discount and the mark of a gift card are left out where there is neither: almost always. */
function encodeLine(line: ObservedLine): StoredLine {
  const { id, quantity, currentQuantity, unitPrice, discountMinor, giftCard } = line;
  const stored: StoredLine = [id, quantity, currentQuantity, unitPrice];
  if (discountMinor !== 0 || giftCard) stored.push(discountMinor);
  if (giftCard) stored.push(GIFT_CARD);
  return stored;
}

function decodeLine(stored: StoredLine): ObservedLine {
  const [id, quantity, currentQuantity, unitPrice, discount = 0, mark = 0] = stored;
  return {
    id,
    quantity,
    currentQuantity,
    unitPrice,
    discountMinor: discount as MoneyMinor,
    giftCard: mark === GIFT_CARD,
  };
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

function encodeRefund({ id, at, beyondLinesMinor, units }: ObservedRefund): StoredRefund {
  return [id, at, beyondLinesMinor, ...units.flatMap((unit) => [unit.lineId, unit.quantity])];
}

function decodeRefund([id, at, beyondLines, ...flat]: StoredRefund): ObservedRefund {
  const units: { lineId: string; quantity: number }[] = [];
  for (const [lineId, quantity] of pairsOf(flat)) units.push({ lineId, quantity });
  return { id, at: at as Instant, units, beyondLinesMinor: beyondLines as MoneyMinor };
}

/** A line's id and its number, one after the other. */
function* pairsOf(flat: readonly (string | number)[]): Generator<[string, number]> {
  for (let place = 0; place < flat.length; place += 2) {
    yield [String(flat[place]), Number(flat[place + 1])];
  }
}

function isSameRefund(a: ObservedRefund, b: ObservedRefund | undefined): boolean {
  return b !== undefined && JSON.stringify(encodeRefund(a)) === JSON.stringify(encodeRefund(b));
}
