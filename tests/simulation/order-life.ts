/**
 * One order's life and what Shopify tells of it: a snapshot after every change, and each refund by
 * itself as well. Knows what Shopify does (`current_quantity` falls with edits and refunds),
 * nothing of what we make of it.
 */
import { BUYERS } from '../support/random-conditions.ts';
import type { Dice } from './dice.ts';
import { newLine, type StandingLine, useCode } from './order-goods.ts';
import type {
  Heard,
  PlainChargeback,
  PlainCode,
  PlainCredit,
  PlainRefund,
  PlainSnapshot,
} from './order-told.ts';

export type { Heard, PlainLine, PlainRefund, PlainSnapshot } from './order-told.ts';

export const GRID_MS = 6 * 3_600_000;
export const DAY_MS = 4 * GRID_MS;

/** Two are enough for an order to change hands; most of what there is happens to the first. */
export const MEMBERS: readonly string[] = ['ann', 'ann', 'bob'];

/** Three who can be merged into each other in any sequence. */
export const TO_MERGE: readonly string[] = ['ann', 'ann', 'bob', 'bob', 'cat'];

/** E-mails as they are kept, under which a guest’s orders wait. */
export const MAILS = ['mail-1', 'mail-2'] as const;

export type LifeOfOrder = { readonly id: string; readonly heard: readonly Heard[] };

/** The order as it stands while its life goes on. */
type Standing = {
  readonly lines: StandingLine[];
  readonly refunds: PlainRefund[];
  readonly chargebacks: PlainChargeback[];
  readonly codes: PlainCode[];
  customerId: string | null;
  emailHash: string | null;
  readonly members: readonly string[];
  paid: boolean;
  test: boolean;
  cancelledAt: number | null;
  fulfilledAt: number | null;
  tags: string[];
  /** What never changes. */
  readonly kept: Pick<
    PlainSnapshot,
    'channel' | 'segmentIds' | 'taxesIncluded' | 'shippingMinor' | 'shippingTaxMinor'
  >;
  at: number;
};

/** Who buys, when and with which code, where that is not left to chance. */
export type Occasion = {
  readonly id: string;
  readonly createdAt: number;
  readonly currency: string;
  readonly customerId?: string;
  readonly code?: string;
  readonly members: readonly string[];
  /** One of so many is bought by a guest. */
  readonly guests: number;
  /** How many times slower than usual it lives; 1 where it is not said. */
  readonly stretch?: number;
};

export function liveOrder(dice: Dice, occasion: Occasion): LifeOfOrder {
  const { id, createdAt, currency, customerId, code, stretch = 1, members, guests } = occasion;
  const order: Standing = {
    lines: Array.from({ length: 1 + dice.roll(3) }, (_, place) => newLine(dice, `l${place}`)),
    refunds: [],
    chargebacks: [],
    codes: [],
    customerId: customerId ?? (dice.oneIn(guests) ? null : dice.pick(members)),
    emailHash: dice.oneIn(3) ? null : dice.pick(MAILS),
    members,
    // Many pay late for what they used a reward in: only then is it a reward that waits.
    paid: code === undefined ? !dice.oneIn(4) : dice.oneIn(2),
    test: false,
    cancelledAt: null,
    fulfilledAt: null,
    tags: BUYERS.tags.filter(() => dice.oneIn(3)),
    kept: keptOf(dice),
    at: createdAt,
  };
  if (code !== undefined) order.codes.push(useCode(dice, order.lines, code));
  const heard: Heard[] = [];
  const tell = () => {
    const snapshot = snapshotOf(order, { id, createdAt, currency });
    heard.push({ at: order.at, orderId: id, snapshot });
  };
  tell();
  if (dice.oneIn(6)) {
    const credits = payWithCredit(dice, currency);
    // Told twice of two of them, or late.
    for (let from = 0; from < credits.length; from += 1) {
      heard.push({ at: order.at, orderId: id, credits: credits.slice(from) });
    }
  }
  for (let changes = dice.roll(8); changes > 0; changes -= 1) {
    order.at += dice.roll(dice.pick([3, 40, 100])) * GRID_MS * stretch;
    const { length: before } = order.refunds;
    const { length: disputes } = order.chargebacks;
    dice.pick(CHANGES)(dice, order);
    for (const refund of order.refunds.slice(before)) {
      heard.push({ at: order.at, orderId: id, refund });
    }
    for (const chargeback of order.chargebacks.slice(disputes)) {
      heard.push({ at: order.at, orderId: id, chargeback });
    }
    tell();
  }
  return { id, heard };
}

