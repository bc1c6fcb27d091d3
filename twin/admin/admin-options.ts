/** What the admin is given by whoever puts the twin together. */
import type { PlacedExtension } from '../placements/placed-extensions.ts';
import type { World } from '../world/world.ts';

/** How a verb ended; `message` is shown to the merchant. */
export type VerbOutcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

export type OrderPlace = { readonly shopId: number; readonly orderId: number };
export type LineQuantity = { readonly lineId: number; readonly quantity: number };

/** What the buttons of an order's page do. A verb that is left out has no button. */
export type OrderVerbs = {
  readonly markPaid?: (place: OrderPlace) => VerbOutcome;
  readonly fulfil?: (place: OrderPlace, lines: readonly LineQuantity[]) => VerbOutcome;
  /** Gives the lines' worth back by the way it was paid. */
  readonly refund?: (
    place: OrderPlace,
    asked: {
      readonly lines: readonly LineQuantity[];
      readonly isRestocked: boolean;
      /** Shipping is refunded whole, or not at all. */
      readonly isShippingRefunded: boolean;
      readonly note: string | null;
    },
  ) => VerbOutcome;
  readonly cancel?: (
    place: OrderPlace,
    asked: {
      readonly reason: string;
      readonly isRestocked: boolean;
      readonly isRefunded: boolean;
      readonly note: string | null;
    },
  ) => VerbOutcome;
  /** New quantities of lines; those left out stay. */
  readonly edit?: (
    place: OrderPlace,
    asked: { readonly lines: readonly LineQuantity[]; readonly note: string | null },
  ) => VerbOutcome;
};

export type AdminOptions = {
  readonly world: World;
  readonly orderVerbs?: OrderVerbs;
  /** Where the shop's online store is, without a slash at the end. */
  readonly storefrontOrigin: string;
  /** Addresses of the twin's other rooms; left out, they have no place in the menu. */
  readonly themeEditor?: (shopHandle: string) => string;
  readonly till?: (shopHandle: string) => string;
  readonly control?: string;
  /** Where `browser/admin-extensions.ts` is served; left out, places for extensions stay empty. */
  readonly extensionScript?: string;
  /** Extensions of installed apps whose target begins so. */
  readonly extensionsAt?: (shopId: number, prefix: string) => readonly PlacedExtension[];
  /** The Admin API, for `shopify:admin/api/…` of App Bridge. */
  readonly adminApi?: (request: Request) => Response | Promise<Response>;
  /** Polaris' web components, which app pages ask the CDN for. */
  readonly polarisScript?: () => Promise<string>;
};
