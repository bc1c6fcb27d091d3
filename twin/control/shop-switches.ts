/** What an owner or Shopify would set elsewhere: the plan, taxes, and what data apps may see. */
import { z } from 'zod';
import { APPROVED, type Approvals } from '../admin-api/engine/context.ts';
import { shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';

export const shopSwitchesSchema = z.strictObject({
  /** Sets the rate at which the Admin API's bucket fills, and what Plus alone may do. */
  plan: z.enum(['basic', 'grow', 'advanced', 'plus']).optional(),
  taxesIncluded: z.boolean().optional(),
  taxShipping: z.boolean().optional(),
  name: z.string().trim().min(1).max(255).optional(),
});

export type ShopSwitches = z.output<typeof shopSwitchesSchema>;

/** How far Shopify's asynchronous counts of discount uses lag behind, ms. */
export const usageLagSchema = z.strictObject({ ms: z.number().int().min(0).max(86_400_000) });

/** Keeps what is said and tells `shop/update`. */
export function switchShop(world: World, shop: Shop, said: ShopSwitches): Shop {
  const told = Object.entries(said).filter(([, value]) => value !== undefined);
  return world.transact(() => {
    const next = { ...shop, ...Object.fromEntries(told), updatedAt: world.clock.now() };
    world.store.put(shops, 0, next);
    world.emit({ shopId: shop.id, topic: 'shop/update', kind: 'Shop', id: shop.id });
    return next;
  });
}

/** Protected customer data that apps are approved for: level 1, and level 2 field by field. */
export const approvalsSchema = z.strictObject({
  customerData: z.boolean(),
  name: z.boolean(),
  address: z.boolean(),
  email: z.boolean(),
  phone: z.boolean(),
}) satisfies z.ZodType<Approvals>;

export type ApprovalSwitches = { -readonly [K in keyof Approvals]: boolean };

/** Everything approved, until somebody switches it off. */
export const allApproved = (): ApprovalSwitches => ({ ...APPROVED });
