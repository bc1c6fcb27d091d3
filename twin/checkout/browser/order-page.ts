/** The thank-you page and the order status page: extensions beside an order that is placed. */
import { createInterceptors } from '../../extensions/surfaces/interceptors.ts';
import { buildOrderStatusApi } from '../../extensions/surfaces/account.ts';
import { buildThankYouApi } from '../../extensions/surfaces/checkout.ts';
import type { OrderStatusState, ThankYouState } from '../../extensions/surfaces/types.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import { accountActions } from '../../placements/browser/account-actions.ts';
import {
  askedMetafields,
  mountExtensions,
  readState,
} from '../../placements/browser/mount-extensions.ts';
import { checkoutActions } from './checkout-actions.ts';
import { foldSummaryOnPhones, lineAt } from './draw-checkout.ts';

type Page = (ThankYouState | OrderStatusState) & {
  readonly extensions: readonly PlacedExtension[];
};

const state = readState<Page>();
const interceptors = createInterceptors();

/** Nothing of a placed order can be changed from its page. */
const change = async () => {
  throw new Error('The order is placed: nothing of it can be changed here.');
};

foldSummaryOnPhones();

const { language, currency, timezone } = state.localization;
await mountExtensions(
  state.extensions,
  { language, currency, timezone },
  (extension, info, root) => {
    if ('orderConfirmation' in state) {
      const own = { ...state, appMetafields: askedMetafields(state.appMetafields, extension) };
      const actions = checkoutActions(extension, { change, interceptors });
      const line = lineAt(own.lines, root);
      return buildThankYouApi(info, () => own, actions, line ? { item: line } : {});
    }
    const own = { ...state, appMetafields: askedMetafields(state.appMetafields, extension) };
    return buildOrderStatusApi(info, () => own, accountActions(extension), lineAt(own.lines, root));
  },
);
