/**
 * What comes in besides orders' webhooks: the history, the comparison with Shopify, the shop's own
 * notices, and people's rights.
 */
import type pg from 'pg';
import { chainCrypto } from '../adapters/crypto/chain-crypto.server.ts';
import { askChore } from '../adapters/postgres/ask-chore.server.ts';
import { openBooks } from '../adapters/postgres/books.server.ts';
import { memberReader } from '../adapters/postgres/export-member.server.ts';
import { inboxInsert } from '../adapters/postgres/ingest-deliveries.server.ts';
import { intakeStore } from '../adapters/postgres/intake-store.server.ts';
import { openNotices } from '../adapters/postgres/notices.server.ts';
import { readChore } from '../adapters/postgres/read-chore.server.ts';
import { requestStore } from '../adapters/postgres/request-store.server.ts';
import type { IntakeContext } from '../contracts/intake-context.ts';
import type { PrivacyContext } from '../contracts/privacy-context.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { answerDataRequests } from '../services/answer-data-request.ts';
import type { NoticeNeeds } from '../services/apply-notices.ts';
import { importHistory } from '../services/import-history.ts';
import type { ChoreHandler } from '../services/ports/chores.ts';
import type { Log } from '../services/ports/log.ts';
import type { Shopify } from '../services/ports/shopify.ts';
import type { Wake } from '../services/ports/wake.ts';
import { askHistory, readImport } from '../services/read-import.ts';
import { readReconciliation } from '../services/read-reconciliation.ts';
import { reconcileOrders } from '../services/reconcile-orders.ts';
import { wakeOrLog } from '../services/wake-or-log.ts';

type PageNeeds = { readonly pool: pg.Pool; readonly clock: () => Instant };

/** For the web process: what pages read and ask for. */
export function composeIntakePages({ pool, clock }: PageNeeds): {
  readonly intake: IntakeContext;
  readonly privacy: PrivacyContext;
} {
  const [store, read, ask] = [intakeStore(pool), readChore(pool), askChore(pool)];
  return {
    intake: {
      readImport: (shop) => readImport({ readChore: read, store }, shop),
      askHistory: (shop) => askHistory({ readChore: read, askChore: ask }, shop, clock()),
      readReconciliation: (shop) => readReconciliation(read, shop, clock()),
      askReconcile: (shop) => ask(shop, 'reconcile', clock()),
    },
    privacy: answerDataRequests({
      requests: requestStore(pool),
      readMember: memberReader(pool),
      clock,
    }),
  };
}

type IntakeNeeds = PageNeeds & {
  readonly shopify: Shopify;
  readonly vault: NoticeNeeds['vault'];
  readonly wake: Wake;
  readonly log: Log;
};

/** For the worker: the chores it does, and what `drainProgram` applies notices with. */
export function composeIntake({ pool, clock, shopify, vault, wake, log }: IntakeNeeds): {
  readonly handlers: Readonly<Record<'history' | 'reconcile', ChoreHandler>>;
  readonly notices: NoticeNeeds;
} {
  const { keyHash } = vault;
  const [store, notices, insert] = [intakeStore(pool), openNotices(pool), inboxInsert(pool)];
  const needs = { shopify, store, insert, keyHash, wake: wakeOrLog(wake, log), log, clock };
  const books = openBooks(pool, keyHash);
  return {
    handlers: {
      history: importHistory(needs),
      reconcile: reconcileOrders({ ...needs, notices }),
    },
    notices: { notices, books, crypto: chainCrypto, vault, log, clock },
  };
}
