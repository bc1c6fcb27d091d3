/**
 * Notices before orders: what Shopify says of the shop or of a person's rights is applied first,
 * the oldest first, each exactly once in a transaction of its own. One that only the moment is in
 * the way of waits for the next drain, and no order waits for it: a tombstone set later removes
 * what was learnt meanwhile. One that uncovers a bug is parked with its reason.
 */
import type { Notice } from '../contracts/observation.ts';
import { keepDataRequest, noteLeaving, noteScopes, noteShop } from './apply-lifecycle.ts';
import { claimEmail } from './claim-email.ts';
import { mergeCustomers } from './merge-customers.ts';
import type { DrainNeeds } from './ports/drain.ts';
import type { KeyHash, Notices, WaitingNotice } from './ports/intake.ts';
import type { Vault } from './ports/ingest.ts';
import { redactCustomer } from './redact-customer.ts';
import { redactShop } from './redact-shop.ts';
import { sayBug } from './say-bug.ts';

export type NoticeNeeds = Pick<DrainNeeds, 'books' | 'crypto' | 'log' | 'clock'> & {
  readonly notices: Notices;
  readonly vault: Pick<Vault, 'emailHash' | 'unseal'> & { readonly keyHash: KeyHash };
};

type Apply<T> = (
  needs: NoticeNeeds,
  programId: number,
  waiting: WaitingNotice & { readonly notice: T },
) => Promise<void>;

type Appliers = { [T in Notice['type']]: Apply<Extract<Notice, { type: T }>> };

const APPLIERS: Appliers = {
  uninstalled: noteLeaving,
  scopes: noteScopes,
  shop: noteShop,
  bulk: async ({ notices, clock }, programId, { inboxId, shopId, notice }) => {
    await notices.inProgram(programId, async (open) => {
      if (!(await open.claim(inboxId))) return;
      await open.hurryHistory(shopId, { bulkId: notice.bulkId, asOf: clock() });
      await open.finish(inboxId, null);
    });
  },
  'data-request': keepDataRequest,
  'customer-redact': redactCustomer,
  'customer-merge': mergeCustomers,
  'customer-email': claimEmail,
  'shop-redact': redactShop,
};

/** Applies what waits and answers how many notices that were. Never throws for a notice. */
export async function applyNotices(needs: NoticeNeeds, programId: number): Promise<number> {
  const waiting = await needs.notices.waiting(programId);
  for (const notice of waiting) await applyOrPark(needs, programId, notice);
  return waiting.length;
}

async function applyOrPark(
  needs: NoticeNeeds,
  programId: number,
  waiting: WaitingNotice,
): Promise<void> {
  const { inboxId, topic } = waiting;
  // The type of the notice picks its applier; TypeScript cannot follow the two together.
  const apply = APPLIERS[waiting.notice.type] as Apply<Notice>;
  try {
    await apply(needs, programId, waiting);
    needs.log.info({ programId, inboxId, topic }, 'A notice was applied.');
  } catch (error) {
    const reason = sayBug(error);
    const fields = { programId, inboxId, topic, reason, err: error };
    if (needs.books.isTransient(error)) {
      needs.log.warn(fields, 'A notice waits for the next drain.');
      return;
    }
    await needs.books.parkRow(programId, { inboxId, reason });
    needs.log.error(fields, 'A notice is parked.');
  }
}
