/**
 * A member's tier as time goes by. Law: the tier is the highest level met or kept; a level is met
 * while the progress is at or above its threshold, and kept, as the ladder's keeping says, from the
 * last instant at which it was met, the one at which the progress fell below it.
 *
 * Example: Silver from £500 within 365 days, kept for 365 days. £500 paid on 1 January 2025: Silver
 * at once; met until 1 January 2026, when the £500 leave; kept until 1 January 2027, then Bronze.
 */
import { type Instant, instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Zone } from '../kernel/zone.ts';
import type { TierLadder, TierLevel } from '../program/program.ts';
import { Contributions, NEVER, type Note } from './contributions.ts';
import { keptUntil } from './keepings/registry.ts';
import type { TrackMemory } from './tier-memory.ts';
import { leavesAt, WINDOWS } from './windows/registry.ts';

export type TierMove = {
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
  /** What brought it: a contribution's key; null for time, and for what joining ends. */
  readonly key: string | null;
  readonly progress: number;
};

export class TierTrack {
  private readonly ladder: TierLadder;
  private readonly zone: Zone;
  private readonly contributions: Contributions;
  /** When the customer first joined; null: not yet. */
  private joinedAt: Instant | null;
  /** When anything last came in, left or was lost: what came before that is past. */
  private changedAt: number = -NEVER;
  /** By level: when it was last met; means nothing while it is. */
  private readonly lastMetAt: number[];
  /** The highest level met now, ever, and the tier; as places in the ladder. */
  private met = 0;
  private topMet = 0;
  private tier = 0;
  /** When the tier is lost; never while it is met. */
  private keptUntil = NEVER;
  private moves: TierMove[] = [];
  private readonly leavesAt = ({ at: inAt, since }: Note): number =>
    leavesAt(this.ladder.window, { inAt, since, joinedAt: this.joinedAt }, this.zone) ?? NEVER;

  /** The first level is the tier before anything is noted. */
  constructor(
    ladder: TierLadder,
    zone: Zone,
    joinedAt: Instant | null = null,
    contributions = new Contributions(),
  ) {
    invariant(ladder.levels.length > 0, 'A ladder has at least one level.');
    this.ladder = ladder;
    this.zone = zone;
    this.joinedAt = joinedAt;
    this.contributions = contributions;
    this.lastMetAt = ladder.levels.map(() => -NEVER);
    this.met = this.topMet = this.tier = this.levelMetBy(0);
  }

  /**
   * What `key` contributes is `amount` from `at` on: minor units, points or orders as the ladder's
   * basis says, not negative, and all of it rather than what is added. The first note fixes when it
   * came in, and so when it leaves; `since` is when the order was created or the activity done.
   * Time passes to `at` first, which never goes back.
   */
  note(key: string, amount: number, at: Instant, since: Instant = at): void {
    this.pass(at);
    this.contributions.note({ key, amount, at, since }, this.leavesAt);
    this.settle(at, key);
    this.changedAt = at;
  }

  /**
   * The customer joins, before anything else of that instant; only the first time is anything. Time
   * passes to `at` first.
   */
  join(at: Instant): void {
    this.pass(at);
    if (this.joinedAt !== null) return;
    this.joinedAt = at;
    if (!WINDOWS[this.ladder.window.kind].beginsAtJoining) return;
    this.contributions.leaveOlderThan(at);
    this.settle(at, null);
    this.changedAt = at;
  }

  /** Time passes to `to`: contributions leave and levels are lost, each at its own instant. */
  pass(to: Instant): void {
    invariant(to >= this.changedAt, 'A tier is followed forwards in time.');
    for (let next = this.nextChange(); next <= to; next = this.nextChange()) {
      this.contributions.leave(next);
      this.settle(instant(next), null);
      this.changedAt = next;
    }
  }

  /** When anything last changed; null: never. Nothing can be noted before it any more. */
  lastChangeAt(): Instant | null {
    return this.changedAt === -NEVER ? null : instant(this.changedAt);
  }

  /** The same track, to be gone on with apart. */
  copy(): TierTrack {
    const copy = new TierTrack(this.ladder, this.zone, this.joinedAt, this.contributions.copy());
    copy.changedAt = this.changedAt;
    copy.lastMetAt.splice(0, copy.lastMetAt.length, ...this.lastMetAt);
    [copy.met, copy.topMet, copy.tier] = [this.met, this.topMet, this.tier];
    copy.keptUntil = this.keptUntil;
    copy.moves = [...this.moves];
    return copy;
  }

  /** What is kept of it; null where that would be too much. */
  memory(): TrackMemory | null {
    const newest = this.contributions.newest(this.ladder.levels.at(-1)?.threshold ?? 0);
    if (!newest) return null;
    const { met, topMet, tier } = this;
    return {
      ...{ met, topMet, tier, newest },
      lastMetAt: this.lastMetAt.map(known),
      keptUntil: known(this.keptUntil),
    };
  }

