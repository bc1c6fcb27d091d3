/**
 * The levels staff gave a member. Law: of several grants of one level the last one holds, from its
 * instant on and before its end; one that ends no later than it begins takes the level back.
 */
import type { GrantDecision } from '../facts/decision.ts';
import { NEVER } from './contributions.ts';

export class LevelGrants {
  /** Until when each is given, by the level's id. */
  readonly #until = new Map<string, number>();

  copy(): LevelGrants {
    const copy = new LevelGrants();
    for (const [levelId, until] of this.#until) copy.#until.set(levelId, until);
    return copy;
  }

  take({ levelId, at, until }: GrantDecision): void {
    if (until !== null && until <= at) this.#until.delete(levelId);
    else this.#until.set(levelId, until ?? NEVER);
  }

  /** Most members were never given any. */
  isEmpty(): boolean {
    return this.#until.size === 0;
  }

  has(levelId: string): boolean {
    return this.#until.has(levelId);
  }

  /** {@link NEVER} where it is given for good; null where it is not given. */
  endOf(levelId: string): number | null {
    return this.#until.get(levelId) ?? null;
  }

  /** When one of them ends next; {@link NEVER} where none will. */
  nextEndAt(): number {
    let next = NEVER;
    for (const until of this.#until.values()) if (until < next) next = until;
    return next;
  }

  /** Those that end by then are over. */
  end(by: number): void {
    for (const [levelId, until] of this.#until) if (until <= by) this.#until.delete(levelId);
  }
}
