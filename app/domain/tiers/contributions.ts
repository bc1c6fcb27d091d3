/**
 * What a member's progress is made of. Law: progress is the sum of the contributions that came in
 * and have not left; each leaves at the instant fixed when it came in, whatever becomes of its
 * amount meanwhile. Noting and leaving cost the same however many there are or were, and so does
 * asking when a level will be met no more, where what changed since is as much as an order or two.
 */
import { type Instant, instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import { CONTRIBUTIONS_KEPT_MAX, type KeptContribution } from './tier-memory.ts';

/** Beyond any instant, so that "never" compares like one. */
export const NEVER = Number.POSITIVE_INFINITY;

/** From `at` on `key`, which was created or done at `since`, contributes so much. */
export type Note = {
  readonly key: string;
  readonly amount: number;
  readonly at: Instant;
  readonly since: Instant;
};

type Contribution = {
  amount: number;
  leavesAt: number;
  readonly since: Instant;
  /** Whether it is in the queue: who is worth nothing is let go, as that leaving is no change. */
  queued: boolean;
  /** Whether it is among those that may leave before the level asked for is met no more. */
  spare: boolean;
};

// What has left stays in the array until there is as much of it as of the rest.
const LEFT_MIN = 32;

export class Contributions {
  /** All that was ever noted, in its order, so that another ladder can be tried on it. */
  readonly notes: Note[] = [];
  private sum = 0;
  private readonly byKey = new Map<string, Contribution>();
  /** From `head` on by `leavesAt`; the next to leave is worth something. */
  private queue: Contribution[] = [];
  private head = 0;
  /** The spare ones are those from `head` on and before this place, and add up to so much. */
  private spareTo = 0;
  private spareSum = 0;
  /** Whether anything that was noted is not known any more. */
  private forgot = false;

  /** Those that were kept, to be gone on with. */
  static ofKept(kept: readonly KeptContribution[]): Contributions {
    const some = new Contributions();
    some.forgot = true;
    for (const [place, [leavesAt, amount]] of kept.entries()) {
      const one: Contribution = {
        ...{ amount, leavesAt: leavesAt ?? NEVER, since: instant(0) },
        ...{ queued: false, spare: false },
      };
      some.byKey.set(`kept ${place}`, one);
      some.sum += amount;
      some.enqueue(one);
    }
    return some;
  }

  /**
   * The newest of what counts, at least `enough` together or all there is, the first to leave
   * first; null where they are too many to be kept.
   */
  newest(enough: number): KeptContribution[] | null {
    const kept: [leavesAt: Instant | null, amount: number][] = [];
    const queued = this.queue.slice(this.head);
    const never = queued.reduce((rest, { amount }) => rest - amount, this.sum);
    if (never > 0) kept.push([null, never]);
    let sum = never;
    for (let next = queued.pop(); next && sum < enough; next = queued.pop()) {
      if (next.amount === 0) continue;
      sum += next.amount;
      const last = kept.at(-1);
      if (last && last[0] === next.leavesAt) last[1] += next.amount;
      else kept.push([instant(next.leavesAt), next.amount]);
    }
    return kept.length > CONTRIBUTIONS_KEPT_MAX ? null : kept.reverse();
  }

  /** Whether all that was ever noted is known, so that another ladder can be tried on it. */
  isWhole(): boolean {
    return !this.forgot;
  }

  progress(): number {
    return this.sum;
  }

  /** The same contributions, to be gone on with apart. */
  copy(): Contributions {
    const copy = new Contributions();
    for (const note of this.notes) copy.notes.push(note);
    copy.sum = this.sum;
    for (const [key, contribution] of this.byKey) copy.byKey.set(key, { ...contribution });
    const copies = new Map([...this.byKey].map(([key, one]) => [one, copy.byKey.get(key)]));
    copy.queue = this.queue.slice(this.head).flatMap((one) => copies.get(one) ?? []);
    copy.spareTo = this.spareTo - this.head;
    copy.spareSum = this.spareSum;
    copy.forgot = this.forgot;
    return copy;
  }

  /** `leavesAt` is asked once for each key. Whatever leaves by `at` must have left before. */
  note(note: Note, leavesAt: (note: Note) => number): void {
    const { key, amount, at, since } = note;
    invariant(Number.isSafeInteger(amount) && amount >= 0, 'A contribution is a whole amount.');
    this.notes.push(note);
    let contribution = this.byKey.get(key);
    if (contribution === undefined) {
      contribution = { amount: 0, leavesAt: leavesAt(note), since, queued: false, spare: false };
      this.byKey.set(key, contribution);
    }
    if (contribution.leavesAt <= at) return;
    this.sum += amount - contribution.amount;
    if (contribution.spare) this.spareSum += amount - contribution.amount;
    contribution.amount = amount;
    if (amount > 0) this.enqueue(contribution);
    else this.letGoOfNothing();
  }

  /** When the progress falls next by time alone; {@link NEVER} where it does not. */
  nextLeavingAt(): number {
    return this.queue[this.head]?.leavesAt ?? NEVER;
  }

  /** All that leave by then are out. */
  leave(by: number): void {
    for (let next = this.queue[this.head]; next; next = this.queue[this.head]) {
      if (next.leavesAt > by) break;
      this.sum -= next.amount;
      this.takeHead(next);
    }
    this.letGoOfNothing();
  }

  /** All that never leave by time and were created or done before `at` are out, from then on. */
  leaveOlderThan(at: Instant): void {
    for (const contribution of this.byKey.values()) {
      if (contribution.leavesAt !== NEVER || contribution.since >= at) continue;
      contribution.leavesAt = at;
      this.sum -= contribution.amount;
    }
  }

  /**
   * When the progress falls below `least`, which it has, by time alone; {@link NEVER} where it does
   * not. Goes from the place found last, as that is seldom far.
   */
  fallsBelowAt(least: number): number {
    const spare = this.sum - least;
    for (let last = this.queue[this.spareTo - 1]; last && this.spareSum > spare;) {
      this.spareTo -= 1;
      this.spareSum -= last.amount;
      last.spare = false;
      last = this.queue[this.spareTo - 1];
    }
    for (let next = this.queue[this.spareTo]; next; next = this.queue[this.spareTo]) {
      if (this.spareSum + next.amount > spare) return next.leavesAt;
      this.spareTo += 1;
      this.spareSum += next.amount;
      next.spare = true;
    }
    return NEVER;
  }

  private enqueue(contribution: Contribution): void {
    if (contribution.queued || contribution.leavesAt === NEVER) return;
    contribution.queued = true;
    const last = this.queue.at(-1);
    if (this.head >= this.queue.length || !last || last.leavesAt <= contribution.leavesAt) {
      this.queue.push(contribution);
    } else {
      // Rare: a month after the 30th may be later than a month after the 31st, and what was worth
      // nothing may be worth something again.
      const place = this.placeOf(contribution.leavesAt);
      this.queue.splice(place, 0, contribution);
      if (place >= this.spareTo) return;
      contribution.spare = true;
      this.spareTo += 1;
      this.spareSum += contribution.amount;
    }
  }

  private placeOf(leavesAt: number): number {
    let low = this.head;
    let high = this.queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.queue[middle]?.leavesAt ?? NEVER) <= leavesAt) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private letGoOfNothing(): void {
    for (let next = this.queue[this.head]; next; next = this.queue[this.head]) {
      if (next.amount > 0) break;
      this.takeHead(next);
    }
  }

  private takeHead(next: Contribution): void {
    next.queued = false;
    this.head += 1;
    if (next.spare) {
      next.spare = false;
      this.spareSum -= next.amount;
    } else this.spareTo = this.head;
    if (this.head < LEFT_MIN || this.head * 2 < this.queue.length) return;
    this.queue.splice(0, this.head);
    this.spareTo -= this.head;
    this.head = 0;
  }
}
