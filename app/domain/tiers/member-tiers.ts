/**
 * A member's tier through every version's ladder: what counts is noted for each basis any version
 * asks for, and the ladder in force at an instant is the one that is climbed then. When another
 * comes into force the tier is what it would be had that one always been. Law: the tier is the
 * higher, by the ladder's sequence, of the level that is climbed and of those that staff gave.
 */
import type { GrantDecision } from '../facts/decision.ts';
import { earliest, type Instant, instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import { NO_POINTS } from '../kernel/points.ts';
import type { ProgramVersion, TierLadder, TierLevel } from '../program/program.ts';
import { climbedLadder } from './climbed-ladder.ts';
import { NEVER } from './contributions.ts';
import { LevelGrants } from './level-grants.ts';
import type { TierMemory } from './tier-memory.ts';
import { type TierMove, TierTrack } from './tier-track.ts';

type Basis = TierLadder['basis'];

/** What is noted until a ladder is in force: everything, for ever, without a level to reach. */
function noLadder(basis: Basis): TierLadder {
  const level: TierLevel = {
    ...{ id: '', name: '', threshold: 0, inviteOnly: false },
    ...{ multiplierPercent: 100, entryPoints: NO_POINTS, perks: [] },
  };
  return {
    basis,
    window: { kind: 'lifetime' },
    keeping: { kind: 'never-drop' },
    levels: [level],
  };
}

/** A tier reached or lost, the `key` of a grant being `grant:{id}`. */
export type MemberTierMove = Omit<TierMove, 'from'> & {
  /** Null for the first tier of a ladder that comes into force. */
  readonly from: string | null;
  /** The one whose ladder it is. */
  readonly version: number;
};

// Nearly always: most facts move no tier.
const NO_MOVES: readonly MemberTierMove[] = [];

export class MemberTiers {
  /** The sums any version asks for, and those of them of which anything is known. */
  readonly #bases: readonly Basis[];
  readonly #tracks = new Map<Basis, TierTrack>();
  readonly #moves: MemberTierMove[] = [];
  #grants = new LevelGrants();
  #joinedAt: Instant | null = null;
  #inForce: ProgramVersion | null = null;
  /** The climbing, among the levels of the ladder in force that can be climbed. */
  #active: TierTrack | null = null;
  /** The tier, as it was last told; null while no ladder is in force. */
  #level: TierLevel | null = null;
  /** Since when it has been that, or its ladder in force. */
  #levelSince: Instant | null = null;
  /** When a grant last came or ended. */
  #grantedAt: Instant | null = null;
  #versions: readonly ProgramVersion[] = [];
  /** Versions that come into force later than time has passed to, the next one last. */
  #coming: ProgramVersion[] = [];

  constructor(bases: readonly Basis[]) {
    this.#bases = bases;
  }

  /** The same tiers, to be gone on with apart. */
  copy(): MemberTiers {
    const copy = new MemberTiers(this.#bases);
    for (const [basis, track] of this.#tracks) {
      const other = track.copy();
      copy.#tracks.set(basis, other);
      if (track === this.#active) copy.#active = other;
    }
    copy.#moves.push(...this.#moves);
    copy.#grants = this.#grants.copy();
    copy.#joinedAt = this.#joinedAt;
    copy.#inForce = this.#inForce;
    copy.#level = this.#level;
    copy.#levelSince = this.#levelSince;
    copy.#grantedAt = this.#grantedAt;
    copy.#versions = this.#versions;
    copy.#coming = [...this.#coming];
    return copy;
  }

  /**
   * What is kept of them; null without a ladder in force, and where there is more to remember than
   * what is climbed: a level that was given, a day of joining, sums for other ladders.
   */
  memory(): TierMemory | null {
    const isMore = this.#grantedAt !== null || this.#joinedAt !== null || this.#bases.length > 1;
    if (isMore || !this.#active || !this.#inForce || !this.#level) return null;
    const track = this.#active.memory();
    if (!track || this.#levelSince === null) return null;
    const { version } = this.#inForce;
    return { version, levelId: this.#level.id, levelSince: this.#levelSince, track };
  }

  /** Tiers to be gone on with up to an instant at which the ladder is the same (`isOfLadder`). */
  static ofMemory(
    bases: readonly Basis[],
    memory: TierMemory,
    versions: readonly ProgramVersion[],
  ): MemberTiers {
    const some = new MemberTiers(bases);
    const inForce = versions.find(({ version }) => version === memory.version);
    const { tiers, zone } = inForce?.definition ?? {};
    const level = tiers?.levels.find(({ id }) => id === memory.levelId);
    invariant(inForce && tiers && zone && level, 'A tier is of a ladder that was published.');
    const track = TierTrack.ofMemory(climbedLadder(tiers), zone, memory.track);
    some.#tracks.set(tiers.basis, track);
    [some.#inForce, some.#active, some.#level] = [inForce, track, level];
    some.#levelSince = memory.levelSince;
    return some;
  }

  /** Time passes to `to`, under every version that comes into force by then. */
  pass(to: Instant, versions: readonly ProgramVersion[]): void {
    if (versions !== this.#versions) this.#look(versions);
    for (let next = this.#coming.at(-1); next && next.effectiveAt <= to;) {
      this.#coming.pop();
      this.#climb(next);
      next = this.#coming.at(-1);
    }
    this.#passUnderOne(to);
  }

  /**
   * The contribution of a fact is so much from `at` on, by the basis it is asked in; `since` is
   * when the order was created or the activity done.
   */
  note(basis: Basis, key: string, amount: number, at: Instant, since: Instant = at): void {
    if (!this.#bases.includes(basis)) return;
    let track = this.#tracks.get(basis);
    if (!track) {
      track = new TierTrack(noLadder(basis), 'UTC', this.#joinedAt);
      this.#tracks.set(basis, track);
    }
    track.note(key, amount, at, since);
    this.#collect();
  }

  /**
   * Staff give a level or take one back; a level the ladder in force has none of waits for one that
   * has. Time has passed to the decision's instant before, as for all that follows here.
   */
  grant(decision: GrantDecision): void {
    const { id, at } = decision;
    this.#grants.take(decision);
    this.#grantedAt = at;
    this.#tellNow(at, `grant:${id}`);
  }

  /**
   * The customer joins, before anything else of that instant; only the first time matters, to a
   * window that begins there.
   */
  join(at: Instant): void {
    this.#joinedAt ??= at;
    for (const track of this.#tracks.values()) track.join(at);
    this.#collect();
  }

  /** The level now; null while no ladder is in force. */
  level(): TierLevel | null {
    return this.#level;
  }

  /** What counts at the instant up to which time was last passed. */
  progress(): number {
    return this.#active?.progress() ?? 0;
  }

  /** The version whose ladder is climbed now. */
  version(): ProgramVersion | null {
    return this.#active && this.#inForce;
  }

  /** When anything last changed that cannot be gone back behind; null: never. */
  lastChangeAt(): Instant | null {
    const climbed = later(this.#inForce?.effectiveAt ?? null, this.#grantedAt);
    return later(climbed, this.#active?.lastChangeAt() ?? null);
  }

  /** When time alone changes the tier next, or another ladder comes into force; null: never. */
  nextChangeAt(): Instant | null {
    return earliest(this.#nextLossAt(), this.#coming.at(-1)?.effectiveAt ?? null);
  }

  takeMoves(): readonly MemberTierMove[] {
    return this.#moves.length === 0 ? NO_MOVES : this.#moves.splice(0);
  }

  #look(versions: readonly ProgramVersion[]): void {
    this.#versions = versions;
    const known = this.#inForce?.effectiveAt ?? null;
    this.#coming = versions
      .filter(({ effectiveAt, version }) =>
        known === null ? true : effectiveAt > known || version > (this.#inForce?.version ?? 0),
      )
      .sort((a, b) => b.effectiveAt - a.effectiveAt || b.version - a.version)
      // Of several at one instant only the last one published is ever in force.
      .filter(({ effectiveAt }, place, all) => all[place - 1]?.effectiveAt !== effectiveAt);
  }

  /** Grants end one instant after the other, so that what is told of each is as it was then. */
  #passUnderOne(to: Instant): void {
    if (!this.#grants.isEmpty()) {
      for (let end = this.#grants.nextEndAt(); end <= to; end = this.#grants.nextEndAt()) {
        const at = instant(end);
        this.#active?.pass(at);
        this.#collect();
        this.#grants.end(at);
        this.#grantedAt = at;
        this.#tellNow(at, null);
      }
    }
    this.#active?.pass(to);
    this.#collect();
  }

  #climb(version: ProgramVersion): void {
    const { tiers, zone } = version.definition;
    const at = version.effectiveAt;
    this.#passUnderOne(at);
    this.#inForce = version;
    this.#levelSince = at;
    if (!tiers) {
      this.#active = this.#level = null;
      return;
    }
    const known = this.#tracks.get(tiers.basis);
    const ladder = climbedLadder(tiers);
    this.#active = known?.under(ladder, zone, at) ?? new TierTrack(ladder, zone, this.#joinedAt);
    this.#active.takeMoves();
    this.#tracks.set(tiers.basis, this.#active);
    this.#tellNow(at, null);
  }

  #collect(): void {
    for (const move of this.#active?.takeMoves() ?? []) {
      // What is lost at the instant at which a grant ends goes with it, as one move.
      if (move.key === null) this.#grants.end(move.at);
      this.#tell(move.to, move);
    }
  }

  #tellNow(at: Instant, key: string | null): void {
    if (this.#active) this.#tell(this.#active.current(), { at, key, progress: this.progress() });
  }

  /** Tells the tier where it is now another one; `climbed` is the level that was climbed to. */
  #tell(climbed: string, { at, key, progress }: Omit<TierMove, 'from' | 'to'>): void {
    const { version, definition } = this.#inForce ?? {};
    const levels = definition?.tiers?.levels ?? [];
    const level = levels.findLast(({ id }) => id === climbed || this.#grants.has(id));
    invariant(version !== undefined && level, 'A level is climbed on the ladder in force.');
    const from = this.#level?.id ?? null;
    this.#level = level;
    const to = level.id;
    if (to !== from) this.#levelSince = at;
    // The first level is where everybody begins: being there is no news.
    const isNoNews = from === null && to === levels.find(({ inviteOnly }) => !inviteOnly)?.id;
    if (to !== from && !isNoNews) this.#moves.push({ at, from, to, key, progress, version });
  }

  #nextLossAt(): Instant | null {
    if (!this.#active || !this.#level) return null;
    const { id } = this.#level;
    const lostAt = this.#active.current() === id ? (this.#active.nextChangeAt() ?? NEVER) : null;
    // Who both climbed to it and was given it has it for as long as either lasts.
    const next = Math.max(lostAt ?? -NEVER, this.#grants.endOf(id) ?? -NEVER);
    return next === NEVER ? null : instant(next);
  }
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || (b !== null && b > a) ? b : a;
}
