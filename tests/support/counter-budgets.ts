/**
 * What each kind of work may cost: the committed figures that counter-budgets.test.ts holds it
 * against. Lower one when the work became cheaper; raise one only with a reason in the commit.
 */

/** Of one order, refund or redemption. */
export type Cost = {
  /** SQL statements, those that begin and end a transaction included. */
  readonly statements: number;
  /** Bytes of write-ahead log, without images of whole pages. */
  readonly walBytes: number;
  /** Pages of tables and indexes looked at. */
  readonly buffers: number;
};

export const BUDGETS = {
  'a delivery, five in a statement': { statements: 0.2, walBytes: 2_000, buffers: 15.9 },
  'a new order, in batches of 200': { statements: 0.083, walBytes: 2_850, buffers: 63 },
  'a refund, in batches of 200': { statements: 0.1125, walBytes: 2_890, buffers: 84 },
  'a new order under tiers, in batches of 200': {
    statements: 0.11,
    walBytes: 3_570,
    buffers: 70,
  },
  'a redemption': { statements: 10, walBytes: 3_540, buffers: 145 },
} as const satisfies Readonly<Record<string, Cost>>;

/** By how much a figure may differ from one machine, or server version, to the next. */
export const NOISE: Cost = { statements: 0.02, walBytes: 0.06, buffers: 0.1 };
