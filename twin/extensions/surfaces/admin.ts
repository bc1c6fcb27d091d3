/** `shopify` in the admin: blocks, actions, function settings, app homes, data targets. */
import { adminStorage } from './storage.ts';
import type { AdminActions, AdminState, ExtensionInfo, PlatformRequest } from './types.ts';

/** One builder for all admin targets: what a target does not have is simply never read. */
export function buildAdminApi(
  info: ExtensionInfo,
  current: () => AdminState,
  actions: AdminActions,
) {
  const state = current();
  return {
    values: {
      extensionPoint: info.target,
      'extension.target': info.target,
      data: dataOf(state),
      ...(state.launchUrl === undefined ? {} : { 'intents.launchUrl': state.launchUrl }),
      __enabledFeatures: [] as string[],
    },
    signals: {
      'intents.request': state.intent ?? null,
      ...discountSignals(state),
    },
    functions: {
      ...adminStorage(actions.storage),
      ...platformFunctions(actions),
      ...intentFunctions(actions),
      ...settingsFunctions(actions),
    },
    answers: ADMIN_ANSWERS,
    i18n: info.i18n,
    appFetch: { appUrl: actions.appUrl, tokenFunction: 'auth.idToken' },
  };
}

const ADMIN_ANSWERS = {
  picker: { kind: 'later', member: 'selected' },
  resourcePicker: { kind: 'selection' },
  'intents.invoke': { kind: 'later', member: 'complete' },
  'storage.entries': { kind: 'iterator' },
  'tools.register': { kind: 'undo', name: 'tools.unregister' },
} as const;

function dataOf({ selected, moreData, discount }: AdminState) {
  return {
    selected: [...selected],
    ...(discount ? { id: discount.id, metafields: [...discount.metafields] } : {}),
    ...moreData,
  };
}

function discountSignals({ discount }: AdminState) {
  if (!discount) return {};
  return {
    'discounts.discountClasses': [...discount.classes],
    'discounts.discountMethod': discount.method,
    'discounts.purchaseType': discount.purchaseType,
    'discounts.recurringCycleLimit': discount.recurringCycleLimit,
  };
}

function platformFunctions(actions: AdminActions) {
  return {
    'auth.idToken': () => actions.getIdToken(),
    query: actions.query.bind(actions),
    fetch: (url: string, request: PlatformRequest) => actions.fetchPlatform(url, request),
    'navigation.navigate': actions.navigate.bind(actions),
    close: () => actions.close(),
    picker: actions.pick.bind(actions),
    resourcePicker: actions.pickResources.bind(actions),
    'toast.show': actions.showToast.bind(actions),
    'toast.hide': () => actions.hideToast(),
    loading: actions.setLoading.bind(actions),
    'app.extensions': () => actions.listExtensions(),
    'tools.register': actions.registerTool.bind(actions),
    'tools.unregister': actions.unregisterTool.bind(actions),
    'tools.clear': () => actions.clearTools(),
  };
}

function intentFunctions(actions: AdminActions) {
  return {
    'intents.invoke': actions.invokeIntent.bind(actions),
    'intents.response.ok': (data?: unknown) => actions.answerIntent({ code: 'ok', data }),
    'intents.response.error': (message: string, issues?: unknown) =>
      actions.answerIntent({ code: 'error', message, issues }),
    'intents.response.closed': () => actions.answerIntent({ code: 'closed' }),
  };
}

function settingsFunctions(actions: AdminActions) {
  return {
    applyMetafieldChange: actions.applyMetafieldChange.bind(actions),
    applyMetafieldsChange: actions.applyMetafieldsChange.bind(actions),
    'discounts.updateDiscountClasses': (classes: readonly string[]) =>
      actions.updateDiscount({ classes }),
    'discounts.updatePurchaseType': (purchaseType: string) =>
      actions.updateDiscount({ purchaseType }),
    'discounts.updateRecurringCycleLimit': (recurringCycleLimit: number | null) =>
      actions.updateDiscount({ recurringCycleLimit }),
  };
}
