/** What every page of a buyer answers its extensions. */
import type { BuyerActions } from '../../extensions/surfaces/types.ts';
import { createBrowserStore } from '../../extensions/surfaces/storage.ts';
import type { PlacedExtension } from '../placed-extensions.ts';
import { sessionToken } from './mount-extensions.ts';
import { queryStorefront } from './platform-calls.ts';

/** Tokens and storage are the extension's own; consent and analytics have no third party here. */
export function buyerActions(extension: PlacedExtension): BuyerActions {
  return {
    getSessionToken: () => sessionToken(extension),
    query: (query, options) => queryStorefront(extension, query, options),
    publish: async () => true,
    visitor: async () => ({ type: 'success' }),
    applyTrackingConsentChange: async () => ({ type: 'success' }),
    storage: createBrowserStore(`${extension.appHandle}/${extension.handle}`),
  };
}
