/** What the storefront is given by whoever composes the twin. */
import type { Hono } from 'hono';
import type { Cart } from '../model/cart.ts';
import type { Customer } from '../model/customer.ts';
import type { Shop } from '../model/shop.ts';
import type { PricedCart } from '../pricing/types.ts';
import type { World } from '../world/world.ts';

/** A theme app extension of an app that is installed in the shop. */
export type InstalledThemeExtension = {
  readonly appId: number;
  readonly appHandle: string;
  readonly appTitle: string;
  /** The app's client id, as deep links name it: `?activateAppId={apiKey}/{block}`. */
  readonly apiKey: string;
  readonly handle: string;
  readonly name: string;
  /** Its folder on disk, with `blocks`, `snippets`, `assets` and `locales`. */
  readonly folder: string;
};

export type Mail = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

export type ProxyAnswer = {
  readonly response: Response;
  /** The body is Liquid, to be rendered inside the theme. */
  readonly isLiquid: boolean;
};

export type StorefrontContext = {
  readonly world: World;
  /** The shop a request is for; null answers 404. */
  readonly shopOf: (request: Request) => Shop | null;
  readonly themeExtensions: (shopId: number) => readonly InstalledThemeExtension[];
  /** The price of a cart; its lines come in the order of the cart's. */
  readonly priceCart: (shop: Shop, cart: Cart) => PricedCart;
  /** Makes a checkout of a cart that has lines; the browser is sent to `/checkouts/cn/{token}`. */
  readonly startCheckout: (shop: Shop, cart: Cart) => { readonly token: string };
  /** The customer of an address that has just been verified; made where there was none. */
  readonly registerCustomer: (shop: Shop, email: string) => Customer;
  readonly sendMail: (shop: Shop, mail: Mail) => void;
  /** Asks the app behind `/apps/{subpath}/…`; null where no app claims the path. */
  readonly callAppProxy: (call: {
    readonly shop: Shop;
    readonly request: Request;
    readonly customerId: number | null;
  }) => Promise<ProxyAnswer | null>;
  /** A picture below `/cdn/`; null draws a neutral one. */
  readonly drawPicture: (shop: Shop, path: string) => Response | null;
  /** Told of each property a template read that the twin does not have. */
  readonly onUnknown: (shop: Shop, name: string, page: string) => void;
  /** Signs cookies; the same on every start, so that shoppers stay logged in. */
  readonly secret: string;
};

export type StorefrontEnv = { Variables: { shop: Shop; customer: Customer | null } };
export type StorefrontApp = Hono<StorefrontEnv>;
