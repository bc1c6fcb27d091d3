/** What the shop's `program` metafield says of the version in force. */
import type { CardReward, ProgramCard } from '../contracts/card.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { currencyExponent } from '../domain/kernel/money.ts';
import { plainRules } from '../domain/program/plain-rules.ts';
import type { ProgramVersion } from '../domain/program/program.ts';

/**
 * The card of a version. It is `live` from the instant the version is in force; until then blocks
 * show nothing. Example: 1 point per 100 pence → `earning: { points: 1, perMinor: 100 }`.
 */
export function buildProgramCard(
  { version, effectiveAt, definition }: ProgramVersion,
  { asOf, apiOrigin }: { readonly asOf: Instant; readonly apiOrigin: string },
): ProgramCard {
  const { currency, earning, pendingDays, rewards } = definition;
  return {
    v: 1,
    live: effectiveAt <= asOf,
    version,
    currency,
    decimals: currencyExponent(currency),
    earning: { points: earning.points, perMinor: earning.perMinor },
    pendingDays,
    rewards: rewards.map(toCardReward),
    rules: plainRules(definition),
    apiOrigin,
  };
}

function toCardReward({
  id,
  name,
  cost,
  gives,
}: ProgramVersion['definition']['rewards'][number]): CardReward {
  const amountMinor = gives.kind === 'amount-off' ? gives.amountMinor : null;
  return { id, name, cost, kind: gives.kind, amountMinor };
}
