/**
 * A member's tiers reckoned by keeping nothing: at every instant the version in force is looked
 * for, what is climbed on its ladder, and the last grant of each of its levels.
 */
import type { GrantDecision } from '../../app/domain/facts/decision.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import type { MemberTierMove } from '../../app/domain/tiers/member-tiers.ts';
import { type Happening, type Moment, naive } from './naive-tiers.ts';

const DAY_MS = 86_400_000;

export type Told = Happening | GrantDecision;
type State = { readonly tier: string; readonly progress: number };
const NOTHING: State = { tier: '', progress: 0 };

/** Everything that was told by `now`, and nothing kept of it. */
export class NaiveMember {
  readonly #versions: readonly ProgramVersion[];
  readonly #told: readonly Told[];
  readonly #now: number;
  readonly #lives = new Map<ProgramVersion, (Moment & State)[]>();

  constructor(versions: readonly ProgramVersion[], told: readonly Told[], now: number) {
    this.#versions = versions;
    this.#told = told;
    this.#now = now;
    const facts = told.filter((one): one is Happening => !('kind' in one));
    for (const version of versions) {
      const { tiers, zone } = version.definition;
      if (!tiers) continue;
      const ladder = { ...tiers, levels: tiers.levels.filter(({ inviteOnly }) => !inviteOnly) };
      const { moments, states } = naive(ladder, zone, facts, now + 5_000 * DAY_MS);
      this.#lives.set(
        version,
        moments.map((moment, place) => ({ ...moment, ...(states[place] ?? NOTHING) })),
      );
    }
  }

  /** The tier at an instant, when so much had been told; `before` the version of that instant. */
  levelAt(at: number, known: number, before = false): string | null {
    const version = this.#versionAt(at, before);
    const levels = version?.definition.tiers?.levels;
    if (!version || !levels) return null;
    const told = this.#told.slice(0, known);
    const { tier } = this.#climbedAt(version, at, known);
    const place = levels.findLastIndex(({ id }) => {
      if (id === (tier || levels.find(({ inviteOnly }) => !inviteOnly)?.id)) return true;
      const grant = told.findLast((one) => 'levelId' in one && one.levelId === id);
      if (!grant || !('levelId' in grant)) return false;
      return grant.until === null || (grant.until > grant.at && grant.until > at);
    });
    return levels[place]?.id ?? null;
  }

  #climbedAt(version: ProgramVersion, at: number, known: number): State {
    const facts = this.#told.slice(0, known).filter((one) => !('kind' in one)).length;
    const life = this.#lives.get(version) ?? [];
    const isPast = (one: Moment) => one.at < at || (one.at === at && one.known <= facts);
    return life.findLast(isPast) ?? NOTHING;
  }

  /** When the tier is another one by time alone, or another version comes into force. */
  nextAfter(now: number): number | null {
    const here = this.levelAt(now, this.#told.length);
    const changes = this.#instants().filter((at) => {
      if (at <= now) return false;
      if (this.#versions.some(({ effectiveAt }) => effectiveAt === at)) return true;
      return this.levelAt(at, this.#told.length) !== here;
    });
    return changes[0] ?? null;
  }

  moves(): MemberTierMove[] {
    const moves: MemberTierMove[] = [];
    let from: string | null = null;
    for (const { at, known, key, before } of this.#moments()) {
      const version = this.#versionAt(at, before);
      const to = this.levelAt(at, known, before);
      const levels = version?.definition.tiers?.levels ?? [];
      const first = levels.find(({ inviteOnly }) => !inviteOnly)?.id;
      if (version && to !== null && to !== from && (from !== null || to !== first)) {
        const { progress } = this.#climbedAt(version, at, known);
        moves.push({ at: instant(at), from, to, key, progress, version: version.version });
      }
      from = to;
    }
    return moves;
  }

  #versionAt(at: number, before: boolean): ProgramVersion | undefined {
    return this.#versions
      .filter(({ effectiveAt }) => (before ? effectiveAt < at : effectiveAt <= at))
      .sort((a, b) => a.effectiveAt - b.effectiveAt || a.version - b.version)
      .at(-1);
  }

  #instants(): number[] {
    const all = [
      ...[...this.#lives.values()].flatMap((life) => life.map(({ at }) => at)),
      ...this.#told.flatMap((one) => ('until' in one ? [one.at, one.until ?? one.at] : one.at)),
      ...this.#versions.map(({ effectiveAt }) => effectiveAt),
    ];
    return [...new Set(all)].sort((a, b) => a - b);
  }

  /** Of every instant: time under the old version, the new version, then what is told of it. */
  #moments(): (Moment & { readonly before: boolean })[] {
    return this.#instants()
      .filter((at) => at <= this.#now)
      .flatMap((at) => {
        const known = this.#told.filter((one) => one.at < at).length;
        return [
          { at, known, key: null, before: true },
          { at, known, key: null, before: false },
          ...this.#told.flatMap((one, place) => {
            const key = 'key' in one ? one.key : 'levelId' in one ? `grant:${one.id}` : null;
            return one.at === at ? [{ at, known: place + 1, key, before: false }] : [];
          }),
        ];
      });
  }
}
