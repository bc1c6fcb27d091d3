/** What the tiers' own discounts would have taken off the trade, by the tier of each order. */
import type { FoldOutcome } from '../../app/domain/fold.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';

export class PerksGiven {
  /** Per cent off by tier; empty where no tier gives any. */
  readonly #percents: ReadonlyMap<string, number>;
  #sumMinor = 0;

  constructor({ tiers }: Pick<ProgramDefinition, 'tiers'>) {
    const percents = (tiers?.levels ?? []).flatMap(({ id, perks }) =>
      perks.flatMap((perk) => (perk.kind === 'percent-off' ? [[id, perk.percent] as const] : [])),
    );
    this.#percents = new Map(percents);
  }

  /** A member after their fold: a part of what counts of each order, rounded for each. */
  note({ state }: Pick<FoldOutcome, 'state'>): void {
    if (this.#percents.size === 0) return;
    for (const { placement, countedMinor } of state.progress.placed.values()) {
      const percent = this.#percents.get(placement?.tierId ?? '') ?? 0;
      this.#sumMinor += Math.round((countedMinor * percent) / 100);
    }
  }

  /** Nothing where no tier gives a discount. */
  figures(): { readonly perksMinor?: number } {
    return this.#percents.size === 0 ? {} : { perksMinor: this.#sumMinor };
  }
}
