/** https://shopify.dev/docs/api/app-bridge-library/apis/navigation (read 2026-11). */
import { describe, expect, it } from 'vitest';
import { litItem, placeAddress } from './app-address.ts';

const PLACE = {
  root: '/store/demo-shop',
  appHandle: 'club',
  appOrigin: 'http://localhost:3102',
  shop: 'demo-shop.myshopify.com',
};

describe('an address an app names', () => {
  it.each([
    ['shopify://admin/products', '/store/demo-shop/products'],
    ['shopify:admin/orders/5?x=1', '/store/demo-shop/orders/5?x=1'],
    ['shopify:/admin', '/store/demo-shop'],
    ['http://localhost:3102/members?page=2', '/store/demo-shop/apps/club/members?page=2'],
    ['https://admin.shopify.com/store/demo-shop/apps/club', '/store/demo-shop/apps/club'],
    [
      'https://demo-shop.myshopify.com/admin/oauth/install?client_id=1',
      '/store/demo-shop/oauth/install?client_id=1',
    ],
    [
      'https://demo-shop.myshopify.com/products/mug',
      'https://demo-shop.myshopify.com/products/mug',
    ],
    ['https://example.com/a', 'https://example.com/a'],
  ])('%s lies at %s', (address, place) => {
    expect(placeAddress(address, PLACE)).toBe(place);
  });
});

describe('the menu', () => {
  it.each([
    ['/members', '/members'],
    ['/members/5?tab=1', '/members'],
    ['/members/tiers/2', '/members/tiers'],
    ['/membership', null],
    ['/', null],
  ])('lights for %s the item %s', (path, lit) => {
    expect(litItem(path, ['/members', '/members/tiers', '/settings'])).toBe(lit);
  });
});
