/** `shopify` and `navigation` in customer accounts, and on the status page of an order. */
import {
  buyerFunctions,
  extensionSignals,
  extensionValues,
  languageSignals,
  purchaseSignals,
  subjectValues,
} from './buyer-api.ts';
import type {
  AccountActions,
  AccountState,
  ExtensionInfo,
  IntentAnswer,
  OrderStatusState,
  PlatformRequest,
} from './types.ts';

/** Profile, order list, full pages and order actions: somebody who is logged in. */
export function buildAccountApi(
  info: ExtensionInfo,
  current: () => AccountState,
  actions: AccountActions,
) {
  const state = current();
  return {
    values: {
      ...extensionValues(info, info.target),
      ...subjectValues(state),
      'globalThis.navigation.currentEntry': state.currentEntry,
    },
    signals: accountSignals(info, state),
    functions: accountFunctions(info, actions),
    answers: ACCOUNT_ANSWERS,
    eventTargets: ['globalThis.navigation'],
    i18n: info.i18n,
  };
}

/** The order status page; also without log-in, where `authenticationState` says so. */
export function buildOrderStatusApi(
  info: ExtensionInfo,
  current: () => OrderStatusState,
  actions: AccountActions,
  /** The line a `cart-line-item` target stands at. */
  line?: OrderStatusState['lines'][number],
) {
  const state = current();
  return {
    values: {
      ...extensionValues(info, info.target),
      ...subjectValues(state),
      shop: state.shop,
      'globalThis.navigation.currentEntry': state.currentEntry,
    },
    signals: {
      ...accountSignals(info, state),
      ...purchaseSignals(state),
      appMetafields: state.appMetafields,
      order: state.order,
      authenticationState: state.authenticationState,
      ...(line ? { target: line } : {}),
    },
    functions: { ...accountFunctions(info, actions), requireLogin: () => actions.requireLogin() },
    answers: ACCOUNT_ANSWERS,
    eventTargets: ['globalThis.navigation'],
    i18n: info.i18n,
  };
}

const ACCOUNT_ANSWERS = { 'intents.invoke': { kind: 'later', member: 'complete' } } as const;

function accountSignals(info: ExtensionInfo, state: AccountState) {
  return {
    ...extensionSignals(info),
    ...languageSignals(state.localization, info),
    'authenticatedAccount.customer': state.customer,
    'authenticatedAccount.purchasingCompany': state.purchasingCompany,
    customerPrivacy: state.customerPrivacy,
  };
}

function accountFunctions(info: ExtensionInfo, actions: AccountActions) {
  return {
    ...buyerFunctions(info, actions),
    'toast.show': async (content: string) => actions.showToast(content),
    'intents.invoke': (query: unknown, options?: unknown): Promise<IntentAnswer> =>
      actions.invokeIntent(query, options),
    'globalThis.navigation.navigate': actions.navigate.bind(actions),
    'globalThis.navigation.updateCurrentEntry': actions.updateCurrentEntry.bind(actions),
    close: () => actions.close(),
    fetch: (url: string, request: PlatformRequest) => actions.fetchPlatform(url, request),
  };
}
