import { compareBurnOrder, type Lot } from './lot.ts';

type Entry = Pick<Lot, 'id' | 'earnedAt' | 'expiresAt'> & { readonly lot: Lot };

/**
 * Lots of one kind in burn order, the first at hand: a binary heap. Who is added costs what the
 * depth of the heap costs. Whoever is of the kind no more, or whose dates have changed since, is
 * passed over; so a lot is added when it becomes of the kind and when its dates change.
 */
export class BurnQueue {
  readonly #heap: Entry[] = [];
  readonly #isOfKind: (lot: Lot) => boolean;

  constructor(isOfKind: (lot: Lot) => boolean) {
    this.#isOfKind = isOfKind;
  }

  add(lot: Lot): void {
    this.#rise({ id: lot.id, earnedAt: lot.earnedAt, expiresAt: lot.expiresAt, lot });
  }

  /** The first in burn order, left where it is; null where there is none. */
  first(): Lot | null {
    for (let entry = this.#heap[0]; entry; entry = this.#heap[0]) {
      const { lot, earnedAt, expiresAt } = entry;
      const isAsAdded = lot.earnedAt === earnedAt && lot.expiresAt === expiresAt;
      if (isAsAdded && this.#isOfKind(lot)) return lot;
      this.#drop();
    }
    return null;
  }

  /** The same queue of the lots that `of` answers. */
  copy(of: (lot: Lot) => Lot): BurnQueue {
    const copy = new BurnQueue(this.#isOfKind);
    for (const entry of this.#heap) copy.#heap.push({ ...entry, lot: of(entry.lot) });
    return copy;
  }

  #rise(entry: Entry): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Entry;
      if (compareBurnOrder(parent, entry) <= 0) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  /** Takes the first away: the last sinks from its place to where it belongs. */
  #drop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (let below = 1; below < heap.length; below = 2 * place + 1) {
      const [left, right] = [heap[below] as Entry, heap[below + 1]];
      const isRight = right !== undefined && compareBurnOrder(right, left) < 0;
      const child = isRight ? right : left;
      if (compareBurnOrder(child, last) >= 0) break;
      heap[place] = child;
      place = isRight ? below + 1 : below;
    }
    heap[place] = last;
  }
}
