/**
 * What a gift card or store credit paid of an order. It earned its points, or cost them, when it
 * was bought or given: what it pays for earns nothing.
 *
 * Law: uniting is commutative, associative and idempotent. A payment is told once it succeeded, and
 * does not change from then on; of contradicting amounts the greater counts.
 */
import { minor, type MoneyMinor } from '../kernel/money.ts';

export type ObservedCredit = {
  /** Of the payment. */
  readonly id: string;
  /** ISO 4217; a payment may be known in the buyer's currency, in the shop's, or in both. */
  readonly currency: string;
  readonly amountMinor: MoneyMinor;
};

type Credits = Readonly<Record<string, ObservedCredit>>;

/** The payments added; the very object of `known` where they say nothing new. */
export function uniteCredits(known: Credits, seen: readonly ObservedCredit[]): Credits {
  let united = known;
  for (const credit of seen) {
    const key = `${credit.id} ${credit.currency}`;
    const before = united[key];
    if (before && before.amountMinor >= credit.amountMinor) continue;
    united = { ...united, [key]: credit };
  }
  return united;
}

/** What of an order in that currency was paid so; what is only known in another is not guessed. */
export function sumOfCredits(credits: Credits, currency: string): MoneyMinor {
  let sum = 0;
  for (const key in credits) {
    const credit = credits[key];
    if (credit?.currency === currency) sum += credit.amountMinor;
  }
  return minor(sum);
}
