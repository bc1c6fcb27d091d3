/**
 * How much a gift card may be worth. Recorded of a shop in Canada: 3,000 issued, 14,000 bought
 * (`admin-node-customer-balance-node-read.json`, 2026-07). What it is in other currencies is not
 * recorded anywhere we know; the twin takes round figures of about the same worth.
 */
import { decimalsOf } from '../../../money/currency.ts';
import type { Shop } from '../../../model/shop.ts';

const RECORDED: Readonly<Record<string, { issue: number; purchase: number }>> = {
  CAD: { issue: 3000, purchase: 14_000 },
};
const USUAL = { issue: 2000, purchase: 10_000 };

/** In minor units of the shop's currency. */
export function limitsOf({ currency }: Pick<Shop, 'currency'>) {
  const { issue, purchase } = RECORDED[currency] ?? USUAL;
  const scale = 10 ** decimalsOf(currency);
  return { issueMinor: issue * scale, purchaseMinor: purchase * scale };
}
