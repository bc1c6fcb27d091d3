/**
 * Product discounts compete for lines: one wins each line, the one that takes most off it
 * (https://store-dojo.com/en-us/products/2023-07-29 after Shopify's table, 2026-11-23); on Plus
 * those whose tags match both ways share it. A grant that is given whole, such as buy X get Y,
 * wins or loses all its lines together, and keeps others off the lines it counts as bought.
 */
import { shareLine } from './combine.ts';
import type { Combinable } from './combine.ts';
import type { Draft } from './draft.ts';
import { takeFromLines } from './draft.ts';
import type { Base, Grant, Part } from './grant.ts';
import { amountsOf, total } from './grant.ts';

export type Rival = { readonly owner: Combinable; readonly grant: Grant };

/** Applies the winners in the order of `rivals`. Amounts are of what is left of the lines now. */
export function applyProductGrants(draft: Draft, rivals: readonly Rival[], plus: boolean): void {
  const bases = draft.lines.map(({ remainingMinor, line }) => ({
    amountMinor: remainingMinor,
    quantity: line.quantity,
  }));
  const offers = rivals.map((rival) => offerOf(rival, bases));
  const holders = new Map<number, Rival>();
  for (const offer of wholeOnesFirst(offers)) claim(offer, offers, holders);
  for (const offer of offers) {
    const won = offer.rival.grant.parts.filter((part) => {
      const holder = holders.get(part.line);
      if (holder !== undefined) return holder === offer.rival;
      return winnersOf(part.line, offers, plus).includes(offer);
    });
    applyParts(draft, offer.rival.grant, { parts: won, bases });
  }
}

type Offer = { readonly rival: Rival; readonly byLine: ReadonlyMap<number, number> };

function offerOf(rival: Rival, bases: readonly Base[]): Offer {
  const amounts = amountsOf(rival.grant, bases);
  const byLine = new Map<number, number>();
  rival.grant.parts.forEach((part, index) => {
    byLine.set(part.line, (byLine.get(part.line) ?? 0) + (amounts[index] ?? 0));
  });
  return { rival, byLine };
}

function wholeOnesFirst(offers: readonly Offer[]): Offer[] {
  const worth = (offer: Offer): number => total([...offer.byLine.values()]);
  const whole = offers.filter(({ rival }) => rival.grant.isWhole);
  return whole.sort((a, b) => worth(b) - worth(a));
}

/** Takes all lines of a whole grant when that is worth more than what others give on them. */
function claim(offer: Offer, offers: readonly Offer[], holders: Map<number, Rival>): void {
  const { grant } = offer.rival;
  const lines = new Set([...grant.parts.map((part) => part.line), ...grant.holds]);
  if ([...lines].some((line) => holders.has(line))) return;
  const elsewhere = [...lines].map((line) => {
    const others = offers.filter(({ rival }) => !rival.grant.isWhole);
    return Math.max(0, ...others.map((other) => other.byLine.get(line) ?? 0));
  });
  if (total([...offer.byLine.values()]) < total(elsewhere)) return;
  for (const line of lines) holders.set(line, offer.rival);
}

/** The offers that apply to a free line: the best one, or the best group that may share it. */
function winnersOf(line: number, offers: readonly Offer[], plus: boolean): Offer[] {
  const amount = (offer: Offer): number => offer.byLine.get(line) ?? 0;
  const here = offers.filter(({ rival, byLine }) => !rival.grant.isWhole && byLine.has(line));
  const byWorth = here.sort((a, b) => amount(b) - amount(a));
  if (!plus) return byWorth.slice(0, 1);
  const groups = byWorth.map((seed) =>
    byWorth.reduce<Offer[]>(
      (group, offer) => (offer !== seed && fits(offer, group) ? [...group, offer] : group),
      [seed],
    ),
  );
  const worths = groups.map((group) => total(group.map(amount)));
  return groups[worths.indexOf(Math.max(...worths))] ?? [];
}

function fits(offer: Offer, group: readonly Offer[]): boolean {
  return group.every(
    ({ rival }) =>
      rival.owner.discount.id !== offer.rival.owner.discount.id &&
      shareLine(rival.owner, offer.rival.owner),
  );
}

function applyParts(
  draft: Draft,
  grant: Grant,
  at: { readonly parts: readonly Part[]; readonly bases: readonly Base[] },
): void {
  const amounts = amountsOf(grant, at.bases, at.parts);
  const taken = at.parts.map(({ line }, index) => ({ line, amountMinor: amounts[index] ?? 0 }));
  takeFromLines(draft, grant.application, taken);
}
