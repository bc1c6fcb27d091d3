/** What the shop's `program` metafield says of the version in force. */
import type { CardReward, ProgramCard } from '../contracts/card.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { placeInWindow } from '../domain/kernel/local-window.ts';
import { currencyExponent } from '../domain/kernel/money.ts';
import { plainRules } from '../domain/program/plain-rules.ts';
import type { ProgramDefinition, ProgramVersion } from '../domain/program/program.ts';
import { sayMoney } from '../domain/program/say-money.ts';
import { type ShopChoice, shopChoices } from './reward-choices.ts';

/**
 * The card of a version. It is `live` from the instant the version is in force; until then blocks
 * show nothing. Example: 1 point per 100 pence → `earning: { points: 1, perMinor: 100 }`,
 * and as little as that under tiers, which make more of it. Rewards are those whose time it is.
 */
export function buildProgramCard(
  { version, effectiveAt, definition }: ProgramVersion,
  { asOf, apiOrigin }: { readonly asOf: Instant; readonly apiOrigin: string },
): ProgramCard {
  const { currency, zone, pendingFrom, pendingDays } = definition;
  const isOn = ({ reward }: ShopChoice) => placeInWindow(asOf, reward.limits, zone) === 'inside';
  return {
    v: 1,
    live: effectiveAt <= asOf,
    version,
    currency,
    decimals: currencyExponent(currency),
    earning: leastRate(definition),
    pendingDays: pendingFrom === 'paid' ? pendingDays : null,
    rewards: shopChoices(definition)
      .filter(isOn)
      .flatMap((each) => toCardReward(each, definition)),
    rules: plainRules(definition),
    apiOrigin,
  };
}

/**
 * The base rate where no order can earn less than by it, rounded down: what multiplies or comes on
 * top is left out, so a block may say too little and never too much. Null where something may earn
 * less: goods that do not count or have a rate of their own (which is also rounded by itself), a
 * cap, a multiplier below one, or a program that is paused or goes by bonuses alone.
 */
function leastRate(definition: ProgramDefinition): ProgramCard['earning'] {
  const { counts, earning, eligible, rates, caps, campaigns, tiers, paused } = definition;
  const percents = [
    ...campaigns.flatMap(({ gives }) => (gives.kind === 'multiplier' ? gives.percent : [])),
    ...(tiers?.levels ?? []).map(({ multiplierPercent }) => multiplierPercent),
  ];
  const mayEarnLess =
    paused ||
    earning.points === 0 ||
    eligible.length + rates.length > 0 ||
    Object.values(caps).some((cap) => cap !== null) ||
    percents.some((percent) => percent < 100);
  if (mayEarnLess) return null;
  const orMore =
    campaigns.length > 0 ||
    percents.some((percent) => percent > 100) ||
    Object.values(counts).some(Boolean) ||
    earning.rounding !== 'floor';
  return { points: earning.points, perMinor: earning.perMinor, orMore };
}

/** A choice by itself, as blocks and the checkout draw what can be redeemed. */
function toCardReward(offered: ShopChoice, definition: ProgramDefinition): readonly CardReward[] {
  const { id, choice } = offered;
  const { cost, gives } = choice;
  const name = nameWithLimits(offered, definition);
  switch (gives.kind) {
    case 'amount-off':
      return [{ id, name, cost, kind: gives.kind, amountMinor: gives.amountMinor }];
    case 'percent-off':
    case 'free-shipping':
      return [{ id, name, cost, kind: gives.kind, amountMinor: null }];
    default:
      return [];
  }
}

/**
 * What it is called, and what somebody has to know before they spend points on it:
 * `10 % off (orders of £30 or more, for Gold)`.
 */
function nameWithLimits(
  { name, reward, choice }: ShopChoice,
  { currency, tiers }: ProgramDefinition,
): string {
  const { minimumMinor, goods, tiers: tierIds } = reward.limits;
  const { gives } = choice;
  const most = gives.kind === 'free-shipping' ? gives.mostMinor : null;
  const named = (tiers?.levels ?? []).flatMap((level) =>
    tierIds.includes(level.id) ? level.name : [],
  );
  const limits = [
    ...(most === null ? [] : [`up to ${sayMoney(most, currency)}`]),
    ...(minimumMinor === null ? [] : [`orders of ${sayMoney(minimumMinor, currency)} or more`]),
    ...(goods.length === 0 ? [] : ['on some goods']),
    ...(named.length === 0 ? [] : [`for ${named.join(' or ')}`]),
  ];
  return limits.length === 0 ? name : `${name} (${limits.join(', ')})`;
}
