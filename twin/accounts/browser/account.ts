/** The account's pages: extensions of somebody who is logged in. */
import { buildAccountApi } from '../../extensions/surfaces/account.ts';
import type { AccountState } from '../../extensions/surfaces/types.ts';
import { accountActions, followLinks } from '../../placements/browser/account-actions.ts';
import { mountExtensions, readState } from '../../placements/browser/mount-extensions.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';

const state = readState<AccountState & { readonly extensions: readonly PlacedExtension[] }>();
const { language, currency, timezone } = state.localization;

followLinks(state.extensions);

await mountExtensions(state.extensions, { language, currency, timezone }, (extension, info) =>
  buildAccountApi(
    info,
    () => ({ ...state, currentEntry: { key: 'page', url: location.href, state: history.state } }),
    accountActions(extension),
  ),
);
