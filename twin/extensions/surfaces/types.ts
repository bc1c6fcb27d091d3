/**
 * What a page supplies so that an extension can run on it: a state, told plainly, and the actions
 * an extension may ask for. Shapes are Shopify's own (types of @shopify/ui-extensions 2026-07,
 * erased at run time); money is in Shopify's decimal form, made from minor units with `toMoney`.
 */
import type {
  AppliedGiftCard,
  AppMetafieldEntry,
  Attribute,
  AttributeChange,
  AttributeChangeResult,
  BuyerJourneyStep,
  Capability,
  CartDiscountAllocation,
  CartDiscountCode,
  CartInstructions,
  CartLine,
  CartLineChange,
  CartLineChangeResult,
  CheckoutSettings,
  Country,
  Customer,
  CustomerPrivacy,
  DeliveryGroup,
  DiscountCodeChange,
  DiscountCodeChangeResult,
  ExtensionSettings,
  GiftCardChange,
  GiftCardChangeResult,
  GraphQLError,
  LocalizedField,
  MailingAddress,
  Market,
  MetafieldChange,
  MetafieldChangeResult,
  Money,
  NoteChange,
  NoteChangeResult,
  PaymentOption,
  PurchasingCompany,
  ShippingAddress,
  ShippingAddressChange,
  ShippingAddressChangeResult,
  Shop,
  StandardApi,
  TrackingConsentChangeResult,
  VisitorConsentChange,
  VisitorResult,
} from '@shopify/ui-extensions/checkout';
import type { I18nData } from '../browser/wire.ts';
import type { Interceptors } from './interceptors.ts';
import type { KeyValueStore } from './storage.ts';

export type * from './account-types.ts';
export type * from './admin-types.ts';
export type * from './till-types.ts';

/** What is known of the extension itself, on every surface. */
export type ExtensionInfo = {
  readonly target: string;
  readonly scriptUrl: string;
  /** Granted ones; `network_access` and `api_access` need the merchant's app, not the buyer. */
  readonly capabilities: readonly Capability[];
  /** Of the app's released version; none while it is being developed. */
  readonly version?: string;
  readonly i18n: I18nData;
  /** What the merchant set for this placement. */
  readonly settings: ExtensionSettings;
};

export type QueryOptions = { readonly variables?: unknown; readonly version?: string };
export type QueryAnswer = { data?: unknown; errors?: GraphQLError[] };

/** What every buyer-facing page answers. */
export type BuyerActions = {
  /** A JWT for the app's backend, good for five minutes. */
  getSessionToken(): Promise<string>;
  /** Storefront API, signed by the platform. */
  query(query: string, options?: QueryOptions): Promise<QueryAnswer>;
  publish(name: string, data: Record<string, unknown>): Promise<boolean>;
  visitor(data: { email?: string; phone?: string }): Promise<VisitorResult>;
  applyTrackingConsentChange(change: VisitorConsentChange): Promise<TrackingConsentChangeResult>;
  readonly storage: KeyValueStore;
};

/** Where the buyer is and how they read. */
export type LocalizationState = {
  /** IETF: `en-CA`. */
  readonly language: string;
  readonly country: Country | undefined;
  readonly currency: Money['currencyCode'];
  /** IANA. */
  readonly timezone: StandardApi['localization']['timezone']['value'];
  readonly market: Market | undefined;
};

/** The cart as a checkout or an order sees it. */
export type PurchaseState = {
  readonly shop: Shop;
  readonly localization: LocalizationState;
  readonly lines: readonly CartLine[];
  readonly cost: {
    readonly subtotal: Money;
    readonly shipping: Money | undefined;
    readonly tax: Money | undefined;
    readonly total: Money;
  };
  readonly discountCodes: readonly CartDiscountCode[];
  readonly discountAllocations: readonly CartDiscountAllocation[];
  readonly appliedGiftCards: readonly AppliedGiftCard[];
  readonly appMetafields: readonly AppMetafieldEntry[];
  readonly attributes: readonly Attribute[];
  readonly note: string | undefined;
  readonly checkoutToken: string | undefined;
  readonly checkoutSettings: CheckoutSettings;
  readonly shippingAddress: ShippingAddress | undefined;
  readonly billingAddress: MailingAddress | undefined;
  readonly buyer: {
    /** Protected data of level 1, the next two of level 2: leave out what is not granted. */
    readonly customer: Customer | undefined;
    readonly email: string | undefined;
    readonly phone: string | undefined;
    readonly purchasingCompany: PurchasingCompany | undefined;
  };
  readonly customerPrivacy: CustomerPrivacy;
};

export type CheckoutState = PurchaseState & {
  readonly instructions: CartInstructions;
  readonly deliveryGroups: readonly DeliveryGroup[];
  readonly availablePaymentOptions: readonly PaymentOption[];
  readonly selectedPaymentOptions: readonly PaymentOption[];
  readonly localizedFields: readonly LocalizedField[];
  readonly steps: readonly BuyerJourneyStep[];
  readonly activeStep: BuyerJourneyStep['handle'];
  /** Whether the order is placed: true on the thank-you page. */
  readonly completed: boolean;
};

/** Changes an extension may ask for. What `instructions` forbid never reaches them. */
export type CheckoutActions = BuyerActions & {
  applyDiscountCodeChange(change: DiscountCodeChange): Promise<DiscountCodeChangeResult>;
  applyGiftCardChange(change: GiftCardChange): Promise<GiftCardChangeResult>;
  applyCartLinesChange(change: CartLineChange): Promise<CartLineChangeResult>;
  applyMetafieldChange(change: MetafieldChange): Promise<MetafieldChangeResult>;
  applyAttributeChange(change: AttributeChange): Promise<AttributeChangeResult>;
  applyNoteChange(change: NoteChange): Promise<NoteChangeResult>;
  applyShippingAddressChange(change: ShippingAddressChange): Promise<ShippingAddressChangeResult>;
  /** Asked by the page before it goes on: `createInterceptors()`. */
  readonly interceptors: Interceptors;
};

export type ThankYouState = CheckoutState & {
  readonly orderConfirmation: {
    /** `gid://shopify/OrderIdentity/…`: the order itself may be made a moment later. */
    readonly order: { readonly id: string };
    readonly number?: string;
    readonly isFirstOrder: boolean;
  };
};
