/** What a payload about an order needs beside the order. */
import type { Customer } from '../../model/customer.ts';
import type { Order } from '../../model/order.ts';
import type { Shop } from '../../model/shop.ts';
import { openWriter, type PayloadWriter } from './writer.ts';

export type OrderShop = Pick<Shop, 'id' | 'domain' | 'zone'>;

export type OrderContext = {
  readonly shop: OrderShop;
  readonly writer: PayloadWriter;
  /** The order's customer as he is now; null for a guest, and for one who was deleted. */
  readonly customer: Customer | null;
  /** Whether the product is still sold. */
  readonly hasProduct: (productId: number) => boolean;
};

export type OrderSurroundings = Partial<Pick<OrderContext, 'customer' | 'hasProduct'>> & {
  readonly longIds?: ReadonlyMap<number, string>;
};

/** The context of one order in its shop. */
export function orderContext(
  shop: OrderShop,
  order: Order,
  { customer = null, hasProduct = () => true, longIds }: OrderSurroundings = {},
): OrderContext {
  const { currency, presentmentCurrency, presentmentRate } = order;
  const { zone } = shop;
  const terms = { zone, currency, presentmentCurrency, presentmentRate };
  const writer = openWriter(longIds === undefined ? terms : { ...terms, longIds });
  return { shop, writer, customer, hasProduct };
}
