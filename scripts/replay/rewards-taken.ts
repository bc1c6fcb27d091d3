/** The rewards a program hands out by itself over the trade: how many, and their worth in money. */
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { choicesOf } from '../../app/domain/rewards/choices-of.ts';
import { rewardKindOf } from '../../app/domain/rewards/kinds/registry.ts';

export class RewardsTaken {
  /** The worth of each reward taken by itself, in minor units, by id; 0 where none is known. */
  readonly #worthMinor: ReadonlyMap<string, number>;
  #times = 0;
  #sumMinor = 0;

  constructor({ rewards }: Pick<ProgramDefinition, 'rewards'>) {
    this.#worthMinor = new Map(
      rewards
        .filter(({ auto }) => auto)
        .map((reward) => {
          const [only] = choicesOf(reward);
          const worth = only && rewardKindOf(only.gives).worthMinor(only.gives);
          return [reward.id, worth ?? 0];
        }),
    );
  }

  /** The rewards a member took, by id, one for each time. */
  note(rewardIds: readonly string[]): void {
    this.#times += rewardIds.length;
    for (const id of rewardIds) this.#sumMinor += this.#worthMinor.get(id) ?? 0;
  }

  /** Nothing where the program hands out nothing by itself. */
  figures(): { readonly rewardsTaken?: number; readonly rewardsMinor?: number } {
    if (this.#worthMinor.size === 0) return {};
    return { rewardsTaken: this.#times, rewardsMinor: this.#sumMinor };
  }
}
