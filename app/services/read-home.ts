/** The owner's first page: how set-up stands, what points there are, and what they may cost. */
import type { HomeView } from '../contracts/admin-home.ts';
import type { ImportView } from '../contracts/intake-context.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { placeOf } from './basis-of-draft.ts';
import type { NameCustomers } from './name-customers.ts';
import type { AdminStore, DraftStore } from './ports/admin.ts';
import type { ReadChore } from './ports/chores.ts';
import type { VersionStore } from './ports/publish.ts';
import type { ShopRef } from './ports/shopify.ts';
import { readBudget } from './read-budget.ts';
import { worthOfPoints } from './worth-of-points.ts';

export type HomeNeeds = {
  readonly store: Pick<AdminStore, 'readShop' | 'readHome'>;
  readonly drafts: Pick<DraftStore, 'read'>;
  readonly versions: Pick<VersionStore, 'list'>;
  readonly readImport: (shop: ShopRef) => Promise<ImportView>;
  readonly nameCustomers: NameCustomers;
  readonly readChore: ReadChore;
  readonly countDataRequests: (shop: ShopRef) => Promise<number>;
};

/** The page as of `asOf`; amounts are in the program's currency, the shop's before there is one. */
export async function readHome(needs: HomeNeeds, shop: ShopRef, asOf: Instant): Promise<HomeView> {
  const [row, draft, versions, history, dataRequests] = await Promise.all([
    needs.store.readShop(shop),
    needs.drafts.read(shop.programId),
    needs.versions.list(shop.programId),
    needs.readImport(shop),
    needs.countDataRequests(shop),
  ]);
  const newestVersion = versions.at(-1) ?? null;
  const { currency, zone } = newestVersion?.definition ?? placeOf(row);
  const { numbers, newest } = await needs.store.readHome(shop, zone, asOf);
  const names = await needs.nameCustomers(
    shop,
    newest.map(({ customerId }) => customerId),
    asOf,
  );
  const outstanding = numbers.pending + numbers.available + numbers.held;
  return {
    readAt: asOf,
    shopName: row.name ?? shop.domain,
    domain: shop.domain,
    zone,
    currency,
    guide: {
      history,
      version: newestVersion?.version ?? null,
      hasDraft: draft !== null,
      isPutAway: row.isGuideAway,
    },
    numbers,
    budget: await readBudget(needs.readChore, shop, versions, asOf),
    worth: newestVersion ? worthOfPoints(newestVersion.definition, outstanding) : null,
    newest: newest.map((line) => ({
      ...line,
      name: names.byId.get(line.customerId ?? '')?.name.trim() || null,
    })),
    dataRequests,
  };
}
