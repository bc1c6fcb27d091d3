/**
 * `shopify` in checkout and on the thank-you page. What `instructions` forbid is refused here, so
 * that every page refuses alike (https://shopify.dev/docs/api/checkout-ui-extensions/latest/apis/
 * cart-instructions, 2026-11).
 */
import type {
  AttributeChange,
  CartLine,
  CartLineChange,
  DiscountCodeChange,
  GiftCardChange,
  MetafieldChange,
  NoteChange,
  ShippingAddressChange,
  ShippingAddressChangeResultError,
} from '@shopify/ui-extensions/checkout';
import {
  buyerFunctions,
  extensionSignals,
  extensionValues,
  languageSignals,
  purchaseSignals,
} from './buyer-api.ts';
import type { CheckoutActions, CheckoutState, ExtensionInfo, ThankYouState } from './types.ts';

/** Things a target has besides: the line it stands at, the delivery option, the payment method. */
export type CheckoutExtras = {
  /** `…cart-line-item.render-after`, `…shipping-option-item…`, `…pickup-location-option-item…`. */
  readonly item?: unknown;
  readonly isItemSelected?: boolean;
  readonly deliverySelectionGroups?: unknown;
  readonly isLocationFormVisible?: boolean;
  /** Whether a shipping option is drawn above the list, for its `renderMode`. */
  readonly isOverlay?: boolean;
};

/**
 * The checkout's API for one extension. Build it again from a newer state and hand it to
 * `running.update`; functions read the state through `current`, so they need not be renewed.
 */
export function buildCheckoutApi(
  info: ExtensionInfo,
  current: () => CheckoutState,
  actions: CheckoutActions,
  extras: CheckoutExtras = {},
) {
  const state = current();
  return {
    values: {
      ...extensionValues(info, info.target),
      shop: state.shop,
      ...('isOverlay' in extras ? { renderMode: { overlay: extras.isOverlay } } : {}),
    },
    signals: { ...checkoutSignals(info, state), ...extraSignals(extras) },
    functions: {
      ...buyerFunctions(info, actions),
      ...interceptFunction(info, actions),
      ...changeFunctions(current, actions),
    },
    i18n: info.i18n,
  };
}

/** The thank-you page's: nothing can be changed any more, and the order is known. */
export function buildThankYouApi(
  info: ExtensionInfo,
  current: () => ThankYouState,
  actions: CheckoutActions,
  extras: CheckoutExtras = {},
) {
  const state = current();
  return {
    values: { ...extensionValues(info, info.target), shop: state.shop },
    signals: {
      ...checkoutSignals(info, state),
      ...extraSignals(extras),
      orderConfirmation: state.orderConfirmation,
    },
    functions: { ...buyerFunctions(info, actions), ...interceptFunction(info, actions) },
    eventTargets: ['announcement'],
    i18n: info.i18n,
  };
}

function checkoutSignals(info: ExtensionInfo, state: CheckoutState) {
  return {
    ...extensionSignals(info),
    ...languageSignals(state.localization, info),
    ...purchaseSignals(state),
    appMetafields: [...state.appMetafields],
    instructions: state.instructions,
    deliveryGroups: [...state.deliveryGroups],
    availablePaymentOptions: [...state.availablePaymentOptions],
    selectedPaymentOptions: [...state.selectedPaymentOptions],
    localizedFields: [...state.localizedFields],
    customerPrivacy: state.customerPrivacy,
    'buyerJourney.completed': state.completed,
    'buyerJourney.steps': [...state.steps],
    'buyerJourney.activeStep': { handle: state.activeStep },
  };
}

function extraSignals(extras: CheckoutExtras) {
  return {
    ...('item' in extras ? { target: extras.item as CartLine } : {}),
    ...('isItemSelected' in extras ? { isTargetSelected: extras.isItemSelected } : {}),
    ...('deliverySelectionGroups' in extras
      ? { deliverySelectionGroups: extras.deliverySelectionGroups }
      : {}),
    ...('isLocationFormVisible' in extras
      ? { isLocationFormVisible: extras.isLocationFormVisible }
      : {}),
  };
}

function interceptFunction(info: ExtensionInfo, { interceptors }: CheckoutActions) {
  const canBlock = info.capabilities.includes('block_progress');
  return {
    'buyerJourney.intercept': async (interceptor: Parameters<typeof interceptors.add>[0]) =>
      interceptors.add(interceptor, canBlock),
  };
}

type Refusal = { type: 'error'; message: string };

function refuse(what: string): Refusal {
  return { type: 'error', message: `This checkout does not let ${what} be changed.` };
}

function changeFunctions(current: () => CheckoutState, actions: CheckoutActions) {
  const may = () => current().instructions;
  return {
    applyDiscountCodeChange: async (change: DiscountCodeChange) =>
      may().discounts.canUpdateDiscountCodes
        ? actions.applyDiscountCodeChange(change)
        : refuse('discount codes'),
    applyCartLinesChange: async (change: CartLineChange) =>
      mayChangeLines(may().lines, change) ? actions.applyCartLinesChange(change) : refuse('lines'),
    applyMetafieldChange: async (change: MetafieldChange) => {
      const { canSetCartMetafields, canDeleteCartMetafield } = may().metafields;
      const removes = change.type === 'removeCartMetafield';
      return (removes ? canDeleteCartMetafield : canSetCartMetafields)
        ? actions.applyMetafieldChange(change)
        : refuse('cart metafields');
    },
    applyAttributeChange: async (change: AttributeChange) =>
      may().attributes.canUpdateAttributes
        ? actions.applyAttributeChange(change)
        : refuse('attributes'),
    applyNoteChange: async (change: NoteChange) =>
      may().notes.canUpdateNote ? actions.applyNoteChange(change) : refuse('the note'),
    applyShippingAddressChange: async (change: ShippingAddressChange) =>
      may().delivery.canSelectCustomAddress
        ? actions.applyShippingAddressChange(change)
        : refuseAddress(),
    // No instruction speaks of gift cards.
    applyGiftCardChange: async (change: GiftCardChange) => actions.applyGiftCardChange(change),
  };
}

function refuseAddress(): ShippingAddressChangeResultError {
  return { type: 'error', errors: [{ message: refuse('the address').message }] };
}

function mayChangeLines(may: CheckoutState['instructions']['lines'], { type }: CartLineChange) {
  if (type === 'addCartLine') return may.canAddCartLine;
  return type === 'removeCartLine' ? may.canRemoveCartLine : may.canUpdateCartLine;
}
