/**
 * Buy X get Y: which units are given, and which must be bought for them. A unit is never both
 * bought and given; the cheapest units are given and the rest counts as bought; without a limit
 * the discount repeats as often as the cart allows
 * (https://shopify.dev/changelog/the-pricerule-resource-now-supports-an-allocation-limit,
 * 2026-11-23: with a limit of two it "will only be applied to the cart twice").
 */
import type { Part } from './grant.ts';
import type { CartLineToPrice, CodeReason } from './types.ts';

export type Prerequisite =
  | { readonly type: 'quantity'; readonly quantity: number }
  | { readonly type: 'amount'; readonly amountMinor: number };

type Deal = {
  readonly lines: readonly CartLineToPrice[];
  /** Positions of lines that count as bought, and of lines that may be given. */
  readonly buys: readonly number[];
  readonly gets: readonly number[];
  readonly prerequisite: Prerequisite;
  /** Units given at each use. */
  readonly getQuantity: number;
  readonly usesMax: number | null;
};

export type Given =
  | { readonly ok: true; readonly parts: readonly Part[]; readonly holds: readonly number[] }
  | { readonly ok: false; readonly reason: CodeReason };

/** The units to discount at the most uses the cart allows. */
export function giveUnits(deal: Deal): Given {
  let best: readonly Part[] | null = null;
  const usesMax = Math.min(deal.usesMax ?? Infinity, usesByGets(deal));
  for (let uses = 1; uses <= usesMax; uses += 1) {
    const parts = partsAt(deal, uses);
    if (parts === null) break;
    best = parts;
  }
  if (best !== null) return { ok: true, parts: best, holds: deal.buys };
  return { ok: false, reason: refusalOf(deal) };
}

function usesByGets(deal: Deal): number {
  return Math.floor(unitsOf(deal, deal.gets) / Math.max(1, deal.getQuantity));
}

function unitsOf(deal: Deal, positions: readonly number[]): number {
  return positions.reduce((sum, index) => sum + (deal.lines[index]?.quantity ?? 0), 0);
}

/** The given units at so many uses, cheapest first, or null when too little is left to buy. */
function partsAt(deal: Deal, uses: number): readonly Part[] | null {
  let wanted = uses * deal.getQuantity;
  let spare = sparedUnits(deal, uses);
  const parts: Part[] = [];
  for (const line of cheapestFirst(deal)) {
    const quantity = deal.lines[line]?.quantity ?? 0;
    const isBought = deal.buys.includes(line);
    const units = Math.min(quantity, wanted, isBought ? spare : quantity);
    if (units > 0) parts.push({ line, units });
    wanted -= units;
    if (isBought) spare -= units;
  }
  return wanted === 0 && reachesPrerequisite(deal, parts, uses) ? parts : null;
}

/** How many units of lines that are also bought may be given away. */
function sparedUnits(deal: Deal, uses: number): number {
  if (deal.prerequisite.type === 'amount') return Infinity;
  return Math.max(0, unitsOf(deal, deal.buys) - uses * deal.prerequisite.quantity);
}

function cheapestFirst(deal: Deal): number[] {
  const price = (index: number): number => deal.lines[index]?.unitPriceMinor ?? 0;
  return [...deal.gets].sort((a, b) => price(a) - price(b) || a - b);
}

function reachesPrerequisite(deal: Deal, parts: readonly Part[], uses: number): boolean {
  const given = new Map(parts.map((part) => [part.line, part.units]));
  let units = 0;
  let amountMinor = 0;
  for (const index of deal.buys) {
    const line = deal.lines[index];
    if (line === undefined) continue;
    const kept = line.quantity - (given.get(index) ?? 0);
    units += kept;
    amountMinor += kept * line.unitPriceMinor;
  }
  const { prerequisite } = deal;
  return prerequisite.type === 'quantity'
    ? units >= uses * prerequisite.quantity
    : amountMinor >= uses * prerequisite.amountMinor;
}

function refusalOf(deal: Deal): CodeReason {
  if (deal.buys.length === 0 || deal.gets.length === 0) return 'DISCOUNT_NO_ENTITLED_LINE_ITEMS';
  const isByAmount = deal.prerequisite.type === 'amount';
  return isByAmount ? 'DISCOUNT_PURCHASE_NOT_IN_RANGE' : 'DISCOUNT_QUANTITY_NOT_IN_RANGE';
}
