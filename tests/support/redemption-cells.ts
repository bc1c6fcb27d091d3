/**
 * The redemption table: how far a redemption has come × what becomes of it × how we are told. And
 * the rule of what must be in the end, read off the shop's own orders and of nothing of ours.
 */
import type { Order } from '../../twin/model/order.ts';
import { orders } from '../../twin/model/order-kind.ts';
import { redeemCodes } from '../../twin/model/kinds.ts';
import { deleteDiscount } from '../../twin/trade/discounts.ts';
import { deleteRedeemCodes } from '../../twin/trade/redeem-codes.ts';
import { must } from '../../twin/trade/shop-fixture.ts';
import type { Town } from './town-at-twin.ts';

/**
 * held: the points are held, and the answer with the code was lost. issued: the code is in their
 * hands. bound: an order that is not paid yet carries it.
 */
export const STATES = ['held', 'issued', 'bound'] as const;
export const EVENTS = [
  'paid',
  'cancelled',
  'lapsed',
  'its code deleted',
  'its discount deleted',
  'used late',
  'used twice',
  'used beside an unissued code',
] as const;
/** missing: no webhook ever. late: all webhooks after a day, the last one first. */
export const TOLD = ['in time', 'missing', 'late', 'doubled'] as const;

export type Cell = {
  readonly state: (typeof STATES)[number];
  readonly event: (typeof EVENTS)[number];
  readonly told: (typeof TOLD)[number];
  readonly customerId: string;
  readonly key: string;
  readonly rewardId: string;
  readonly cost: number;
  code: string;
  /** A ready code that nobody was given, and that they used. */
  unissued: string | null;
  readonly orderIds: number[];
};

export const EARNED = 2_000;
const AMOUNT_OFF = { rewardId: 'amount-off-5', cost: 500 };
const FREE_SHIPPING = { rewardId: 'free-shipping', cost: 300 };

export const CELLS_COUNT = STATES.length * EVENTS.length * TOLD.length;

/** All of them, one for each of these people. */
export function allCells(people: readonly string[]): Cell[] {
  const ways = STATES.flatMap((state) =>
    EVENTS.flatMap((event) => TOLD.map((told) => ({ state, event, told }))),
  );
  return ways.map((way, place) => ({
    ...way,
    // A discount that is deleted takes all its codes along: a reward of its own.
    ...(way.event === 'its discount deleted' ? FREE_SHIPPING : AMOUNT_OFF),
    customerId: people[place] ?? '',
    key: `cell-${String(place).padStart(6, '0')}`,
    code: '',
    unissued: null,
    orderIds: [],
  }));
}

export const nameOf = ({ state, event, told }: Cell): string => `${state}, ${event}, ${told}`;

/** What the books must say of a cell. */
export type Outcome = {
  readonly available: number;
  readonly held: number;
  /** How often the reward was paid for with points, beyond its first use too. */
  readonly spentTimes: number;
};

/**
 * The rule. Each order that was paid with a code of theirs costs its points once. While none was,
 * an order that may still be paid keeps the points. Otherwise the member has them.
 */
export function oughtToBe(town: Town, cell: Cell): Outcome {
  const carrying = (code: string | null): Order[] =>
    [...town.world.store.each(orders, town.at.shop.id)].filter(({ discountCodes }) =>
      discountCodes.some((one) => one.code === code),
    );
  const own = carrying(cell.code);
  const paid = own.filter(wasPaid).length;
  const mayBePaid = own.some((order) => !wasPaid(order) && order.cancelledAt === null);
  const beside = cell.unissued === null ? 0 : carrying(cell.unissued).filter(wasPaid).length;
  const held = paid === 0 && mayBePaid ? cell.cost : 0;
  const spentTimes = paid + beside;
  return { available: EARNED - spentTimes * cell.cost - held, held, spentTimes };
}

/** Money came in, and covered it. */
function wasPaid({ transactions, ...order }: Order): boolean {
  const received = transactions
    .filter(({ kind, status }) => (kind === 'sale' || kind === 'capture') && status === 'success')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const owed = order.lines.reduce((sum, line) => {
    const off = line.allocations.reduce((less, { amountMinor }) => less + amountMinor, 0);
    return sum + line.priceMinor * line.quantity - off;
  }, 0);
  return received >= owed && received > 0;
}

/** Whether somebody could still use the code at the shop. */
export function isAtShop(town: Town, code: string): boolean {
  return town.world.store.findOne(redeemCodes, town.at.shop.id, 'code', code) !== null;
}

type Row = { available: number; held: number; spent: number; status: string };

/** The same of the books. */
export async function isSaid(town: Town, cell: Cell): Promise<Outcome> {
  const [row] = await town.rows<Row>(
    `SELECT m.available::int, m.held::int,
            (SELECT coalesce(sum(CASE WHEN v.reversed THEN -v.points ELSE v.points END), 0)::int
             FROM movements v WHERE v.program_id = m.program_id AND v.member_id = m.member_id
               AND v.kind = 'settle') AS spent
     FROM members m WHERE m.customer_id = $1`,
    [cell.customerId],
  );
  if (!row) throw new Error('They are a member.');
  return { available: row.available, held: row.held, spentTimes: row.spent / cell.cost };
}

/** As an owner does in the admin. */
export function deleteCodeAtShop({ world, at }: Town, { code }: Cell): void {
  const kept = world.store.findOne(redeemCodes, at.shop.id, 'code', code);
  if (!kept) throw new Error(`The shop has ${code}.`);
  must(deleteRedeemCodes(world, at.shop.id, { discountId: kept.discountId, ids: [kept.id] }));
}

/** The same of the whole discount that the cell's code is of. */
export function deleteDiscountAtShop({ world, at }: Town, cell: Cell | undefined): void {
  const kept = world.store.findOne(redeemCodes, at.shop.id, 'code', cell?.code ?? '');
  if (!kept) throw new Error('The shop has the code.');
  const deleted = deleteDiscount(world, at.shop.id, { id: kept.discountId, method: 'code' });
  if (!deleted.ok) throw new Error('The shop has the discount.');
}
