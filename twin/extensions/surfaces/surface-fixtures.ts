/** A small shop's states, for tests: Ada buys a mug. Copy one to see what a page must supply. */
import { createInterceptors } from './interceptors.ts';
import { toMoney } from './money.ts';
import type { KeyValueStore } from './storage.ts';
import type {
  AccountActions,
  AccountState,
  AdminActions,
  AdminState,
  CartActions,
  CheckoutActions,
  CheckoutState,
  ExtensionInfo,
  OrderStatusState,
  ProductActions,
  ThankYouState,
  TillActions,
  TillState,
} from './types.ts';

const SHOP = 'quiet-harbour.myshopify.com';

/** An extension at this target, with English words. */
export function describeExtension(target: string): ExtensionInfo {
  return {
    target,
    scriptUrl: '/bundle.js',
    capabilities: ['api_access', 'network_access', 'block_progress'],
    version: '1.0.0',
    settings: { title: 'Hello' },
    i18n: {
      locale: 'en-GB',
      extensionLocale: 'en',
      currency: 'EUR',
      timezone: 'Europe/Warsaw',
      translations: [{ greeting: 'Hello, {{name}}' }],
    },
  };
}

/** Kept in memory. */
export function createMemoryStore(): KeyValueStore {
  const kept = new Map<string, unknown>();
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => kept.delete(key),
    clear: async () => kept.clear(),
    entries: async () => [...kept],
  };
}

const LOCALIZATION: CheckoutState['localization'] = {
  language: 'en-GB',
  country: { isoCode: 'PL' },
  currency: 'EUR',
  timezone: 'Europe/Warsaw',
  market: { id: 'gid://shopify/Market/1', handle: 'eu' },
};

const PRIVACY: CheckoutState['customerPrivacy'] = {
  allowedProcessing: { analytics: true, marketing: false, preferences: true, saleOfData: false },
  visitorConsent: { analytics: true },
  metafields: [],
  shouldShowBanner: false,
  saleOfDataRegion: false,
};

export const CHECKOUT: CheckoutState = {
  shop: {
    id: 'gid://shopify/Shop/1',
    name: 'Quiet Harbour',
    myshopifyDomain: SHOP,
    storefrontUrl: `https://${SHOP}`,
  },
  localization: LOCALIZATION,
  lines: [
    {
      id: 'gid://shopify/CartLine/1',
      quantity: 1,
      merchandise: {
        type: 'variant',
        id: 'gid://shopify/ProductVariant/11',
        title: 'Mug',
        subtitle: 'Blue',
        selectedOptions: [{ name: 'Colour', value: 'Blue' }],
        product: { id: 'gid://shopify/Product/1', vendor: 'Quiet Harbour', productType: 'Mugs' },
        requiresShipping: true,
        sku: 'MUG-BLUE',
      },
      cost: { totalAmount: toMoney(1250, 'EUR') },
      attributes: [],
      discountAllocations: [],
      lineComponents: [],
      parentRelationship: null,
    },
  ],
  cost: {
    subtotal: toMoney(1250, 'EUR'),
    shipping: toMoney(500, 'EUR'),
    tax: toMoney(327, 'EUR'),
    total: toMoney(1750, 'EUR'),
  },
  discountCodes: [],
  discountAllocations: [],
  appliedGiftCards: [],
  appMetafields: [],
  attributes: [],
  note: undefined,
  checkoutToken: 'c1-token',
  checkoutSettings: { orderSubmission: 'ORDER', shippingAddress: { isEditable: true } },
  shippingAddress: { name: 'Ada L.', city: 'Warsaw', countryCode: 'PL', zip: '00-001' },
  billingAddress: undefined,
  buyer: {
    customer: undefined,
    email: 'ada@example.com',
    phone: undefined,
    purchasingCompany: undefined,
  },
  customerPrivacy: PRIVACY,
  instructions: {
    attributes: { canUpdateAttributes: true },
    delivery: { canSelectCustomAddress: true },
    discounts: { canUpdateDiscountCodes: true },
    lines: { canAddCartLine: true, canRemoveCartLine: true, canUpdateCartLine: true },
    metafields: { canSetCartMetafields: true, canDeleteCartMetafield: true },
    notes: { canUpdateNote: true },
  },
  deliveryGroups: [],
  availablePaymentOptions: [{ type: 'creditCard', handle: 'card' }],
  selectedPaymentOptions: [{ type: 'creditCard', handle: 'card' }],
  localizedFields: [],
  steps: [{ handle: 'checkout', label: 'Checkout', to: '/checkout', disabled: false }],
  activeStep: 'checkout',
  completed: false,
};

