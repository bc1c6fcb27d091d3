/**
 * A type test: what a builder tells, put together as the worker does, is the API Shopify's typings
 * (@shopify/ui-extensions 2026.7.4) promise. `tsc` is the judge; running it proves nothing more.
 */
import type {
  CheckoutApi,
  OrderConfirmationApi,
  StandardApi,
} from '@shopify/ui-extensions/checkout';
import type {
  OrderStatusApi,
  StandardApi as AccountApi,
} from '@shopify/ui-extensions/customer-account';
import type { CartApi, ConnectivityApi, SessionApi } from '@shopify/ui-extensions/point-of-sale';
import { describe, expect, it } from 'vitest';
import type { buildAccountApi, buildOrderStatusApi } from './account.ts';
import type { buildCheckoutApi, buildThankYouApi } from './checkout.ts';
import type { buildTillApi } from './till.ts';

/** `{ 'a.b': 1 }` → `{ a: { b: 1 } }`. */
type Nested<Flat> = {
  [Head in HeadOf<keyof Flat & string>]: Head extends keyof Flat
    ? Flat[Head]
    : Nested<TailsOf<Flat, Head>>;
};
type HeadOf<Path extends string> = Path extends `${infer Head}.${string}` ? Head : Path;
type TailsOf<Flat, Head extends string> = {
  [Path in keyof Flat as Path extends `${Head}.${infer Tail}` ? Tail : never]: Flat[Path];
};

type Signal<Value> = {
  readonly value: Value;
  readonly current: Value;
  subscribe(fn: (value: Value) => void): () => void;
  destroy(): Promise<void>;
};
type Signals<Flat> = { [Path in keyof Flat]: Signal<Flat[Path]> };
type Asynchronous<Flat> = {
  [Path in keyof Flat]: Flat[Path] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};
type Told = { values: unknown; signals: unknown; functions: unknown };
type Assembled<Api extends Told> = Nested<
  Api['values'] & Signals<Api['signals']> & Asynchronous<Api['functions']>
>;

type Checkout = Assembled<ReturnType<typeof buildCheckoutApi>>;
type ThankYou = Assembled<ReturnType<typeof buildThankYouApi>>;
type Account = Assembled<ReturnType<typeof buildAccountApi>>;
type OrderStatus = Assembled<ReturnType<typeof buildOrderStatusApi>>;
type Till = Assembled<ReturnType<typeof buildTillApi>>;

/** Live data. Generic or overloaded members (`query`, `i18n`, `storage`) are held by name. */
type Data =
  | 'lines'
  | 'cost'
  | 'discountCodes'
  | 'discountAllocations'
  | 'appliedGiftCards'
  | 'appMetafields'
  | 'attributes'
  | 'note'
  | 'checkoutToken'
  | 'checkoutSettings'
  | 'shop'
  | 'sessionToken'
  | 'settings';

/** Compiles only where what is told is all of the API. */
function accept<Api>(_told: Api): void {}

function told<Builder>(): Builder {
  return {} as Builder;
}

describe('the typings of Shopify', () => {
  it('take what the checkout builder tells', () => {
    accept<
      Pick<
        StandardApi,
        | Data
        | 'instructions'
        | 'deliveryGroups'
        | 'availablePaymentOptions'
        | 'selectedPaymentOptions'
        | 'localization'
        | 'buyerIdentity'
        | 'shippingAddress'
        | 'billingAddress'
        | 'customerPrivacy'
        | 'applyTrackingConsentChange'
        | 'analytics'
        | 'version'
      >
    >(told<Checkout>());
    accept<CheckoutApi>(told<Checkout>());
  });

  it('take what the thank-you builder tells', () => {
    accept<OrderConfirmationApi & Pick<StandardApi, Data>>(told<ThankYou>());
  });

  it('take what the account builders tell', () => {
    accept<
      Pick<
        AccountApi,
        'authenticatedAccount' | 'localization' | 'sessionToken' | 'settings' | 'toast'
      >
    >(told<Account>());
    accept<
      Pick<
        OrderStatusApi<'customer-account.order-status.block.render'>,
        | Exclude<Data, 'sessionToken' | 'settings'>
        | 'order'
        | 'authenticationState'
        | 'requireLogin'
      >
    >(told<OrderStatus>());
  });

  it('take what the till builder tells, and no till for a checkout', () => {
    accept<CartApi & ConnectivityApi & SessionApi>(told<Till>());
    // @ts-expect-error a till cannot apply a change to a checkout
    expect(accept<CheckoutApi>(told<Till>())).toBeUndefined();
  });
});
