/** Shopify's webhooks on their way to us, as each cell of the redemption table is told of them. */
import { randomUUID } from 'node:crypto';
import type { Cell } from './redemption-cells.ts';
import type { Town } from './town-at-twin.ts';
import type { Heard } from './platform-at-twin.ts';
import { openGate } from './webhooks.ts';

export type Post = {
  readonly belongsTo: (orderId: string, cell: Cell) => void;
  /** Whether nobody will ever tell of the order, so that we must find it ourselves. */
  readonly isUntold: (orderId: string) => boolean;
  /** Delivers what Shopify has sent since the last time, as each cell is told. */
  readonly tell: (cells: readonly Cell[]) => Promise<void>;
  /** What was late comes now, the last first. */
  readonly tellLate: () => Promise<void>;
  /** All that was ever delivered comes once more. */
  readonly tellAgain: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `isHeldBack` names orders of which nothing is told yet. */
export async function openPost(
  town: Town,
  isHeldBack: (orderId: string) => boolean,
): Promise<Post> {
  const gate = await openGate(town.at.pool);
  const owners = new Map<string, Cell>();
  const late: Heard[] = [];
  const told: Heard[] = [];
  let waiting: Heard[] = [];
  let read = 0;

  async function deliver(heard: Heard, deliveryId: string = randomUUID()): Promise<void> {
    told.push(heard);
    const { status } = await gate.post({ ...heard, shop: town.shop.domain, deliveryId });
    if (status !== 200) throw new Error(`${heard.topic} was answered ${status}.`);
  }

  async function deliverAs(how: Cell['told'], heard: readonly Heard[]): Promise<void> {
    if (how === 'late') late.push(...heard);
    if (how === 'in time') for (const one of heard) await deliver(one);
    if (how !== 'doubled') return;
    for (const one of heard.toReversed()) {
      // Once more under the same id, as Shopify does unanswered, and once under another.
      const deliveryId = randomUUID();
      for (const id of [deliveryId, deliveryId, randomUUID()]) await deliver(one, id);
    }
  }

  return {
    belongsTo: (orderId, cell) => void owners.set(orderId, cell),
    isUntold: (orderId) => owners.get(orderId)?.told === 'missing' && !isHeldBack(orderId),
    tell: async (cells) => {
      await town.at.twin.settle();
      const fresh = [...waiting, ...town.at.heard.slice(read)];
      read = town.at.heard.length;
      waiting = fresh.filter((one) => isHeldBack(orderOf(one) ?? ''));
      const going = fresh.filter((one) => !waiting.includes(one));
      for (const cell of cells) {
        const own = going.filter((one) => owners.get(orderOf(one) ?? '') === cell);
        await deliverAs(cell.told, own);
      }
    },
    tellLate: async () => {
      for (const one of late.splice(0).toReversed()) await deliver(one);
      await town.drain();
    },
    tellAgain: async () => {
      for (const one of [...told]) await deliver(one);
    },
    close: () => gate.close(),
  };
}

/** The order that a webhook is of. */
function orderOf({ topic, body }: Heard): string | null {
  const said = JSON.parse(body.toString()) as { id?: number; order_id?: number };
  if (topic.startsWith('orders/')) return String(said.id);
  return said.order_id === undefined ? null : String(said.order_id);
}
