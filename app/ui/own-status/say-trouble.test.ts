import { expect, it } from 'vitest';
import { sayTrouble } from './say-trouble.ts';

const BUSY = 'Shopify did not answer as it should, or was too busy.';
const DENIED = 'Shopify does not allow Laurel to do this yet.';

it.each([
  ['Shopify: try_later (throttled)', BUSY],
  ['try_later', BUSY],
  ['Shopify: try_later (ACCESS_DENIED: Access (orders))', DENIED],
  ['Shopify: try_later (status 403)', DENIED],
  ['ACCESS_DENIED', DENIED],
  [
    'Shopify: unknown_outcome (INTERNAL_SERVER_ERROR)',
    'Shopify’s answer was lost; Laurel looks whether it happened first.',
  ],
  ['Shopify: uninstalled (status 404)', 'Laurel has no access to your shop.'],
  ['bug: RangeError', 'Laurel itself failed over it; its log says why.'],
  ['MAX_ENTRIES', 'Shopify said no (MAX_ENTRIES).'],
  ['It was deleted in the admin.', 'It was deleted in the admin.'],
])('%s is told as “%s”', (reason, words) => {
  expect(sayTrouble(reason)).toBe(words);
});
