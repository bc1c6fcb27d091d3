import type { Discount } from './discount.ts';

/** `status` in the Admin API's words at an instant, judged by the dates alone. */
export function discountStatus(
  { startsAt, endsAt, deactivatedAt }: Pick<Discount, 'startsAt' | 'endsAt' | 'deactivatedAt'>,
  at: number,
): 'ACTIVE' | 'EXPIRED' | 'SCHEDULED' {
  if (deactivatedAt !== null || (endsAt !== null && endsAt <= at)) return 'EXPIRED';
  return startsAt > at ? 'SCHEDULED' : 'ACTIVE';
}
