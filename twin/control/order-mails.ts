/** The mails a shop sends its buyers of itself: an order confirmed, money on its way back. */
import { orders } from '../model/order-kind.ts';
import type { Order } from '../model/order.ts';
import { orderSums, outstandingMinor, refundedMinor } from '../model/order-sums.ts';
import { shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { sayMoney } from '../pages/open-pages.ts';
import type { World } from '../world/world.ts';
import type { Mails } from './mails.ts';

/** Sends them from now on, to whoever left an address. */
export function sendOrderMails(world: World, mails: Mails): void {
  world.listen((events) => {
    for (const { shopId, topic, kind, id } of events) {
      const words = kind === 'Order' || kind === 'Refund' ? MAILS[topic] : undefined;
      const order = words && findOrder(world, shopId, { kind, id });
      const shop = order && world.store.get(shops, 0, shopId);
      if (!words || !order?.email || !shop) continue;
      const from = `${shop.name} <${shop.email}>`;
      mails.send({ from, to: order.email, ...words(shop, order) });
    }
  });
}

type Words = (shop: Shop, order: Order) => { readonly subject: string; readonly text: string };

const MAILS: Readonly<Record<string, Words>> = {
  'orders/create': (shop, order) => ({
    subject: `Order ${order.name} confirmed`,
    text: [
      `Thank you for your order at ${shop.name}.`,
      '',
      ...order.lines.map(({ quantity, title }) => `${quantity} × ${title}`),
      '',
      `Total: ${sayMoney(orderSums(order).totalMinor, shop.currency)}`,
      ...(outstandingMinor(order) > 0
        ? [`Please transfer ${sayMoney(outstandingMinor(order), shop.currency)}.`]
        : []),
    ].join('\n'),
  }),
  'refunds/create': (shop, order) => ({
    subject: `Refund for order ${order.name}`,
    text:
      `In all ${sayMoney(refundedMinor(order), shop.currency)} ` +
      `of your order ${order.name} was refunded.`,
  }),
};

function findOrder(
  world: World,
  shopId: number,
  { kind, id }: { kind: string; id: number },
): Order | null {
  if (kind === 'Order') return world.store.get(orders, shopId, id);
  return world.store.findOne(orders, shopId, 'refund_id', id);
}
