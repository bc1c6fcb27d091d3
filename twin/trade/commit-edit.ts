/**
 * An edit takes effect. Units taken off stay on their line beside what was sold; units added to a
 * line without discounts make it longer; a line with discounts keeps them to itself, and what is
 * added to it becomes a line of its own at full price (discounts of the order do not reach what is
 * added later).
 */
import type { DiscountApplication, Order, OrderEdit, OrderLine, TaxLine } from '../model/order.ts';
import { shortDecimal } from '../money/money.ts';
import { currentQuantity, fulfilledQuantity, lineNetMinor } from '../model/order-sums.ts';
import { sumTaxLines, taxLinesOf, type NamedRate } from '../pricing/tax.ts';
import { ratesOfOrder } from './order-rates.ts';
import type { World } from '../world/world.ts';
import { type Editing, findEdit } from './edit-order.ts';
import { orderEditSessions, type StagedDiscount, type StagedLine } from './kinds.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { saveOrder } from './save-order.ts';
import { changeStock, type StockChange } from './stock.ts';
import { tell } from './tell.ts';

type Draft = {
  readonly order: Order;
  readonly additions: OrderEdit['additions'];
  readonly removals: OrderEdit['removals'];
  readonly stock: readonly StockChange[];
};

/** Refused with `NOT_FOUND`, or `INVALID` where nothing would change. Tells `orders/edited`. */
export function commitEdit(
  world: World,
  shopId: number,
  wanted: { id: number; staffNote?: string | null; notifiesCustomer?: boolean; at?: number },
): Outcome<Order> {
  return world.transact(() => {
    const found = findEdit(world, shopId, wanted.id);
    if (!found.ok) return found;
    const overtaken = isOvertaken(found.value);
    if (overtaken) return refuse('INVALID', ['id'], 'The order cannot be edited.');
    const at = wanted.at ?? world.clock.now();
    const draft = draftEdit(world, shopId, { editing: found.value, at });
    const discounted = found.value.session.discounts.length;
    if (draft.additions.length + draft.removals.length + discounted === 0) {
      return refuse('INVALID', ['id'], 'There must be at least one change to be made.');
    }
    const { additions, removals } = draft;
    const { id, staffNote = null } = wanted;
    const edits = [...draft.order.edits, { id, at, staffNote, additions, removals }];
    const after = { ...draft.order, edits };
    world.store.put(orderEditSessions, shopId, { ...found.value.session, committedAt: at });
    changeStock(world, shopId, draft.stock);
    const before = found.value.order;
    const order = saveOrder(world, shopId, { before, after, topics: [], at });
    const extra = { editId: id, notifiesCustomer: wanted.notifiesCustomer ?? false };
    tell(world, { shopId, topic: 'orders/edited', kind: 'Order', id: order.id, extra });
    return done(order);
  });
}

/** Whether the order was cancelled, or units to be taken off were sent, since the edit began. */
function isOvertaken({ order, session }: Editing): boolean {
  const sent = ({ lineId, quantity }: Change) => quantity < fulfilledQuantity(order, lineId);
  return order.cancelledAt !== null || session.quantities.some(sent);
}

/** The order as the edit would leave it; nothing is kept. What `CalculatedOrder` shows. */
export function draftEdit(
  world: World,
  shopId: number,
  { editing, at }: { editing: Editing; at: number },
): Draft {
  const rates = ratesOfOrder(world, shopId, editing.order);
  let draft: Draft = { order: editing.order, additions: [], removals: [], stock: [] };
  for (const change of editing.session.quantities)
    draft = withQuantity(draft, { change, rates, at });
  for (const one of editing.session.discounts) draft = withDiscount(draft, { ...one, rates });
  for (const line of editing.session.added) draft = withAdded(draft, { line, rates, at });
  return draft;
}

type Change = Editing['session']['quantities'][number];

function withQuantity(
  draft: Draft,
  { change, rates, at }: { change: Change; rates: readonly NamedRate[]; at: number },
): Draft {
  const { order } = draft;
  const line = order.lines.find(({ id }) => id === change.lineId);
  const delta = line === undefined ? 0 : change.quantity - currentQuantity(order, line);
  if (line === undefined || delta === 0) return draft;
  if (delta < 0) return withRemoved(draft, { line, units: -delta, restock: change.restock });
  if (line.allocations.length > 0) {
    const { addedAt: _at, taxLines: _tax, allocations: _own, ...plain } = line;
    const { extraLineId: id } = change;
    const staged = { ...plain, id, quantity: delta, removedQuantity: 0, discount: null };
    return withAdded(draft, { line: staged, rates, at });
  }
  const tax = taxOf(order, { line, amountMinor: line.priceMinor * delta, rates });
  const taxLines = sumTaxLines([line.taxLines, tax]);
  const longer = { ...line, quantity: line.quantity + delta, taxLines };
  return {
    ...draft,
    order: withLine(order, longer),
    additions: [...draft.additions, { lineId: line.id, delta }],
    stock: [...draft.stock, { variantId: line.variantId, delta: -delta }],
  };
}

