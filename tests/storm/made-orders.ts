/**
 * Whole lives of orders out of a seed, as plain data: placed, paid at once or late, edited, sent,
 * refunded in parts, cancelled. Knows what Shopify does with an order, nothing of what we make of
 * it. No two states of an order share a second, which is as fine as Shopify tells the time.
 */
import type { Dice } from '../simulation/dice.ts';
import type { PlainCode, PlainLine, PlainRefund, PlainSnapshot } from '../simulation/order-told.ts';

/** One change, and what the order is from then on. */
export type LifeStep = {
  readonly kind: 'create' | 'pay' | 'refund' | 'edit' | 'send' | 'cancel';
  readonly snapshot: PlainSnapshot;
};

export type OrderLife = {
  readonly orderId: string;
  readonly customerId: string;
  readonly steps: readonly LifeStep[];
};

type Standing = {
  readonly dice: Dice;
  readonly orderId: string;
  readonly lines: (PlainLine & { removed: number; refunded: number })[];
  readonly refunds: PlainRefund[];
  readonly codes: PlainCode[];
  readonly kept: Pick<
    PlainSnapshot,
    'createdAt' | 'customerId' | 'channel' | 'taxesIncluded' | 'shippingMinor' | 'shippingTaxMinor'
  >;
  paid: boolean;
  cancelledAt: number | null;
  fulfilledAt: number | null;
};

export type Occasion = {
  readonly orderId: string;
  readonly customerId: string;
  readonly createdAt: number;
  /** A reward's code, and what it takes off. */
  readonly code?: { readonly text: string; readonly offMinor: number };
  readonly paid?: boolean;
};

/** An order that goes on by itself, its states between an instant and another. */
export function liveOrder(dice: Dice, occasion: Occasion, endsAt: number): OrderLife {
  const order = placeOrder(dice, occasion);
  const steps = [order.tell('create', occasion.createdAt)];
  // One in four lives on; a shop knows most orders as placed and paid, and no more.
  let left = dice.oneIn(4) ? 1 + dice.roll(4) : 0;
  if (!order.standing.paid && !dice.oneIn(8)) left += 1;
  let at = occasion.createdAt;
  for (; left > 0 && at < endsAt - 2_000; left -= 1) {
    at += 1_000 * (1 + dice.roll(Math.floor((endsAt - at) / 2_000)));
    steps.push(order.change(at));
  }
  return { orderId: occasion.orderId, customerId: occasion.customerId, steps };
}

export type PlacedOrder = {
  readonly standing: Standing;
  /** The order as it stands, told at an instant. */
  readonly tell: (kind: LifeStep['kind'], at: number) => LifeStep;
  /** Something happens to it: it is paid where it was not, or whatever chance will. */
  readonly change: (at: number) => LifeStep;
  readonly pay: (at: number) => LifeStep;
  readonly cancel: (at: number) => LifeStep;
};

export function placeOrder(dice: Dice, occasion: Occasion): PlacedOrder {
  const { orderId, customerId, createdAt, code } = occasion;
  const shippingMinor = dice.oneIn(3) ? dice.pick([399, 500, 1_234]) : 0;
  const taxesIncluded = dice.oneIn(2);
  const lines = Array.from({ length: 1 + dice.roll(3) }, (_, place) =>
    newLine(dice, `4${orderId.slice(-9)}${place}`, taxesIncluded),
  );
  const standing: Standing = {
    ...{ dice, orderId, lines, refunds: [], codes: [] },
    kept: {
      ...{ createdAt, customerId, taxesIncluded, shippingMinor },
      channel: dice.oneIn(6) ? 'pos' : 'online',
      shippingTaxMinor: dice.oneIn(2) ? Math.floor(shippingMinor / 6) : 0,
    },
    paid: occasion.paid ?? !dice.oneIn(5),
    cancelledAt: null,
    fulfilledAt: null,
  };
  if (code) takeOff(standing, code);
  const tell: PlacedOrder['tell'] = (kind, at) => ({ kind, snapshot: snapshotOf(standing, at) });
  const pay = (at: number) => {
    standing.paid = true;
    return tell('pay', at);
  };
  const cancel = (at: number) => {
    standing.cancelledAt ??= at;
    return tell('cancel', at);
  };
  const change = (at: number) => {
    if (!standing.paid && !dice.oneIn(4)) return pay(at);
    return tell(dice.pick(CHANGES)(standing, at), at);
  };
  return { standing, tell, change, pay, cancel };
}

