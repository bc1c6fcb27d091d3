/** The shops in which processes are killed, and what can be done in them in peace. */
import { instant, type Instant } from '../../app/domain/kernel/instant.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { offGift } from '../support/discount-gifts.ts';
import { seenOrder, seenRefund } from '../support/drain-shop.ts';
import { admitted, type RedeemShop } from '../support/redeem-shop.ts';
import type { ShopifyStandIn } from '../support/shopify-stand-in.ts';
import { wakeFor } from './crash-processes.ts';

/** A shop of its own for each death. */
export type Scene = {
  readonly shop: RedeemShop;
  readonly shopify: ShopifyStandIn;
  readonly queueUrl: string;
  /** Codes that were redeemed before. */
  readonly codes: string[];
  /** Whether Shopify had its 200. */
  isAcked: boolean;
};

const DAY_MS = 86_400_000;
const BASE = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const DISCOUNT = 'gid://shopify/DiscountCodeNode/1';

/** So many whole days before today. */
export const ago = (days: number): Instant => instant(BASE - days * DAY_MS);

/** Points wait fourteen days, last three months, and there are three tiers. */
export const RULES: ProgramDefinition = {
  ...pointsTiersPreset({ currency: 'GBP', zone: 'UTC' }),
  expiry: { kind: 'after-earning', months: 3, graceDays: 0 },
};

export const order = (id: string, days: number, more: Parameters<typeof seenOrder>[1] = {}) =>
  seenOrder(id, { createdAt: ago(days), ...more });

/** Feeds it, and drains it as of that day. */
export async function drained(
  { shop }: Scene,
  days: number,
  seen: Parameters<RedeemShop['feed']>[0],
): Promise<void> {
  await shop.feed(seen);
  await shop.at(ago(days)).drain();
}

export async function woken({ shop, queueUrl }: Scene): Promise<void> {
  await wakeFor(queueUrl, shop.programId);
}

export async function isDrained({ shop }: Pick<Scene, 'shop'>): Promise<boolean> {
  const rows = await shop.rows(
    `SELECT FROM inbox WHERE program_id = $1 AND status = 'waiting'
     UNION ALL SELECT FROM members WHERE program_id = $1 AND (refold OR next_due_at <= now())`,
    [shop.programId],
  );
  return rows.length === 0;
}

export async function installed(scene: Scene): Promise<void> {
  await scene.shop.rows('UPDATE shops SET installed_at = $2 WHERE program_id = $1', [
    scene.shop.programId,
    new Date(ago(50)),
  ]);
}

/** Codes that Shopify knows as well as we. */
export async function pooled(scene: Scene, count: number): Promise<void> {
  const endsAt = ago(-3);
  const codes = await scene.shop.fillPool(count, { endsAt });
  scene.shopify.discounts.set(DISCOUNT, { title: 'Laurel', gives: offGift('5.00'), endsAt });
  for (const code of codes) scene.shopify.codes.set(code, DISCOUNT);
}

export async function redeemed(scene: Scene): Promise<string> {
  const answer = await scene.shop.at(instant(Date.now())).redeem({ key: 'a-tap-before' });
  const { code } = admitted(answer).redemption;
  scene.codes.push(code);
  return code;
}

export const pastOfDrain = (scene: Scene): Promise<void> =>
  drained(scene, 20, [order('1', 30), order('2', 29, { customerId: 'c2', quantity: 3 })]);

/** A refund before its order, a tier reached, an order older than what is known, a new member. */
export const feedDrain = ({ shop }: Scene): Promise<void> =>
  shop.feed([
    seenRefund('3', { at: ago(9) }),
    order('3', 10, { quantity: 3 }),
    order('4', 8, { customerId: 'c2', price: '600.00' }),
    order('5', 31, { customerId: 'c2' }),
    order('6', 12, { customerId: 'c3' }),
  ]);