/** Gift cards and store credit; now and then known in another currency alone. */
function payWithCredit(dice: Dice, currency: string): PlainCredit[] {
  return Array.from({ length: 1 + dice.roll(2) }, (_, place) => ({
    id: `p${place + 1}`,
    currency: dice.oneIn(8) ? 'CHF' : currency,
    amountMinor: 1 + dice.roll(dice.pick([500, 4_000, 60_000])),
  }));
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
  giveBack(dice, order, { units, beyondLinesMinor });
};

const refundMoney: Change = (dice, order) => {
  const beyondLinesMinor = 1 + dice.roll(dice.pick([150, 5000]));
  giveBack(dice, order, { units: [], beyondLinesMinor });
};

const removeUnits: Change = (dice, order) => {
  const line = dice.pick(order.lines);
  line.removed += dice.roll(line.quantity - line.removed - line.refunded + 1);
};

const addLine: Change = (dice, order) => {
  order.lines.push(newLine(dice, `l${order.lines.length}`));
  order.paid = dice.oneIn(3);
};

const send: Change = (_dice, order) => {
  order.fulfilledAt ??= order.at;
};

/** The buyer's bank takes the money back, and some of the time returns it later. */
const dispute: Change = (_dice, { chargebacks, at }) => {
  const last = chargebacks.at(-1);
  const isOpen = last?.wonAt === null;
  if (isOpen) chargebacks.push({ ...last, wonAt: at });
  else chargebacks.push({ id: `c${chargebacks.length + 1}`, openedAt: at, wonAt: null });
};

const retag: Change = (dice, order) => {
  order.at += GRID_MS;
  order.tags = BUYERS.tags.filter(() => dice.oneIn(2));
};

const pay: Change = (_dice, order) => {
  order.paid = true;
};

const cancel: Change = (_dice, order) => {
  order.cancelledAt ??= order.at;
};

const changeHands: Change = (dice, order) => {
  order.customerId = dice.pick(order.members);
};

const turnOutATest: Change = (dice, order) => {
  order.test = dice.oneIn(3);
};

const CHANGES: readonly Change[] = [
  ...[pay, refundUnits, refundUnits, refundUnits, refundMoney, refundMoney],
  ...[removeUnits, addLine, cancel, cancel, changeHands, changeHands, turnOutATest],
  ...[send, send, send, dispute, dispute, retag],
];

function keptOf(dice: Dice): Standing['kept'] {
  const shippingMinor = dice.oneIn(3) ? dice.pick([399, 500, 1_234]) : 0;
  return {
    channel: dice.pick(['online', 'online', 'pos', 'subscription', 'b2b']),
    segmentIds: BUYERS.segments.filter(() => dice.oneIn(3)),
    taxesIncluded: dice.roll(2) === 1,
    shippingMinor,
    shippingTaxMinor: dice.oneIn(2) ? Math.floor(shippingMinor / 6) : 0,
  };
}

/** Now and then what was shipped is paid back as well, or some of it. */
function giveBack(
  dice: Dice,
  order: Standing,
  refund: Pick<PlainRefund, 'units' | 'beyondLinesMinor'>,
): void {
  const { shippingMinor: priced, shippingTaxMinor: tax } = order.kept;
  const isShipping = priced > 0 && dice.oneIn(4);
  const shippingMinor = isShipping ? 1 + dice.roll(priced) : 0;
  const shippingTaxMinor = isShipping ? Math.floor((tax * shippingMinor) / priced) : 0;
  const id = `r${order.refunds.length + 1}`;
  order.refunds.push({ id, at: order.at, ...refund, shippingMinor, shippingTaxMinor });
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
    emailHash: order.emailHash,
    test: order.test,
    paid: order.paid,
    cancelledAt: order.cancelledAt,
    fulfilledAt: order.fulfilledAt,
    // Now and then a delivery does not speak of the buyer's tags.
    customerTags: order.refunds.length % 3 === 2 ? null : [...order.tags],
    ...order.kept,
    lines: order.lines.map(({ removed, refunded, ...line }) => ({
      ...line,
      currentQuantity: line.quantity - removed - refunded,
    })),
    refunds: [...order.refunds],
    codes: order.codes,
  };
  return { ...content, digest: JSON.stringify(content) };
}