export const THANK_YOU: ThankYouState = {
  ...CHECKOUT,
  completed: true,
  activeStep: 'thank-you',
  orderConfirmation: {
    order: { id: 'gid://shopify/OrderIdentity/1001' },
    number: 'QHB1001',
    isFirstOrder: true,
  },
};

export const ACCOUNT: AccountState = {
  localization: LOCALIZATION,
  customer: { id: 'gid://shopify/Customer/7' },
  purchasingCompany: undefined,
  customerPrivacy: PRIVACY,
  currentEntry: { key: 'first', url: 'extension:account-page/', state: { tab: 'cards' } },
  orderId: 'gid://shopify/Order/1001',
  fulfillmentId: 'gid://shopify/Fulfillment/3',
  returnId: 'gid://shopify/Return/4',
  locationId: 'gid://shopify/CompanyLocation/5',
};

export const ORDER_STATUS: OrderStatusState = {
  ...CHECKOUT,
  ...ACCOUNT,
  appMetafields: [],
  order: { id: 'gid://shopify/Order/1001', name: '#1001', processedAt: '2026-11-23T10:00:00Z' },
  authenticationState: 'fully_authenticated',
};

export const TILL: TillState = {
  cart: {
    subtotal: '12.50',
    taxTotal: '2.34',
    grandTotal: '12.50',
    cartDiscounts: [],
    lineItems: [],
    properties: {},
  },
  session: {
    shopId: 1,
    userId: 2,
    shopDomain: SHOP,
    locationId: 3,
    currency: 'EUR',
    posVersion: '10.0.0',
  },
  staffMember: { id: 2 },
  deviceId: 9,
  deviceName: 'Counter',
  registerName: 'Front',
  isTablet: true,
  locale: 'en-GB',
  isOnline: true,
  scannerSources: ['camera'],
  scannerData: {},
  currentEntry: { key: 'first', url: '/', state: undefined },
  customerId: 7,
  order: { id: 1001, name: '#1001' },
  draftOrder: { id: 55, name: '#D1' },
  product: { id: 1, variantId: 11 },
  cartLineItem: {
    uuid: 'line-1',
    quantity: 1,
    discounts: [],
    taxable: true,
    taxLines: [],
    properties: {},
    isGiftCard: false,
  },
};

export const ADMIN: AdminState = {
  selected: [{ id: 'gid://shopify/Customer/7' }],
  launchUrl: 'app:/',
  intent: { value: 'gid://shopify/Customer/7' },
  moreData: {
    rule: {},
    validation: {},
    shopifyFunction: {},
    product: {},
    variant: {},
    app: { launchUrl: '', applicationUrl: '' },
  },
  discount: {
    id: 'gid://shopify/DiscountNode/3',
    metafields: [],
    classes: ['order'],
    method: 'code',
    purchaseType: 'one_time_purchase',
    recurringCycleLimit: null,
  },
};

/** Actions that remember what they were asked and answer `answers[name]`, else nothing. */
function recordActions<Actions>(
  known: Readonly<Record<string, unknown>>,
  asked: [string, unknown[]][],
): Actions {
  return new Proxy(known, {
    get: (target, name) => {
      if (typeof name !== 'string' || name in target) return target[String(name)];
      return async (...args: unknown[]) => void asked.push([name, args]);
    },
  }) as Actions;
}

/** Some actions of one's own before the recorded ones. */
export function overrideActions<Actions extends object>(
  recorded: Actions,
  own: Partial<Actions>,
): Actions {
  const members = recorded as Readonly<Record<string | symbol, unknown>>;
  return new Proxy(own as Actions, {
    get: (target, name) =>
      name in target ? (target as Record<string | symbol, unknown>)[name] : members[name],
  });
}

/** Every action of every surface, recorded in `asked`. */
export function createRecordedActions() {
  const asked: [string, unknown[]][] = [];
  const storage = createMemoryStore();
  const common = { storage, appUrl: 'https://app.example.com' };
  return {
    asked,
    checkout: recordActions<CheckoutActions>(
      { ...common, interceptors: createInterceptors() },
      asked,
    ),
    account: recordActions<AccountActions>(common, asked),
    till: recordActions<TillActions>(
      {
        ...common,
        cart: recordActions<CartActions>({}, asked),
        productSearch: recordActions<ProductActions>({}, asked),
      },
      asked,
    ),
    admin: recordActions<AdminActions>(common, asked),
  };
}
