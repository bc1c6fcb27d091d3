/**
 * One order's life and what Shopify tells of it: a snapshot after every change, and each refund by
 * itself as well. Knows what Shopify does (`current_quantity` falls with edits and refunds),
 * nothing of what we make of it.
 */
import type { Dice } from './dice.ts';

export const GRID_MS = 6 * 3_600_000;
export const DAY_MS = 4 * GRID_MS;

/** Two are enough for an order to change hands; most of what there is happens to the first. */
export const MEMBERS = ['ann', 'ann', 'bob'] as const;

export type PlainLine = {
  readonly id: string;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly unitPrice: string;
  readonly discountMinor: number;
  readonly giftCard: boolean;
};

export type PlainRefund = {
  readonly id: string;
  readonly at: number;
  readonly units: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly beyondLinesMinor: number;
};

/** What a reward's code took off; codes are called after their redemption, `R1`. */
export type PlainCode = {
  readonly code: string;
  readonly lines: readonly { readonly lineId: string; readonly discountMinor: number }[];
  readonly shippingMinor: number;
};

export type PlainSnapshot = {
  readonly updatedAt: number;
  readonly createdAt: number;
  readonly name: string;
  readonly currency: string;
  readonly customerId: string | null;
  readonly emailHash: null;
  readonly test: boolean;
  readonly paid: boolean;
  readonly cancelledAt: number | null;
  readonly lines: readonly PlainLine[];
  readonly refunds: readonly PlainRefund[];
  readonly codes: readonly PlainCode[];
  readonly digest: string;
};

/** One thing told of an order: its state, or a refund. */
export type Heard = { readonly at: number; readonly orderId: string } & (
  { readonly snapshot: PlainSnapshot } | { readonly refund: PlainRefund }
);

export type LifeOfOrder = { readonly id: string; readonly heard: readonly Heard[] };

const PRICES = ['20.00', '0.125', '1.115', '33.33', '5', '0.99', '249.50', '100'] as const;

type Line = {
  readonly id: string;
  quantity: number;
  removed: number;
  refunded: number;
  readonly unitPrice: string;
  discountMinor: number;
  readonly giftCard: boolean;
};

/** The order as it stands while its life goes on. */
type Standing = {
  readonly lines: Line[];
  readonly refunds: PlainRefund[];
  readonly codes: PlainCode[];
  customerId: string | null;
  paid: boolean;
  test: boolean;
  cancelledAt: number | null;
  at: number;
};

/** Who buys, when and with which code, where that is not left to chance. */
export type Occasion = {
  readonly id: string;
  readonly createdAt: number;
  readonly currency: string;
  readonly customerId?: string;
  readonly code?: string;
};

export function liveOrder(dice: Dice, occasion: Occasion): LifeOfOrder {
  const { id, createdAt, currency, customerId, code } = occasion;
  const order: Standing = {
    lines: Array.from({ length: 1 + dice.roll(3) }, (_, place) => newLine(dice, `l${place}`)),
    refunds: [],
    codes: [],
    customerId: customerId ?? (dice.oneIn(10) ? null : dice.pick(MEMBERS)),
    // Many pay late for what they used a reward in: only then is it a reward that waits.
    paid: code === undefined ? !dice.oneIn(4) : dice.oneIn(2),
    test: false,
    cancelledAt: null,
    at: createdAt,
  };
  if (code !== undefined) order.codes.push(useCode(dice, order.lines, code));
  const heard: Heard[] = [];
  const tell = () => {
    const snapshot = snapshotOf(order, { id, createdAt, currency });
    heard.push({ at: order.at, orderId: id, snapshot });
  };
  tell();
  for (let changes = dice.roll(8); changes > 0; changes -= 1) {
    order.at += dice.roll(dice.pick([3, 40, 100])) * GRID_MS;
    const before = order.refunds.length;
    dice.pick(CHANGES)(dice, order);
    for (const refund of order.refunds.slice(before)) {
      heard.push({ at: order.at, orderId: id, refund });
    }
    tell();
  }
  return { id, heard };
}

type Change = (dice: Dice, order: Standing) => void;

const refundUnits: Change = (dice, order) => {
  const units = order.lines.flatMap((line) => {
    const left = line.quantity - line.removed - line.refunded;
    // Now and then more than there is, as merchants manage to by hand.
    const quantity = dice.roll(left + 1) + (dice.oneIn(30) ? 2 : 0);
    line.refunded += Math.min(quantity, left);
    return quantity > 0 ? [{ lineId: line.id, quantity }] : [];
  });
  const beyondLinesMinor = dice.oneIn(4) ? 1 + dice.roll(900) : 0;
  order.refunds.push({ id: refundId(order), at: order.at, units, beyondLinesMinor });
};

const refundMoney: Change = (dice, order) => {
  const beyondLinesMinor = 1 + dice.roll(dice.pick([150, 5000]));
  order.refunds.push({ id: refundId(order), at: order.at, units: [], beyondLinesMinor });
};

const removeUnits: Change = (dice, order) => {
  const line = dice.pick(order.lines);
  line.removed += dice.roll(line.quantity - line.removed - line.refunded + 1);
};

const addLine: Change = (dice, order) => {
  order.lines.push(newLine(dice, `l${order.lines.length}`));
  order.paid = dice.oneIn(3);
};

const pay: Change = (_dice, order) => {
  order.paid = true;
};

const cancel: Change = (_dice, order) => {
  order.cancelledAt ??= order.at;
};

const changeHands: Change = (dice, order) => {
  order.customerId = dice.pick(MEMBERS);
};

const turnOutATest: Change = (dice, order) => {
  order.test = dice.oneIn(3);
};

const CHANGES: readonly Change[] = [
  ...[pay, refundUnits, refundUnits, refundUnits, refundMoney, refundMoney],
  ...[removeUnits, addLine, cancel, changeHands, changeHands, turnOutATest],
];

function newLine(dice: Dice, id: string): Line {
  return {
    id,
    quantity: 1 + dice.roll(4),
    removed: 0,
    refunded: 0,
    unitPrice: dice.pick(PRICES),
    discountMinor: dice.oneIn(3) ? dice.roll(700) : 0,
    giftCard: dice.oneIn(6),
  };
}

/** Takes something off the lines and the shipping, or nothing where there was nothing to take. */
function useCode(dice: Dice, lines: readonly Line[], code: string): PlainCode {
  const takesOff = dice.oneIn(6) ? 1 : dice.pick([500, 500, 1000, 37]);
  const discounts = lines.map((line) => {
    const discountMinor = dice.roll(takesOff);
    line.discountMinor += discountMinor;
    return { lineId: line.id, discountMinor };
  });
  return {
    code,
    lines: discounts.filter(({ discountMinor }) => discountMinor > 0),
    shippingMinor: dice.oneIn(4) ? dice.roll(takesOff) : 0,
  };
}

function refundId(order: Standing): string {
  return `r${order.refunds.length + 1}`;
}

function snapshotOf(
  order: Standing,
  { id, createdAt, currency }: { id: string; createdAt: number; currency: string },
): PlainSnapshot {
  const content = {
    updatedAt: order.at,
    createdAt,
    name: `#${id}`,
    currency,
    customerId: order.customerId,
    emailHash: null,
    test: order.test,
    paid: order.paid,
    cancelledAt: order.cancelledAt,
    lines: order.lines.map(({ removed, refunded, ...line }) => ({
      ...line,
      currentQuantity: line.quantity - removed - refunded,
    })),
    refunds: [...order.refunds],
    codes: order.codes,
  };
  return { ...content, digest: JSON.stringify(content) };
}
