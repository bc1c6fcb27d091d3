/** How the visitor's own shop is doing, and nobody else's: which one is no question of the page. */
import type { AdminStatusView, PoolEntry, WorkTrouble } from '../contracts/admin-status.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import { auditView } from './audit-view.ts';
import type { Audits } from './ports/audit.ts';
import type { ChoreKind, ReadChore } from './ports/chores.ts';
import type { DeadLetters } from './ports/mirror.ts';
import type { Pools, PoolView } from './ports/pools.ts';
import type { ShopRef } from './ports/shopify.ts';
import type { StatusStore } from './ports/status.ts';
import { shopChoices } from './reward-choices.ts';
import { rewardFingerprint } from './reward-terms.ts';

export type OwnStatusNeeds = {
  readonly store: Pick<StatusStore, 'shop' | 'books'>;
  readonly readPools: Pools['read'];
  readonly readChore: ReadChore;
  readonly laws: Audits['laws'];
  readonly readLetters: DeadLetters['read'];
};

const KINDS: readonly ChoreKind[] = [
  ...(['pool', 'renew', 'program-card', 'history', 'reconcile', 'budget', 'audit'] as const),
];

const LETTERS_SHOWN = 20;

export async function readOwnStatus(
  { store, readPools, readChore, laws, readLetters }: OwnStatusNeeds,
  shop: ShopRef,
  asOf: Instant,
): Promise<AdminStatusView> {
  const { programId, domain } = shop;
  const question = { shop: domain, customerId: null, before: null };
  const [reading, books, pools, deadLetters, chores] = await Promise.all([
    store.shop({ programId, domain }, question, asOf),
    store.books(programId),
    readPools(shop),
    readLetters(shop, LETTERS_SHOWN),
    Promise.all(KINDS.map(async (kind) => ({ kind, now: await readChore(shop, kind) }))),
  ]);
  return {
    page: { readAt: asOf, shops: [domain], shop: { ...reading, books } },
    pools: poolEntries(pools),
    deadLetters,
    audit: auditView(laws, chores.find(({ kind }) => kind === 'audit')?.now?.state),
    troubles: chores.flatMap(({ kind, now }): WorkTrouble[] => {
      if (!now || now.failures === 0) return [];
      return [{ kind, failures: now.failures, reason: now.reason, nextAt: now.dueAt }];
    }),
  };
}

/** Those that are still at Shopify or about to be, under the name their choice had last. */
function poolEntries({ discounts, versions }: PoolView): PoolEntry[] {
  const names = new Map(versions.flatMap(({ definition }) => namesOf(definition)));
  return discounts
    .filter(({ status }) => status !== 'gone')
    .map(({ discountKey, rewardId, fingerprint, status, ready, inUse, reason }) => ({
      ...{ discountKey, status, ready, inUse, reason },
      rewardName: names.get(`${rewardId} ${fingerprint}`) ?? rewardId,
    }));
}

function namesOf(definition: ProgramDefinition): [string, string][] {
  const { currency } = definition;
  return shopChoices(definition).map(({ name, reward, choice }) => {
    return [`${reward.id} ${rewardFingerprint({ reward, choice, currency })}`, name];
  });
}
