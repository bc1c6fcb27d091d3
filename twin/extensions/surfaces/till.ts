/** `shopify` and `navigation` at the till, and the background extension's events. */
import { staffStorage } from './storage.ts';
import { API_VERSION } from './buyer-api.ts';
import type {
  CartActions,
  ExtensionInfo,
  PlatformRequest,
  TillActions,
  TillState,
} from './types.ts';

/** Tiles, modals, blocks and menu items. */
export function buildTillApi(info: ExtensionInfo, current: () => TillState, actions: TillActions) {
  const state = current();
  return {
    values: { ...tillValues(info, state), ...subjectValues(state) },
    signals: {
      ...tillSignals(state),
      'scanner.scannerData.current': state.scannerData,
      'scanner.sources.current': [...state.scannerSources],
    },
    functions: {
      ...dataFunctions(actions),
      ...cartFunctions(actions.cart),
      ...deviceFunctions(current, actions),
    },
    eventTargets: ['globalThis.navigation'],
    i18n: info.i18n,
    appFetch: { appUrl: actions.appUrl, tokenFunction: 'session.getSessionToken' },
  };
}

/**
 * `pos.app.ready.data`: runs without a screen for as long as the till does. The page tells it what
 * happened: `running.emit('', 'transactioncomplete', event)`, and `cashtrackingsessionstart` and
 * `cashtrackingsessioncomplete`.
 */
export function buildTillBackgroundApi(
  info: ExtensionInfo,
  current: () => TillState,
  actions: TillActions,
) {
  const state = current();
  return {
    values: tillValues(info, state),
    signals: tillSignals(state),
    functions: {
      ...dataFunctions(actions),
      'device.getDeviceId': async () => String(current().deviceId),
      'device.isTablet': async () => current().isTablet,
    },
    eventTargets: [''],
    i18n: info.i18n,
    appFetch: { appUrl: actions.appUrl, tokenFunction: 'session.getSessionToken' },
  };
}

function tillValues(info: ExtensionInfo, state: TillState) {
  return {
    extensionPoint: info.target,
    'extension.target': info.target,
    'extension.apiVersion': API_VERSION,
    'session.currentSession': state.session,
    'session.deviceId': state.deviceId,
    'device.name': state.deviceName,
    'device.registerName': state.registerName,
    'globalThis.navigation.currentEntry': state.currentEntry,
  } as const;
}

function tillSignals(state: TillState) {
  const internetConnected = state.isOnline ? ('Connected' as const) : ('Disconnected' as const);
  return {
    'cart.current': state.cart,
    'locale.current': state.locale,
    'connectivity.current': { internetConnected },
    'session.staffMember': state.staffMember,
  };
}

function subjectValues({ customerId, order, draftOrder, product, cartLineItem }: TillState) {
  return {
    ...(customerId === undefined ? {} : { 'customer.id': customerId }),
    ...(order === undefined ? {} : { order }),
    ...(draftOrder === undefined ? {} : { draftOrder }),
    ...(product === undefined ? {} : { product }),
    ...(cartLineItem === undefined ? {} : { cartLineItem }),
  };
}

function dataFunctions(actions: TillActions) {
  const search = actions.productSearch;
  return {
    ...staffStorage(actions.storage),
    'session.getSessionToken': () => actions.getSessionToken(),
    'productSearch.searchProducts': search.searchProducts.bind(search),
    'productSearch.fetchProductWithId': search.fetchProductWithId.bind(search),
    'productSearch.fetchProductsWithIds': search.fetchProductsWithIds.bind(search),
    'productSearch.fetchProductVariantWithId': search.fetchProductVariantWithId.bind(search),
    'productSearch.fetchProductVariantsWithIds': search.fetchProductVariantsWithIds.bind(search),
    'productSearch.fetchProductVariantsWithProductId':
      search.fetchProductVariantsWithProductId.bind(search),
    'productSearch.fetchPaginatedProductVariantsWithProductId':
      search.fetchPaginatedProductVariantsWithProductId.bind(search),
    fetch: (url: string, request: PlatformRequest) => actions.fetchPlatform(url, request),
  };
}

