/** What belongs to the customer who is logged in; nobody else's is there. */
import { coded } from '../../admin-api/engine/errors.ts';
import type { Customer } from '../../model/customer.ts';
import { customers } from '../../model/kinds.ts';
import type { Order } from '../../model/order.ts';
import { orders } from '../../model/order-kind.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import type { BuyerContext } from '../buyer-context.ts';

/** The customer; throws UNAUTHORIZED where nobody is logged in. */
export function ownCustomer(given: AdminContext): Customer {
  const { world, shop, customerId } = given as BuyerContext;
  const found = customerId === null ? null : world.store.get(customers, shop.id, customerId);
  if (found === null) throw coded('Nobody is logged in.', 'UNAUTHORIZED');
  return found;
}

/** An order of the customer's; null for anybody else's, as for one that does not exist. */
export function ownOrder(id: number, given: AdminContext): Order | null {
  const { world, shop, customerId } = given as BuyerContext;
  const order = world.store.get(orders, shop.id, id);
  return order !== null && customerId !== null && order.customerId === customerId ? order : null;
}
