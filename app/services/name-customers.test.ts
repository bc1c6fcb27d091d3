import { expect, test } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { rememberNames } from './name-customers.ts';
import { ShopifyUnavailable } from './ports/shopify.ts';

const SHOP = { programId: 1, shopId: 2, domain: 'demo-shop.myshopify.com' };
const at = (seconds: number) => instant(1_780_000_000_000 + seconds * 1000);

test('a page read anew asks for names once a minute, or when others are on it', async () => {
  const asked: (readonly string[])[] = [];
  const names = rememberNames(async (_shop, ids) => {
    asked.push(ids);
    return ids.map((customerId) => ({ customerId, name: `Name ${customerId}`, email: null }));
  });
  const first = await names(SHOP, ['7', null, '7'], at(0));
  expect(first.byId.get('7')?.name).toBe('Name 7');
  await names(SHOP, ['7'], at(59));
  expect(asked).toEqual([['7']]);
  await names(SHOP, ['7'], at(60));
  await names(SHOP, ['8', '7'], at(61));
  await names({ ...SHOP, shopId: 3 }, ['8', '7'], at(62));
  expect(asked).toEqual([['7'], ['7'], ['7', '8'], ['7', '8']]);
});

test('a page has no names, and still comes, while Shopify is silent', async () => {
  const names = rememberNames(async () => {
    throw new ShopifyUnavailable('try_later', 'down');
  });
  expect(await names(SHOP, ['7'], at(0))).toEqual({ byId: new Map(), trouble: 'shopify_silent' });
});
