import { expect, it } from 'vitest';
import { ShopifyUnavailable } from '../../services/ports/shopify.ts';
import { sayBug } from '../../services/say-bug.ts';
import { sayTrouble } from './say-trouble.ts';

const BUSY = 'Shopify could not be reached, or was too busy.';
const DENIED = 'Shopify does not allow Laurel to do this yet.';

it.each([
  [new ShopifyUnavailable('try_later', 'throttled').message, BUSY],
  ['try_later', BUSY],
  [new ShopifyUnavailable('try_later', 'ACCESS_DENIED: Access (orders)').message, DENIED],
  [new ShopifyUnavailable('try_later', 'status 403').message, DENIED],
  ['ACCESS_DENIED', DENIED],
  [
    new ShopifyUnavailable('unknown_outcome', 'INTERNAL_SERVER_ERROR').message,
    'Shopify’s answer was lost; Laurel looks whether it happened first.',
  ],
  [
    new ShopifyUnavailable('uninstalled', 'status 404').message,
    'Laurel has no access to your shop.',
  ],
  [sayBug(new RangeError('x')), 'Laurel itself failed over it; its log says why.'],
  ['MAX_ENTRIES', 'Shopify said no (MAX_ENTRIES).'],
  ['It was deleted in the admin.', 'It was deleted in the admin.'],
])('%s is told as “%s”', (reason, words) => {
  expect(sayTrouble(reason)).toBe(words);
});
