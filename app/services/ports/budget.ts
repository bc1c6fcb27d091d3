import type { Instant } from '../../domain/kernel/instant.ts';

/** From its first instant on and before the first of the next. */
export type Month = { readonly from: Instant; readonly to: Instant };

/**
 * What all members of a program earned by what was posted in that month, less what was taken back;
 * points of the time before its first version was published are not among it.
 */
export type SumEarned = (programId: number, month: Month) => Promise<number>;
