/** Which UI extensions a page of the admin shows, and what it tells them. */
import { Hono } from 'hono';
import { definitionOf } from '../apps/find-app.ts';
import type { AdminState } from '../extensions/surfaces/admin-types.ts';
import type { Discount } from '../model/discount.ts';
import { apps, discounts, metafields } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { PlacedExtension } from '../placements/placed-extensions.ts';
import type { World } from '../world/world.ts';
import type { AdminOptions } from './admin-options.ts';
import { shopPage } from './shop-page.ts';

/** What the browser module of a page with places for extensions asks for. */
export type ExtensionPageState = {
  readonly shop: string;
  readonly locale: {
    readonly language: string;
    readonly currency: string;
    readonly timezone: string;
  };
  readonly extensions: readonly PlacedExtension[];
  /** Of the page of a discount that a function decides. */
  readonly discount: NonNullable<AdminState['discount']> | null;
};

const SETTINGS = 'admin.discount-details.function-settings.render';

/** Below `/store/:shop`: `GET /extensions.json?selected=gid://…`. */
export function extensionRoutes({ extensionsAt, ...options }: AdminOptions): Hono {
  const { world } = options;
  const routes = new Hono();
  routes.get(
    '/extensions.json',
    shopPage(options, ({ context, shop, url }) => {
      const discount = decidedDiscount(world, shop, url.searchParams.get('selected') ?? '');
      const placed = extensionsAt?.(shop.id, 'admin.') ?? [];
      const state: ExtensionPageState = {
        shop: shop.domain,
        locale: { language: shop.locale, currency: shop.currency, timezone: shop.zone },
        extensions: placed.filter(
          (one) => one.target !== SETTINGS || (discount && decides(world, discount, one)),
        ),
        discount: discount && describeDiscount(world, shop, discount),
      };
      return context.json(state);
    }),
  );
  return routes;
}

function decidedDiscount(world: World, shop: Shop, selected: string): Discount | null {
  const [, id] = /^gid:\/\/shopify\/Discount\w*Node\/(\d+)$/.exec(selected) ?? [];
  const discount = id === undefined ? null : world.store.get(discounts, shop.id, Number(id));
  return discount?.kind === 'app' ? discount : null;
}

/** A function names the extension of its settings in its file: `[extensions.ui] handle`. */
function decides(world: World, discount: Discount, one: PlacedExtension): boolean {
  const app = discount.app && world.store.get(apps, 0, discount.app.appId);
  if (!app || app.id !== one.appId) return false;
  const made = definitionOf(app).extensions.find(
    ({ handle }) => handle === discount.app?.functionHandle,
  );
  const { ui } = (made?.table ?? {}) as { ui?: { handle?: string } };
  return ui?.handle === undefined || ui.handle === one.handle;
}

function describeDiscount(
  world: World,
  shop: Shop,
  discount: Discount,
): NonNullable<AdminState['discount']> {
  const { id, onOneTimePurchase, onSubscription } = discount;
  const one = onSubscription ? 'subscription' : 'one_time_purchase';
  const kept = world.store.find(metafields, shop.id, 'owner', `DiscountNode/${id}`);
  return {
    id: `gid://shopify/DiscountNode/${id}`,
    metafields: kept.map(({ id: each, namespace, key, value, type }) => ({
      id: `gid://shopify/Metafield/${each}`,
      namespace,
      key,
      value,
      type,
    })),
    classes: discount.classes.map((each) => each.toLowerCase() as 'product' | 'order' | 'shipping'),
    method: discount.method,
    purchaseType: onOneTimePurchase && onSubscription ? 'both' : one,
    recurringCycleLimit: discount.recurringCycleLimit,
  };
}
