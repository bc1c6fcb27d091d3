/** What the twin's rooms share while they run: made once, handed to each origin. */
import { randomBytes } from 'node:crypto';
import { type AdminService, openAdminService } from './admin-api/http/admin-service.ts';
import { type FunctionShelf, openFunctionShelf } from './app-functions/function-shelf.ts';
import { handleAppTasks } from './apps/install-app.ts';
import { type ApiFaultSwitches, noApiFaults } from './control/api-faults.ts';
import { type Journal, openJournal } from './control/journal.ts';
import { type Mails, openMails } from './control/mails.ts';
import { allApproved, type ApprovalSwitches } from './control/shop-switches.ts';
import { sendOrderMails } from './control/order-mails.ts';
import { openDemoShop } from './history/open-demo-shop.ts';
import { loadHistory } from './history/load-history.ts';
import { shops } from './model/kinds.ts';
import type { Shop } from './model/shop.ts';
import { segmentMembersOf } from './segments/membership.ts';
import { openSegments } from './segments/open-segments.ts';
import type { PriceSources } from './trade/price-basket.ts';
import { handleTradeTasks } from './trade/tasks.ts';
import { matchReturns } from './trade-file/match-returns.ts';
import { readTrade } from './trade-file/read-trade.ts';
import { shiftByWeeks } from './trade-file/shift-by-weeks.ts';
import { openWebhooks, type Webhooks } from './webhooks/engine/webhooks.ts';
import { openWorld, type World } from './world/world.ts';

export type RoomsOptions = {
  /** Where the records are kept; null: in memory. */
  readonly folder: string | null;
  readonly seed: string;
  /** `demo-shop` → `demo-shop.myshopify.com` */
  readonly shopHandle: string;
  /** A trade file that becomes the shop's past; null: an empty shop. */
  readonly tradeFile: string | null;
  readonly adminOrigin: string;
  readonly complain: (words: string, error: unknown) => void;
};

export type Rooms = {
  readonly world: World;
  readonly shop: () => Shop;
  readonly service: AdminService;
  readonly webhooks: Webhooks;
  readonly functions: FunctionShelf;
  readonly journal: Journal;
  readonly mails: Mails;
  readonly apiFaults: ApiFaultSwitches;
  readonly approvals: ApprovalSwitches;
  readonly sources: PriceSources;
  /** Signs cookies, the same on every start. */
  readonly secret: string;
  /** The shop as it was at first, without apps. */
  readonly reset: () => Promise<void>;
};

/** Opens the world and what stands in it. Schemas must have been fetched. */
export async function openRooms(options: RoomsOptions): Promise<Rooms> {
  const { folder, seed, shopHandle, adminOrigin, complain } = options;
  const world = openWorld({ folder, seed, complain });
  handleTradeTasks(world);
  handleAppTasks(world);
  openSegments(world);
  const journal = openJournal();
  const approvals = allApproved();
  const webhooks = openWebhooks(world, { complain });
  const functions = await openFunctionShelf(world, journal.functionRun);
  const service = openAdminService({
    world,
    origin: adminOrigin,
    onNotImplemented: journal.notImplemented,
    approvalsOf: () => approvals,
  });
  const mails = openMails(world);
  sendOrderMails(world, mails);
  await fillShop(world, options);
  const secret = secretOf(world);
  return {
    world,
    shop: () => shopOf(world, shopHandle),
    service,
    webhooks,
    functions,
    journal,
    mails,
    apiFaults: noApiFaults(),
    approvals,
    sources: {
      functionsFor: functions.functionsFor,
      segmentMembers: segmentMembersOf(world),
    },
    secret,
    async reset() {
      world.store.clear();
      world.store.saveSetting(SECRET, secret);
      world.clock.reset();
      journal.clear();
      await fillShop(world, options);
    },
  };
}

function shopOf(world: World, handle: string): Shop {
  const shop = world.store.findOne(shops, 0, 'handle', handle);
  if (shop === null) throw new Error(`There is no shop ${handle}.`);
  return shop;
}

/** Opens the shop and gives it its past, unless it has them. */
async function fillShop(world: World, { shopHandle, tradeFile }: RoomsOptions): Promise<void> {
  if (world.store.findOne(shops, 0, 'handle', shopHandle) !== null) return;
  const trade = tradeFile === null ? null : matchReturns(await readTrade(tradeFile));
  const shiftMs = trade === null ? 0 : shiftByWeeks(trade.asOf, world.clock.now());
  world.transact(() => {
    const createdAt = (trade?.orders[0]?.at ?? world.clock.now()) + shiftMs;
    const shop = openDemoShop(world, { handle: shopHandle, createdAt });
    if (trade !== null) loadHistory(world, shop, trade, { shiftMs });
  });
}

const SECRET = 'cookie-secret';

function secretOf({ store }: World): string {
  const kept = store.setting(SECRET);
  if (kept !== null) return kept;
  const secret = randomBytes(32).toString('hex');
  store.saveSetting(SECRET, secret);
  return secret;
}
