/** What an extension sees on the pages of somebody who is logged in. */
import type { AccountState } from '../extensions/surfaces/types.ts';
import { commonState } from '../checkout/purchase-state.ts';
import type { Customer } from '../model/customer.ts';
import type { Shop } from '../model/shop.ts';

/** Plain JSON for the page's script. */
export function accountState(shop: Shop, customer: Customer): AccountState {
  const { localization, customerPrivacy } = commonState(shop, shop.currency);
  return {
    localization,
    customerPrivacy,
    customer: { id: `gid://shopify/Customer/${customer.id}` },
    purchasingCompany: undefined,
    currentEntry: { key: 'account', url: '/account', state: null },
  };
}