  /** A track to be gone on with, of which only that is known. */
  static ofMemory(ladder: TierLadder, zone: Zone, memory: TrackMemory): TierTrack {
    const track = new TierTrack(ladder, zone, null, Contributions.ofKept(memory.newest));
    const lastMetAt = memory.lastMetAt.map((at) => at ?? -NEVER);
    track.lastMetAt.splice(0, track.lastMetAt.length, ...lastMetAt);
    [track.met, track.topMet, track.tier] = [memory.met, memory.topMet, memory.tier];
    track.keptUntil = memory.keptUntil ?? NEVER;
    return track;
  }

  /** The level's id. */
  current(): string {
    return this.level().id;
  }

  level(): TierLevel {
    return this.levelAt(this.tier);
  }

  /** What has come in and not left, in the unit of the ladder's basis. */
  progress(): number {
    return this.contributions.progress();
  }

  /**
   * When time alone changes the tier next; null: never. What leaves until then changes the progress
   * alone: whoever tells that lets time pass first.
   */
  nextChangeAt(): Instant | null {
    const next = this.nextLoss();
    return next === NEVER ? null : instant(next);
  }

  /** The moves since they were last taken, in the order in which they happened. */
  takeMoves(): TierMove[] {
    const taken = this.moves;
    if (taken.length > 0) this.moves = [];
    return taken;
  }

  /** How many levels were ever met, from the lowest; what is only kept does not count. */
  metEver(): number {
    return this.topMet + 1;
  }

  /**
   * The same member under another ladder of the same basis, as if it had always been in force.
   * Moves not taken yet stay; of those there would have been only one is told, at `at`, where the
   * tier is now another one.
   */
  under(ladder: TierLadder, zone: Zone, at: Instant): TierTrack {
    invariant(ladder.basis === this.ladder.basis, 'Only what was counted alike can be replayed.');
    invariant(this.contributions.isWhole(), 'Another ladder is climbed from the first order on.');
    this.pass(at);
    const track = new TierTrack(ladder, zone, this.joinedAt);
    for (const { key, amount, at: noted, since } of this.contributions.notes) {
      track.note(key, amount, noted, since);
    }
    track.pass(at);
    track.moves = this.takeMoves();
    track.tell(this.current(), at, null);
    return track;
  }

  /** What is met, kept and lost after the progress changed or a level's time was over. */
  private settle(at: Instant, key: string | null): void {
    const before = this.tier;
    const wasMet = this.met;
    this.met = this.levelMetBy(this.progress());
    if (this.met > this.topMet) this.topMet = this.met;
    for (let level = this.met + 1; level <= wasMet; level += 1) this.lastMetAt[level] = at;
    if (this.met >= this.tier) {
      this.tier = this.met;
      this.keptUntil = NEVER;
    } else {
      if (wasMet >= this.tier) this.keptUntil = this.endOf(this.tier);
      while (this.keptUntil <= at) this.lose(at);
    }
    if (this.tier !== before) this.tell(this.levelAt(before).id, at, key);
  }

  /** One level down; what is below may be met, kept for longer, or lost at the same instant. */
  private lose(at: Instant): void {
    this.tier -= 1;
    const { keeping } = this.ladder;
    // The law of a soft landing: kept as if met until the level above was lost.
    if (keeping.kind !== 'never-drop' && keeping.softLanding) this.lastMetAt[this.tier] = at;
    this.keptUntil = this.tier <= this.met ? NEVER : this.endOf(this.tier);
  }

  private endOf(level: number): number {
    return this.keptFrom(this.lastMetAt[level] ?? -NEVER);
  }

  private keptFrom(lastMetAt: number): number {
    return keptUntil(this.ladder.keeping, instant(lastMetAt), this.zone) ?? NEVER;
  }

  /** When the tier is lost where nothing happens until then. */
  private nextLoss(): number {
    if (this.tier === 0 || this.tier > this.met) return this.keptUntil;
    const fallsAt = this.contributions.fallsBelowAt(this.level().threshold);
    return fallsAt === NEVER ? NEVER : this.keptFrom(fallsAt);
  }

  /** When anything leaves or is lost next. */
  private nextChange(): number {
    return Math.min(this.contributions.nextLeavingAt(), this.keptUntil);
  }

  /** Goes from the level met last, as it is seldom another. */
  private levelMetBy(progress: number): number {
    let level = this.met;
    while (level > 0 && progress < this.levelAt(level).threshold) level -= 1;
    const { levels } = this.ladder;
    for (let next = levels[level + 1]; next; next = levels[level + 1]) {
      if (progress < next.threshold) break;
      level += 1;
    }
    return level;
  }

  private levelAt(place: number): TierLevel {
    const level = this.ladder.levels[place];
    invariant(level, 'A ladder has the level that was reached on it.');
    return level;
  }

  private tell(from: string, at: Instant, key: string | null): void {
    const to = this.current();
    if (from !== to) this.moves.push({ at, from, to, key, progress: this.progress() });
  }
}

/** An instant, or none. */
function known(at: number): Instant | null {
  return Number.isFinite(at) ? instant(at) : null;
}
