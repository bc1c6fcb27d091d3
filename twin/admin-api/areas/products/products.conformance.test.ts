/**
 * Products as Shopify answered. Every case names its recording: a file of the public repository
 * airhorns/shopify-draft-proxy, under fixtures/conformance/…/products (2026-08).
 */
import { expect, it } from 'vitest';
import { openTestShop } from '../../test-shop.ts';

it('a variant without a number says so (discount-entitlement-connections.json)', async () => {
  const { get } = await openTestShop();
  const { productCreate } = get(`mutation { productCreate(product: { title: "Mug" }) {
    product { variants(first: 1) { nodes { title sku inventoryItem { sku } } } } } }`);
  expect(productCreate?.product?.variants?.nodes).toEqual([
    { title: 'Default Title', sku: null, inventoryItem: { sku: null } },
  ]);
});
