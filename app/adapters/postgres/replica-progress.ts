/**
 * How stale a replica may be, told without trusting two clocks: the primary is asked now and then
 * how far its write-ahead log reaches, and the replica how far it has replayed. Whatever was
 * committed before a question that the replica has replayed up to, it shows.
 *
 * Law: it is never said to show more than it does. A primary at rest, a paused replay and a replica
 * that has just begun are told apart by this; by the time stamp of a last commit they are not.
 */

/** The primary's answer: at `askedAt`, its log reached `position`. */
export type Reached = { readonly askedAt: number; readonly position: number };

/** A replica so many answers behind is not read anyway; the oldest says when it is back. */
const KEPT = 32;

export class ReplicaProgress {
  #reached: Reached[] = [];
  #freshTo = Number.NEGATIVE_INFINITY;

  /** Notes an answer of the primary's; `askedAt` is the instant before it was asked. */
  note(reached: Reached): void {
    this.#reached.push(reached);
    if (this.#reached.length > KEPT) this.#reached.splice(1, 1);
  }

  /** Notes how far it has replayed; answers the instant up to which it shows everything. */
  replayed(position: number): number {
    const shown = this.#reached.filter((each) => each.position <= position);
    for (const { askedAt } of shown) this.#freshTo = Math.max(this.#freshTo, askedAt);
    this.#reached = this.#reached.filter((each) => each.position > position);
    return this.#freshTo;
  }

  /** Forgets everything: what answers now is another server than before, or may be. */
  forget(): void {
    this.#reached = [];
    this.#freshTo = Number.NEGATIVE_INFINITY;
  }
}
