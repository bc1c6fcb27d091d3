/**
 * What is frozen for ever when an order is created, so that a refund next year is judged as the
 * order was: the version, the member's tier and which of their orders it is.
 */
export type Placement = {
  readonly version: number;
  /** The member's tier then; null without tiers. */
  readonly tierId: string | null;
  /** What the tier makes of points, in per cent; 100 without one. */
  readonly tierPercent: number;
  /** 1 for the member's first order of which anything counted. */
  readonly nth: number;
};
