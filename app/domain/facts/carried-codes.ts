import type { ObservedOrder } from './observed-order.ts';

/**
 * Our codes that an order was ever seen to carry, as far as it is still known: those of its newest
 * state and of the state that was paid. Each once.
 */
export function carriedCodes({ latest, covered }: ObservedOrder): string[] {
  const codes = new Set<string>();
  for (const seen of [latest, covered]) for (const { code } of seen?.codes ?? []) codes.add(code);
  return [...codes];
}
