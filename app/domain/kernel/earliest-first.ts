import type { Instant } from './instant.ts';

type Entry<T> = { readonly at: Instant; readonly what: T };

/**
 * Things with an instant each, the earliest at hand: a binary heap. What is due last, as the newest
 * nearly always is, goes in at no cost whatever is in it already; equal instants come out in any
 * order.
 */
export class EarliestFirst<T> {
  readonly #heap: Entry<T>[] = [];

  push(at: Instant, what: T): void {
    const heap = this.#heap;
    const entry = { at, what };
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Entry<T>;
      if (parent.at <= at) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  /** The same things at the same instants, each as `of` says. */
  copy(of: (what: T) => T): EarliestFirst<T> {
    const copy = new EarliestFirst<T>();
    for (const { at, what } of this.#heap) copy.#heap.push({ at, what: of(what) });
    return copy;
  }

  /** The earliest, left where it is. */
  peek(): Entry<T> | undefined {
    return this.#heap[0];
  }

  pop(): Entry<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    this.#sink(last);
    return first;
  }

  /** Puts an entry in the place of the first and lets it sink to where it belongs. */
  #sink(entry: Entry<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (let below = 1; below < heap.length; below = 2 * place + 1) {
      const [left, right] = [heap[below] as Entry<T>, heap[below + 1]];
      const [child, at] = right && right.at < left.at ? [right, below + 1] : [left, below];
      if (child.at >= entry.at) break;
      heap[place] = child;
      place = at;
    }
    heap[place] = entry;
  }
}
