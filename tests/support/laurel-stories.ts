/**
 * What owners, shoppers and time do in stories about Laurel on a whole twin, and what its books say
 * then. Money is in pence, instants are milliseconds by the twin's clock.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator } from 'playwright-core';
import { customers, products } from '../../twin/model/kinds.ts';
import type { Order } from '../../twin/model/order.ts';
import { ask, type LaurelShop } from './laurel-shop.ts';
import type { Person } from './twin-stories.ts';

export const DAY_MS = 86_400_000;

/** What stands on an empty shop's shelves: `sku` → price; the lamp alone is taxed. */
export const PRICES = { DESK: 60_000, CHAIR: 12_000, LAMP: 8_745, MUG: 2_500 } as const;
export type Sku = keyof typeof PRICES;

/** Puts products into an empty shop, so that there is something to buy. */
export function stockShelves({ twin }: LaurelShop): void {
  const { world, shop } = twin.rooms;
  const at = world.clock.now();
  const stamps = { createdAt: at, updatedAt: at };
  for (const [sku, priceMinor] of Object.entries(PRICES)) {
    const variant = {
      ...{ id: world.store.nextId(), title: 'Default Title', sku, barcode: null, priceMinor },
      ...{ compareAtMinor: null, options: ['Default Title'], taxable: sku === 'LAMP' },
      ...{ requiresShipping: true, grams: 100, inventoryItemId: world.store.nextId() },
      ...{ stock: null, sellsBeyondStock: false, pictureId: null, ...stamps },
    };
    const title = sku.charAt(0) + sku.slice(1).toLowerCase();
    world.store.put(products, shop().id, {
      ...{ id: world.store.nextId(), title, handle: sku.toLowerCase(), bodyHtml: '' },
      ...{ vendor: 'Alder', productType: 'Home', tags: [], status: 'ACTIVE', isGiftCard: false },
      ...{ options: [{ id: world.store.nextId(), name: 'Title' }], variants: [variant] },
      ...{ pictures: [], ...stamps, publishedAt: at },
    });
  }
}

export const adminPath = ({ adminOrigin }: LaurelShop, path: string): string =>
  `${adminOrigin}/store/demo-shop${path}`;

/** A page of Laurel's in the admin, once its heading is there. */
export async function openLaurel(
  { page }: Person,
  shop: LaurelShop,
  path: string,
  heading: string | RegExp,
): Promise<FrameLocator> {
  await page.goto(adminPath(shop, `/apps/laurel-loyalty/app${path}`));
  const laurel = page.frameLocator('iframe');
  await laurel.getByRole('heading', { name: heading }).first().waitFor();
  return laurel;
}

/** Installs Laurel from the admin's list of apps and waits for its first page. */
export async function ownerInstalls(owner: Person, shop: LaurelShop): Promise<FrameLocator> {
  const { page } = owner;
  await page.goto(adminPath(shop, '/settings/apps'));
  await page.getByRole('link', { name: 'Install' }).click();
  await page.getByRole('button', { name: 'Install' }).click();
  const laurel = page.frameLocator('iframe');
  await laurel
    .getByRole('heading', { name: /^(Set up your program|Home)$/ })
    .first()
    .waitFor();
  return laurel;
}

/** Whether past orders earn too, as far back as the owner is offered. */
type Since = { readonly pastToo?: boolean };

/** Publishes the Points preset as version 1 and waits until rewards can be redeemed. */
export async function ownerPublishes(
  owner: Person,
  shop: LaurelShop,
  { pastToo = false }: Since = {},
): Promise<void> {
  const laurel = await openLaurel(owner, shop, '/program', 'Program');
  await laurel.getByRole('button', { name: 'Use the Points preset' }).click();
  await laurel.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = laurel.getByRole('dialog');
  const since = dialog.getByLabel('Which orders earn points');
  const longest = (await since.locator('option').count()) - 1;
  await since.selectOption({ index: pastToo ? longest : 0 });
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await laurel.getByText('Version 1 in force').waitFor();
  await settle(shop);
}

/** Switches the panel on and places the product block, in the theme editor that Laurel links to. */
export async function ownerDressesTheme(owner: Person, shop: LaurelShop): Promise<void> {
  const { page } = owner;
  const laurel = await openLaurel(owner, shop, '', /Home|Set up your program/);
  await laurel.getByText('Open theme editor').click();
  const embed = page.locator('form', { hasText: 'Laurel rewards' });
  await embed.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
}

export type Purchase = {
  readonly email: string;
  /** What is bought, and how many of it. */
  readonly goods: Partial<Record<Sku, number>>;
  readonly codes?: readonly string[];
  readonly payment?: 'card' | 'bank_deposit';
  /** When it was placed; now, if nothing is said. */
  readonly at?: number;
};

/** Places an order without a browser; throws with the twin's words where it is refused. */
export async function shopperBuys(shop: LaurelShop, purchase: Purchase): Promise<Order> {
  const { goods, at, ...said } = purchase;
  const lines = Object.entries(goods).map(([sku, quantity]) => ({ sku, quantity }));
  const { order } = await command<{ order: Order }>(shop, 'POST', '/orders', {
    ...{ ...said, lines, shippingRateCode: 'standard', countryCode: 'GB' },
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
  });
  return order;
}

