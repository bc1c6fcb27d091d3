/**
 * A made-up trade of few customers as webhooks tell it: each delivery late, some of them several
 * times, and in no order at all.
 */
import type { Observation } from '../../app/contracts/observation.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import type { Dice } from '../simulation/dice.ts';
import { day, seenOrder, seenRefund } from './drain-shop.ts';

export type Delivery = { readonly day: number; readonly seen: Observation };

type Trade = { readonly orders: number; readonly days: number; readonly customers: number };

/** Deliveries by the day on which they come in. */
export function shuffledTrade(dice: Dice, { orders, days, customers }: Trade): Delivery[] {
  const deliveries: Delivery[] = [];
  for (let number = 1; number <= orders; number += 1) {
    const created = dice.roll(days * 24) / 24;
    for (const { at, seen } of lifeOf(dice, String(number), created, customers)) {
      const times = dice.oneIn(4) ? 3 : 1;
      for (let time = 0; time < times; time += 1) {
        deliveries.push({ day: at + (dice.oneIn(3) ? dice.roll(40) : 0), seen });
      }
    }
  }
  return shuffle(dice, deliveries).sort((a, b) => Math.floor(a.day) - Math.floor(b.day));
}

type Told = { readonly at: number; readonly seen: Observation };

/** One order: placed, perhaps paid later, sent, returned in part, cancelled or charged back. */
function lifeOf(dice: Dice, orderId: string, created: number, customers: number): Told[] {
  const paidAt = created + dice.pick([0, 0, 0, 2]);
  const sentAt = dice.oneIn(5) ? null : paidAt + dice.roll(6);
  const cancelled = dice.oneIn(9) ? paidAt + dice.roll(60) : null;
  const order = {
    customerId: `c${1 + dice.roll(customers)}`,
    createdAt: day(created),
    price: dice.pick(['7.31', '19.99', '60.00', '125.50', '340.00']),
    quantity: 1 + dice.roll(4),
    channel: dice.pick(['online', 'online', 'pos'] as const),
  };
  const show = (at: number, more: Parameters<typeof seenOrder>[1] = {}): Told => {
    return { at, seen: seenOrder(orderId, { ...order, updatedAt: day(at), ...more }) };
  };
  const told = [show(created, { paid: paidAt === created }), show(paidAt)];
  const sent = sentAt === null ? {} : { fulfilledAt: day(sentAt) };
  if (sentAt !== null) told.push(show(sentAt, sent));
  if (cancelled !== null) {
    told.push(show(Math.max(cancelled, sentAt ?? 0), { ...sent, cancelledAt: day(cancelled) }));
  }
  for (let back = 0; back < (dice.oneIn(3) ? 1 + dice.roll(2) : 0); back += 1) {
    const at = paidAt + dice.roll(90);
    const beyondLinesMinor = minor(dice.oneIn(3) ? 250 : 0);
    const refund = { id: `r${orderId}-${back}`, at: day(at), beyondLinesMinor };
    told.push({ at, seen: seenRefund(orderId, refund) });
  }
  if (dice.oneIn(15)) told.push(disputed(orderId, paidAt + dice.roll(60), dice.oneIn(2)));
  return told;
}

function disputed(orderId: string, at: number, isWon: boolean): Told {
  const chargeback = { id: `d${orderId}`, openedAt: day(at), wonAt: isWon ? day(at + 9) : null };
  return { at: at + 9, seen: { type: 'chargeback', orderId, chargeback } };
}

function shuffle<T>(dice: Dice, items: readonly T[]): T[] {
  const shuffled = [...items];
  for (let place = shuffled.length - 1; place > 0; place -= 1) {
    const other = dice.roll(place + 1);
    [shuffled[place], shuffled[other]] = [shuffled[other] as T, shuffled[place] as T];
  }
  return shuffled;
}