function newLine(dice: Dice, id: string, taxesIncluded: boolean): Standing['lines'][number] {
  const quantity = 1 + dice.roll(4);
  const unitPrice = dice.pick(['4.99', '12.00', '19.99', '35.50', '60.00', '125.25']);
  const grossMinor = Math.round(Number(unitPrice) * 100) * quantity;
  const taxMinor = dice.oneIn(2) ? Math.floor(grossMinor / 6) : 0;
  const offMinor = dice.oneIn(4) ? dice.roll(Math.floor(grossMinor / 4) + 1) : 0;
  return {
    ...{ id, quantity, currentQuantity: quantity, unitPrice, taxMinor },
    // Where prices include tax it counts with what is taken off, as goods are goods.
    discountMinor: offMinor + (taxesIncluded ? taxMinor : 0),
    giftCard: dice.oneIn(12),
    ...{ productId: null, vendor: null, productTags: [], collectionIds: [] },
    ...{ removed: 0, refunded: 0 },
  };
}

/** A code's amount over the lines, the first ones first, as far as they are worth it. */
function takeOff({ lines, codes }: Standing, code: { text: string; offMinor: number }): void {
  let left = code.offMinor;
  const parts: { lineId: string; discountMinor: number }[] = [];
  for (const [place, line] of lines.entries()) {
    const worth = Math.round(Number(line.unitPrice) * 100) * line.quantity - line.discountMinor;
    const taken = Math.min(left, Math.max(0, worth));
    if (taken === 0) continue;
    left -= taken;
    parts.push({ lineId: line.id, discountMinor: taken });
    lines[place] = { ...line, discountMinor: line.discountMinor + taken };
  }
  codes.push({ code: code.text, lines: parts, shippingMinor: 0 });
}

type Change = (order: Standing, at: number) => LifeStep['kind'];

const refundUnits: Change = (order, at) => {
  const { dice, lines } = order;
  const units = lines.flatMap((line) => {
    const quantity = dice.roll(line.quantity - line.removed - line.refunded + 1);
    line.refunded += quantity;
    return quantity > 0 ? [{ lineId: line.id, quantity }] : [];
  });
  return giveBack(order, at, { units, beyondLinesMinor: dice.oneIn(4) ? dice.roll(400) : 0 });
};

const refundMoney: Change = (order, at) =>
  giveBack(order, at, { units: [], beyondLinesMinor: 1 + order.dice.roll(1_500) });

function giveBack(
  { dice, orderId, refunds, kept }: Standing,
  at: number,
  what: Pick<PlainRefund, 'units' | 'beyondLinesMinor'>,
): 'refund' {
  const shippingMinor = dice.oneIn(6) ? dice.roll(kept.shippingMinor + 1) : 0;
  const id = `3${orderId.slice(-9)}${refunds.length}`;
  const share = Math.floor((kept.shippingTaxMinor * shippingMinor) / (kept.shippingMinor || 1));
  refunds.push({ id, at, ...what, shippingMinor, shippingTaxMinor: share });
  return 'refund';
}

const removeUnits: Change = ({ dice, lines }) => {
  const line = dice.pick(lines);
  line.removed += dice.roll(line.quantity - line.removed - line.refunded + 1);
  return 'edit';
};

const addLine: Change = (order) => {
  const { dice, orderId, lines, kept } = order;
  lines.push(newLine(dice, `4${orderId.slice(-9)}${lines.length}`, kept.taxesIncluded));
  // What was added waits to be paid, some of the time.
  order.paid = !dice.oneIn(3);
  return 'edit';
};

const send: Change = (order, at) => {
  order.fulfilledAt ??= at;
  return 'send';
};

const cancel: Change = (order, at) => {
  order.cancelledAt ??= at;
  return 'cancel';
};

const CHANGES: readonly Change[] = [
  ...[refundUnits, refundUnits, refundUnits, refundMoney, refundMoney],
  ...[removeUnits, addLine, send, send, cancel],
];

function snapshotOf(order: Standing, updatedAt: number): PlainSnapshot {
  const { orderId, kept, lines, refunds, codes, paid, cancelledAt, fulfilledAt } = order;
  return {
    ...kept,
    ...{ updatedAt, paid, cancelledAt, fulfilledAt, codes: [...codes], refunds: [...refunds] },
    ...{ name: `#${orderId.slice(-6)}`, currency: 'GBP', emailHash: null, test: false },
    ...{ customerTags: null, segmentIds: [], digest: String(updatedAt) },
    lines: lines.map(({ removed, refunded, ...line }) => ({
      ...line,
      currentQuantity: line.quantity - removed - refunded,
    })),
  };
}
