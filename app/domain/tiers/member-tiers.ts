/**
 * A member's tier through every version's ladder: what counts is noted for each basis any version
 * asks for, and the ladder in force at an instant is the one that is climbed then. When another
 * comes into force the tier is what it would be had that one always been.
 */
import type { Instant } from '../kernel/instant.ts';
import { earliest } from '../kernel/instant.ts';
import type { ProgramVersion, TierLadder, TierLevel } from '../program/program.ts';
import { type TierMove, TierTrack } from './tier-track.ts';

type Basis = TierLadder['basis'];

/** What is noted until a ladder is in force: everything, for ever, without a level to reach. */
function noLadder(basis: Basis): TierLadder {
  const level = { id: '', name: '', threshold: 0, multiplierPercent: 100, entryPoints: 0 };
  return {
    basis,
    window: { kind: 'lifetime' },
    keeping: { kind: 'never-drop' },
    levels: [level as TierLevel],
  };
}

/** A tier reached, kept or lost; `version` is the one whose ladder it is. */
export type MemberTierMove = Omit<TierMove, 'from'> & {
  /** Null for the first tier of a ladder that comes into force. */
  readonly from: string | null;
  readonly version: number;
};

// Nearly always: most facts move no tier.
const NO_MOVES: readonly MemberTierMove[] = [];

export class MemberTiers {
  /** The sums any version asks for, and those of them of which anything is known. */
  readonly #bases: readonly Basis[];
  readonly #tracks = new Map<Basis, TierTrack>();
  readonly #moves: MemberTierMove[] = [];
  #inForce: ProgramVersion | null = null;
  #active: TierTrack | null = null;
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
    copy.#inForce = this.#inForce;
    copy.#versions = this.#versions;
    copy.#coming = [...this.#coming];
    return copy;
  }

  /** Time passes to `to`, under every version that comes into force by then. */
  pass(to: Instant, versions: readonly ProgramVersion[]): void {
    if (versions !== this.#versions) this.#look(versions);
    for (let next = this.#coming.at(-1); next && next.effectiveAt <= to;) {
      this.#coming.pop();
      this.#climb(next);
      next = this.#coming.at(-1);
    }
    this.#active?.pass(to);
    this.#collect();
  }

  /** The contribution of a fact is so much from `at` on, by the basis it is asked in. */
  note(basis: Basis, key: string, amount: number, at: Instant): void {
    if (!this.#bases.includes(basis)) return;
    let track = this.#tracks.get(basis);
    if (!track) this.#tracks.set(basis, (track = new TierTrack(noLadder(basis), 'UTC')));
    track.note(key, amount, at);
    this.#collect();
  }

  /** The level now; null while no ladder is in force. */
  level(): TierLevel | null {
    return this.#active?.level() ?? null;
  }

  progress(): number {
    return this.#active?.progress() ?? 0;
  }

  /** The version whose ladder is climbed now. */
  version(): ProgramVersion | null {
    return this.#active && this.#inForce;
  }

  /** When the tier or the progress last changed, also by another ladder; null: never. */
  lastChangeAt(): Instant | null {
    const climbed = this.#inForce?.effectiveAt ?? null;
    const changed = this.#active?.lastChangeAt() ?? null;
    return changed !== null && (climbed === null || changed > climbed) ? changed : climbed;
  }

  nextChangeAt(): Instant | null {
    const next = this.#coming.at(-1)?.effectiveAt ?? null;
    return earliest(this.#active?.nextChangeAt() ?? null, next);
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

  #climb(version: ProgramVersion): void {
    const { tiers, zone } = version.definition;
    const at = version.effectiveAt;
    this.#active?.pass(at);
    this.#collect();
    const before = this.#active?.level().id ?? null;
    this.#inForce = version;
    if (!tiers) {
      this.#active = null;
      return;
    }
    const known = this.#tracks.get(tiers.basis);
    this.#active = known ? known.under(tiers, zone, at) : new TierTrack(tiers, zone);
    this.#active.takeMoves();
    this.#tracks.set(tiers.basis, this.#active);
    const to = this.#active.level().id;
    // The first level is where everybody begins: being there is no news.
    if (to === before || (before === null && to === tiers.levels[0]?.id)) return;
    const { version: number } = version;
    this.#moves.push({
      at,
      from: before,
      to,
      key: null,
      progress: this.progress(),
      version: number,
    });
  }

  #collect(): void {
    if (!this.#active || !this.#inForce) return;
    for (const move of this.#active.takeMoves()) {
      this.#moves.push({ ...move, version: this.#inForce.version });
    }
  }
}
