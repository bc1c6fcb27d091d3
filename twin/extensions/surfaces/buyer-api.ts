/** What checkout, thank-you and customer accounts have in common. */
import type {
  AccountState,
  BuyerActions,
  ExtensionInfo,
  LocalizationState,
  PurchaseState,
  QueryAnswer,
  QueryOptions,
} from './types.ts';
import { buyerStorage } from './storage.ts';

/** The API version this twin speaks. */
export const API_VERSION = '2026-07';

/** `extension`, `version` and the target, as plain values. */
export function extensionValues<Target extends string>(info: ExtensionInfo, target: Target) {
  return {
    extensionPoint: target,
    'extension.target': target,
    'extension.apiVersion': API_VERSION,
    'extension.scriptUrl': info.scriptUrl,
    'extension.version': info.version,
    'extension.editor': undefined,
    version: API_VERSION,
  } as const;
}

/** Settings, capabilities, and whether it is drawn yet. */
export function extensionSignals(info: ExtensionInfo) {
  return {
    settings: info.settings,
    'extension.capabilities': [...info.capabilities],
    'extension.rendered': false as boolean,
  };
}

/** Language and country, on every buyer's page. */
export function languageSignals(localization: LocalizationState, info: ExtensionInfo) {
  return {
    'localization.language': { isoCode: localization.language },
    'localization.extensionLanguage': { isoCode: info.i18n.extensionLocale },
    'localization.country': localization.country,
  };
}

/** Whatever an order and a checkout say alike. */
export function purchaseSignals(state: Omit<PurchaseState, 'appMetafields'>) {
  const { localization, cost, buyer } = state;
  return {
    'localization.currency': { isoCode: localization.currency },
    'localization.timezone': localization.timezone,
    'localization.market': localization.market,
    lines: [...state.lines],
    'cost.subtotalAmount': cost.subtotal,
    'cost.totalShippingAmount': cost.shipping,
    'cost.totalTaxAmount': cost.tax,
    'cost.totalAmount': cost.total,
    discountCodes: [...state.discountCodes],
    discountAllocations: [...state.discountAllocations],
    appliedGiftCards: [...state.appliedGiftCards],
    attributes: [...state.attributes],
    note: state.note,
    checkoutToken: state.checkoutToken,
    checkoutSettings: state.checkoutSettings,
    shippingAddress: state.shippingAddress,
    billingAddress: state.billingAddress,
    'buyerIdentity.customer': buyer.customer,
    'buyerIdentity.email': buyer.email,
    'buyerIdentity.phone': buyer.phone,
    'buyerIdentity.purchasingCompany': buyer.purchasingCompany,
  };
}

/** Session token, Storefront query, storage, analytics, consent. */
export function buyerFunctions(info: ExtensionInfo, actions: BuyerActions) {
  return {
    'sessionToken.get': () => actions.getSessionToken(),
    // https://shopify.dev/docs/api/checkout-ui-extensions/latest/configuration#capabilities, 2026-11
    query: async (query: string, options?: QueryOptions): Promise<QueryAnswer> => {
      if (info.capabilities.includes('api_access')) return actions.query(query, options);
      throw new Error('query needs api_access = true under [extensions.capabilities].');
    },
    'analytics.publish': actions.publish.bind(actions),
    'analytics.visitor': actions.visitor.bind(actions),
    applyTrackingConsentChange: actions.applyTrackingConsentChange.bind(actions),
    ...buyerStorage(actions.storage),
  };
}

/** Ids a target may be about; each is there only where its page has one. */
export function subjectValues(state: AccountState) {
  return {
    ...(state.orderId === undefined ? {} : { orderId: state.orderId }),
    ...(state.fulfillmentId === undefined ? {} : { fulfillmentId: state.fulfillmentId }),
    ...(state.returnId === undefined ? {} : { returnId: state.returnId }),
    ...(state.locationId === undefined ? {} : { locationId: state.locationId }),
  };
}
