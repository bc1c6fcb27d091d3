/**
 * How often discounts were used. Shopify counts exactly in one place and late in another
 * (`asyncUsageCount`, https://shopify.dev/docs/api/admin-graphql/latest/objects/DiscountCodeBasic):
 * the lag is a setting of the world here, 0 at first. While it is set, limits are judged by the
 * late count too, so that two orders can pass a limit of one, as may happen in a real shop.
 */
import type { Discount, RedeemCode } from '../model/discount.ts';
import { discounts, redeemCodes } from '../model/kinds.ts';
import type { Order } from '../model/order.ts';
import { parseSearch } from '../store/search-syntax.ts';
import type { World } from '../world/world.ts';
import { type DiscountUse, discountUses } from './kinds.ts';

const LAG_SETTING = 'trade.usage-lag-ms';

/** How far counts of uses lag behind, ms. */
function usageLagMs(world: World): number {
  return Number(world.store.setting(LAG_SETTING) ?? 0);
}

export function setUsageLag(world: World, ms: number): void {
  world.store.saveSetting(LAG_SETTING, String(ms));
}

/** `asyncUsageCount` of a discount: its uses, but those of the last moments. */
export function countedUses(world: World, shopId: number, discount: Discount): number {
  return discount.usageCount - lateUses(world, shopId, `discount_id:${discount.id}`);
}

/** `asyncUsageCount` of one redeem code. */
export function countedCodeUses(world: World, shopId: number, code: RedeemCode): number {
  return code.usageCount - lateUses(world, shopId, `code_id:${code.id}`);
}

function lateUses(world: World, shopId: number, search: string): number {
  const lag = usageLagMs(world);
  if (lag === 0) return 0;
  const now = world.clock.now();
  const since = new Date(now - lag).toISOString();
  const filter = parseSearch(`${search} at:>"${since}"`);
  return world.store.count(discountUses, shopId, filter, now);
}

/** Discounts this customer, or somebody with this e-mail address, used before. */
export function usedDiscountIds(
  world: World,
  shopId: number,
  { customerId, email }: { customerId: number | null; email: string | null },
): number[] {
  const { store } = world;
  const byCustomer =
    customerId === null ? [] : store.find(discountUses, shopId, 'customer_id', customerId);
  const byEmail = email === null ? [] : store.find(discountUses, shopId, 'email', email);
  return [...new Set([...byCustomer, ...byEmail].map(({ discountId }) => discountId))];
}

/** Counts each discount and code of a new order. Inside a transaction. */
export function countUses(
  world: World,
  shopId: number,
  { order, at }: { order: Order; at: number },
): void {
  const ids = order.discountApplications.flatMap((one) => one.discountId ?? []);
  // A code for free shipping is used up even where there was nothing to ship or to take off.
  const entered = order.discountCodes
    .flatMap(({ code }) => world.store.find(redeemCodes, shopId, 'code', code))
    .map(({ discountId }) => discountId);
  for (const discountId of new Set([...ids, ...entered])) {
    const discount = world.store.get(discounts, shopId, discountId);
    if (discount === null) continue;
    const codes = codesUsed(world, shopId, { order, discountId });
    world.store.put(discounts, shopId, { ...discount, usageCount: discount.usageCount + 1 });
    for (const code of codes) {
      world.store.put(redeemCodes, shopId, { ...code, usageCount: code.usageCount + 1 });
    }
    world.store.put(discountUses, shopId, {
      id: world.store.nextId(),
      discountId,
      codeId: codes[0]?.id ?? null,
      orderId: order.id,
      customerId: order.customerId,
      email: order.email,
      at,
    } satisfies DiscountUse);
  }
}

function codesUsed(
  world: World,
  shopId: number,
  { order, discountId }: { order: Order; discountId: number },
): RedeemCode[] {
  return order.discountCodes
    .flatMap(({ code }) => world.store.find(redeemCodes, shopId, 'code', code))
    .filter((code) => code.discountId === discountId);
}
