/**
 * An order taken over as it is told, by an app or from another system: its prices, taxes and
 * discount are those given, nothing is calculated (`orderCreate`,
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCreate, read 2026-11).
 */
import { allocate } from '../money/allocate.ts';
import type { DiscountApplication, Order, TaxLine, Transaction } from '../model/order.ts';
import { orderSums, sum } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import { type BasketLine, fillBasket, type WantedLine } from './basket.ts';
import { buildOrder, type OrderFacts, type PricesOfOrder } from './build-order.ts';
import { recordOrder, transactionOf } from './record-order.ts';
import { type Outcome, done, refuse } from './refusal.ts';

export type ImportedDiscount =
  | { readonly code: string; readonly type: 'fixed_amount'; readonly amountMinor: number }
  /** 10 is 10 %. */
  | { readonly code: string; readonly type: 'percentage'; readonly percentage: number }
  | { readonly code: string; readonly type: 'shipping' };

export type OrderToImport = {
  readonly facts: OrderFacts;
  readonly lines: readonly (WantedLine & { readonly taxLines?: readonly TaxLine[] })[];
  readonly shippingLines: readonly {
    readonly title: string;
    readonly code: string | null;
    readonly priceMinor: number;
    readonly taxLines: readonly TaxLine[];
  }[];
  readonly taxesIncluded: boolean;
  readonly discount: ImportedDiscount | null;
  readonly transactions: readonly Pick<
    Transaction,
    'kind' | 'status' | 'gateway' | 'amountMinor'
  >[];
  /** All of it paid by hand, where no transaction says how. */
  readonly isPaid: boolean;
  readonly name: string | null;
  readonly takesStock: boolean;
};

/** Refused with `INVALID` where a variant is missing or there are no lines. */
export function importOrder(world: World, shopId: number, given: OrderToImport): Outcome<Order> {
  return world.transact(() => {
    if (given.lines.length === 0) {
      const words = 'Line items must have at least one line item';
      return refuse('INVALID', ['order', 'lineItems'], words);
    }
    const basket = fillBasket(world, shopId, given.lines);
    if (!basket.ok) return refuse(basket.code, ['order', ...(basket.field ?? [])], basket.message);
    const { facts, taxesIncluded } = given;
    const priced = pricesOf(given, basket.value);
    const built = buildOrder(world, shopId, { lines: basket.value, priced, facts });
    const at = world.clock.now();
    const order = { ...built, taxesIncluded, createdAt: at, name: given.name ?? built.name };
    const transactions = transactionsOf(world, { given, order });
    const { takesStock } = given;
    return done(recordOrder(world, shopId, { order: { ...order, transactions }, at, takesStock }));
  });
}

function transactionsOf(
  world: World,
  { given, order }: { given: OrderToImport; order: Order },
): Transaction[] {
  const at = order.processedAt;
  if (given.transactions.length > 0) {
    return given.transactions.map((one) => transactionOf(world, { ...one, at }));
  }
  const amountMinor = orderSums(order).totalMinor;
  if (!given.isPaid || amountMinor === 0) return [];
  return [transactionOf(world, { kind: 'sale', gateway: 'manual', amountMinor, at })];
}

function pricesOf(given: OrderToImport, lines: readonly BasketLine[]): PricesOfOrder {
  const { discount } = given;
  const gross = lines.map(({ priceMinor, quantity }) => priceMinor * quantity);
  const shippingMinor = sum(given.shippingLines, ({ priceMinor }) => priceMinor);
  const off =
    discount === null
      ? 0
      : discountMinor(
          discount,
          sum(gross, (one) => one),
        );
  const shares = off === 0 ? gross.map(() => 0) : allocate(off, gross);
  const isShipping = discount?.type === 'shipping';
  const tookMinor = isShipping ? shippingMinor : off;
  const allocation = (amountMinor: number) =>
    amountMinor === 0 ? [] : [{ applicationIndex: 0, amountMinor }];
  return {
    lines: lines.map(({ id }, index) => ({
      id,
      allocations: allocation(shares[index] ?? 0),
      taxLines: given.lines[index]?.taxLines ?? [],
    })),
    shippingLines: given.shippingLines.map(({ title, code, priceMinor, taxLines }) => ({
      title,
      code: code ?? title,
      originalMinor: priceMinor,
      finalMinor: isShipping ? 0 : priceMinor,
      allocations: allocation(isShipping ? priceMinor : 0),
      taxLines,
    })),
    discountApplications: discount === null ? [] : [applicationOf(discount)],
    discountCodes:
      discount === null
        ? []
        : [{ code: discount.code, amountMinor: tookMinor, type: discount.type }],
    tipMinor: 0,
  };
}

function discountMinor(discount: ImportedDiscount, grossMinor: number): number {
  if (discount.type === 'shipping') return 0;
  if (discount.type === 'fixed_amount') return Math.min(discount.amountMinor, grossMinor);
  return Math.round((grossMinor * discount.percentage) / 100);
}

function applicationOf(discount: ImportedDiscount): DiscountApplication {
  const { code, type } = discount;
  const isFixed = type === 'fixed_amount';
  return {
    type: 'discount_code',
    discountId: null,
    code,
    title: code,
    description: null,
    value: isFixed
      ? String(discount.amountMinor / 100)
      : String(type === 'percentage' ? discount.percentage : 100),
    valueType: isFixed ? 'fixed_amount' : 'percentage',
    allocationMethod: 'across',
    targetSelection: 'all',
    targetType: type === 'shipping' ? 'shipping_line' : 'line_item',
  };
}