/** An order is paid, cancelled, refunded … as by a button of the admin. */
export function changeOrder(
  shop: LaurelShop,
  { id }: Pick<Order, 'id'>,
  change: 'pay' | 'fulfil' | 'cancel' | 'refund' | 'edit' | 'update',
  body: unknown = {},
): Promise<{ order: Order }> {
  return command(shop, 'POST', `/orders/${id}/${change}`, body);
}

/** One verb of the twin's control API; throws with its answer where that is no success. */
export async function command<Answer>(
  { adminOrigin }: LaurelShop,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${adminOrigin}/control${path}`, { method, ...sent });
  const said = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${said}`);
  return JSON.parse(said) as Answer;
}

/** The id of the customer with this address, in digits; throws where there is none. */
export function customerIdOf({ twin }: LaurelShop, email: string): string {
  const { world, shop } = twin.rooms;
  const found = world.store.findOne(customers, shop().id, 'email', email);
  if (found === null) throw new Error(`Nobody has the address ${email}.`);
  return String(found.id);
}

export type Balance = {
  readonly pending: number;
  readonly available: number;
  readonly held: number;
};

/** A member's balance in the books; nothing of everything for somebody who is no member. */
export async function pointsOf(shop: LaurelShop, email: string): Promise<Balance> {
  const [row] = await ask<Record<keyof Balance, string>>(
    shop,
    'SELECT pending, available, held FROM members WHERE customer_id = $1',
    [customerIdOf(shop, email)],
  );
  const { pending = 0, available = 0, held = 0 } = row ?? {};
  return { pending: Number(pending), available: Number(available), held: Number(held) };
}

export type LedgerLine = {
  readonly kind: string;
  readonly reversed: boolean;
  readonly points: number;
};

/** A member's movements, oldest first. */
export async function ledgerOf(shop: LaurelShop, email: string): Promise<LedgerLine[]> {
  return ask<LedgerLine>(
    shop,
    `SELECT v.kind, v.reversed, v.points::int AS points
     FROM movements v JOIN members m USING (program_id, member_id)
     WHERE m.customer_id = $1 ORDER BY v.seq`,
    [customerIdOf(shop, email)],
  );
}

export type Taken = {
  readonly code: string;
  readonly status: string;
  readonly charged: number;
  readonly codeStatus: string;
};

/** The rewards a member took, oldest first. */
export async function redemptionsOf(shop: LaurelShop, email: string): Promise<Taken[]> {
  return ask<Taken>(
    shop,
    `SELECT r.code, r.status, r.charged::int AS charged, c.status AS "codeStatus"
     FROM redemptions r JOIN members m USING (program_id, member_id)
     LEFT JOIN codes c ON c.program_id = r.program_id AND c.code = r.code
     WHERE m.customer_id = $1 ORDER BY r.redemption_id`,
    [customerIdOf(shop, email)],
  );
}

const POLL_MS = 150;
const PATIENCE_MS = 60_000;
/** What a poll is for the twin while only time is waited for. */
const HASTE_MS = 1_000;
/** A chore that runs is due again this much later, lest its runner dies. */
const LEASE_MS = 61_000;
/** Laurel's processes ask the twin for the time four times a second. */
const CLOCK_HEARD_MS = 600;

/** Moves the clock and waits until everybody has heard. */
export async function moveClock({ twin }: LaurelShop, ms: number): Promise<void> {
  twin.rooms.world.clock.moveBy(ms);
  await sleep(CLOCK_HEARD_MS);
}

/** Waits until what happened is known everywhere; throws with what is still under way. */
export async function settle(shop: LaurelShop): Promise<void> {
  const { twin } = shop;
  let waiting: { what: string; of: string }[] = [];
  let quiet = 0;
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    await twin.settle();
    const now = twin.rooms.world.clock.now();
    waiting = await ask(shop, UNDER_WAY, [new Date(now), new Date(now + LEASE_MS)]);
    quiet = waiting.length === 0 ? quiet + 1 : 0;
    if (quiet === 2) return;
    // A release waits for Shopify's jobs and search by the clock alone, which may be hurried.
    if (waiting.some(({ what }) => what === 'release')) twin.rooms.world.clock.moveBy(HASTE_MS);
    await sleep(POLL_MS);
  }
  throw new Error(`Still under way: ${JSON.stringify(waiting)}\n${shop.said()}`);
}

const UNDER_WAY = `
  SELECT 'inbox' AS what, topic AS of FROM inbox WHERE status = 'waiting'
  UNION ALL
  SELECT 'refold', coalesce(customer_id, '') FROM members WHERE refold
  UNION ALL
  SELECT 'due', coalesce(customer_id, '') FROM members WHERE least(next_due_at, next_fact_at) <= $1
  UNION ALL
  SELECT 'chore', c.kind || ' ' || coalesce(c.reason, '')
  FROM chores c JOIN shops s USING (program_id, shop_id)
  WHERE c.due_at <= $2 AND s.uninstalled_at IS NULL
  UNION ALL
  SELECT 'release', r.code || ' ' || coalesce(r.reason, '') FROM redemptions r
  WHERE r.status = 'open' AND coalesce(r.asked_at, r.lapses_at) <= $1
    AND coalesce(r.retry_at, $1) <= $2
  UNION ALL
  SELECT 'outbox', o.topic || ' ' || o.key FROM outbox o
  WHERE EXISTS (SELECT FROM shops s
                WHERE s.program_id = o.program_id AND s.uninstalled_at IS NULL)`;