function withRemoved(
  draft: Draft,
  { line, units, restock }: { line: OrderLine; units: number; restock: boolean },
): Draft {
  const shorter = { ...line, removedQuantity: line.removedQuantity + units };
  const back = restock ? [{ variantId: line.variantId, delta: units }] : [];
  return {
    ...draft,
    order: withLine(draft.order, shorter),
    removals: [...draft.removals, { lineId: line.id, delta: units }],
    stock: [...draft.stock, ...back],
  };
}

function withAdded(
  draft: Draft,
  { line, rates, at }: { line: StagedLine; rates: readonly NamedRate[]; at: number },
): Draft {
  const { discount, ...fields } = line;
  const { order } = draft;
  const gross = line.priceMinor * line.quantity;
  const off = discount === null ? 0 : Math.min(gross, discountMinor(discount, line));
  const applicationIndex = order.discountApplications.length;
  const allocations = off === 0 ? [] : [{ applicationIndex, amountMinor: off }];
  const taxLines = taxOf(order, { line, amountMinor: gross - off, rates });
  const added: OrderLine = { ...fields, allocations, taxLines, addedAt: at };
  const applications =
    discount === null || off === 0 ? [] : [applicationOf(discount, order.currency)];
  return {
    ...draft,
    order: {
      ...order,
      lines: [...order.lines, added],
      discountApplications: [...order.discountApplications, ...applications],
    },
    additions: [...draft.additions, { lineId: line.id, delta: line.quantity }],
    stock: [...draft.stock, { variantId: line.variantId, delta: -line.quantity }],
  };
}

/** A discount on a line there was: off what is left of it, as if it had been there at first. */
function withDiscount(
  draft: Draft,
  given: { lineId: number; discount: StagedDiscount; rates: readonly NamedRate[] },
): Draft {
  const { order } = draft;
  const line = order.lines.find(({ id }) => id === given.lineId);
  if (line === undefined) return draft;
  const net = lineNetMinor(line);
  const off = Math.min(net, discountMinor(given.discount, line));
  const applicationIndex = order.discountApplications.length;
  const allocations = [...line.allocations, { applicationIndex, amountMinor: off }];
  const taxLines = taxOf(order, { line, amountMinor: net - off, rates: given.rates });
  const application = applicationOf(given.discount, order.currency);
  const discountApplications = [...order.discountApplications, application];
  const discounted = withLine(order, { ...line, allocations, taxLines });
  return { ...draft, order: { ...discounted, discountApplications } };
}

/** A fixed amount is off each unit, as `orderEditAddLineItemDiscount` has it. */
function discountMinor(
  { value }: StagedDiscount,
  line: Pick<OrderLine, 'priceMinor' | 'quantity'>,
): number {
  if (value.type === 'amount') return value.amountMinor * line.quantity;
  return Math.round(line.priceMinor * line.quantity * value.percentage);
}

function applicationOf(
  { description, value }: StagedDiscount,
  currency: string,
): DiscountApplication {
  const isPercentage = value.type === 'percentage';
  return {
    type: 'manual',
    discountId: null,
    code: null,
    title: description,
    description,
    value: isPercentage
      ? String(Math.round(value.percentage * 1e6) / 1e4)
      : shortDecimal(value.amountMinor, currency),
    valueType: isPercentage ? 'percentage' : 'fixed_amount',
    allocationMethod: isPercentage ? 'across' : 'each',
    targetSelection: 'explicit',
    targetType: 'line_item',
  };
}

function taxOf(
  order: Order,
  given: { line: Pick<OrderLine, 'taxable'>; amountMinor: number; rates: readonly NamedRate[] },
): TaxLine[] {
  if (!given.line.taxable) return [];
  return taxLinesOf(given.amountMinor, given.rates, order.taxesIncluded);
}

function withLine(order: Order, line: OrderLine): Order {
  return { ...order, lines: order.lines.map((one) => (one.id === line.id ? line : one)) };
}