function cartFunctions(cart: CartActions) {
  return {
    'cart.bulkCartUpdate': cart.bulkCartUpdate.bind(cart),
    'cart.applyCartDiscount': cart.applyCartDiscount.bind(cart),
    'cart.addCartCodeDiscount': cart.addCartCodeDiscount.bind(cart),
    'cart.removeCartDiscount': cart.removeCartDiscount.bind(cart),
    'cart.removeAllDiscounts': cart.removeAllDiscounts.bind(cart),
    'cart.clearCart': cart.clearCart.bind(cart),
    'cart.setCustomer': cart.setCustomer.bind(cart),
    'cart.removeCustomer': cart.removeCustomer.bind(cart),
    'cart.addCustomSale': cart.addCustomSale.bind(cart),
    'cart.addLineItem': cart.addLineItem.bind(cart),
    'cart.removeLineItem': cart.removeLineItem.bind(cart),
    'cart.addCartProperties': cart.addCartProperties.bind(cart),
    'cart.removeCartProperties': cart.removeCartProperties.bind(cart),
    'cart.addLineItemProperties': cart.addLineItemProperties.bind(cart),
    'cart.bulkAddLineItemProperties': cart.bulkAddLineItemProperties.bind(cart),
    'cart.removeLineItemProperties': cart.removeLineItemProperties.bind(cart),
    'cart.setLineItemDiscount': cart.setLineItemDiscount.bind(cart),
    'cart.bulkSetLineItemDiscounts': cart.bulkSetLineItemDiscounts.bind(cart),
    'cart.removeLineItemDiscount': cart.removeLineItemDiscount.bind(cart),
    'cart.setAttributedStaff': cart.setAttributedStaff.bind(cart),
    'cart.setAttributedStaffToLineItem': cart.setAttributedStaffToLineItem.bind(cart),
    'cart.addAddress': cart.addAddress.bind(cart),
    'cart.deleteAddress': cart.deleteAddress.bind(cart),
    'cart.updateDefaultAddress': cart.updateDefaultAddress.bind(cart),
    'cart.addLineItemSellingPlan': cart.addLineItemSellingPlan.bind(cart),
    'cart.removeLineItemSellingPlan': cart.removeLineItemSellingPlan.bind(cart),
  };
}

function deviceFunctions(current: () => TillState, actions: TillActions) {
  return {
    'device.getDeviceId': async () => String(current().deviceId),
    'device.isTablet': async () => current().isTablet,
    'toast.show': (content: string) => actions.showToast(content),
    'action.presentModal': () => actions.presentModal(),
    'globalThis.close': () => actions.closeModal(),
    'globalThis.navigation.navigate': actions.navigate.bind(actions),
    'globalThis.navigation.back': () => actions.back(),
    'scanner.showCameraScanner': () => actions.showCameraScanner(),
    'scanner.hideCameraScanner': () => actions.hideCameraScanner(),
    'pinPad.showPinPad': actions.showPinPad.bind(actions),
    'camera.takePhoto': actions.takePhoto.bind(actions),
    'printing.getPrinters': () => actions.getPrinters(),
    'printing.print': actions.print.bind(actions),
    'print.print': (src: string) => actions.print(src),
    'cashDrawer.open': () => actions.openCashDrawer(),
  };
}

/** What is printed on a receipt: `pos.receipt-header` and `-footer`. It cannot be pressed. */
export function buildReceiptApi(
  info: ExtensionInfo,
  current: () => TillState,
  actions: Pick<TillActions, 'storage'>,
  /** The sale the receipt is of, as the typings' `TransactionCompleteWithReprintData` has it. */
  transaction: Readonly<Record<string, unknown>>,
) {
  const state = current();
  return {
    values: {
      transaction,
      locale: state.locale,
      session: state.session,
      device: { name: state.deviceName, deviceId: state.deviceId, isTablet: state.isTablet },
    },
    signals: { 'connectivity.current': tillSignals(state)['connectivity.current'] },
    functions: staffStorage(actions.storage),
    i18n: info.i18n,
  };
}
