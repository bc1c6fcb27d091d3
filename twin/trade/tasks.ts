/** What trade does later, by the clock of the world: called once by whoever opens a world. */
import type { World } from '../world/world.ts';
import { CANCEL_ORDER, type Cancellation, finishCancelling } from './cancel-order.ts';
import { type BulkChange, CHANGE_DISCOUNTS, finishChangingDiscounts } from './discounts-in-bulk.ts';
import { ERASE_CUSTOMER, finishErasure } from './customer-privacy.ts';
import { type FinishedMerge, MERGE_CUSTOMERS, finishMerge } from './merge-customers.ts';
import {
  ADD_CODES,
  DELETE_CODES,
  type CodeChoice,
  finishAddingCodes,
  finishDeletingCodes,
} from './redeem-codes.ts';
import { EXPIRE_CREDIT, expireCredit } from './store-credit.ts';

/** The payloads are what this room planned itself. */
export function handleTradeTasks(world: World): void {
  const handle = <P>(name: string, work: (world: World, shopId: number, payload: P) => void) =>
    world.tasks.handle(name, ({ shopId, payload }) => work(world, shopId, payload as P));
  handle<{ accountId: number; transactionId: number }>(EXPIRE_CREDIT, expireCredit);
  handle<{ jobId: number; cancellation: Cancellation }>(CANCEL_ORDER, finishCancelling);
  handle<{ jobId: number; change: BulkChange }>(CHANGE_DISCOUNTS, finishChangingDiscounts);
  handle<{ id: number }>(ERASE_CUSTOMER, finishErasure);
  handle<FinishedMerge>(MERGE_CUSTOMERS, finishMerge);
  handle<{ bulkId: number; appId: number | null }>(ADD_CODES, finishAddingCodes);
  handle<{ jobId: number } & CodeChoice>(DELETE_CODES, finishDeletingCodes);
}
