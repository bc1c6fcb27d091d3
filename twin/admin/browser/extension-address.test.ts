import { describe, expect, it } from 'vitest';
import { extensionAddress } from './extension-address.ts';

const PAGE = { root: '/store/demo-shop', shop: 'demo-shop.myshopify.com' };
const CLUB = { appHandle: 'club', appUrl: 'http://127.0.0.1:3102' };

describe('an address an extension names', () => {
  it.each([
    ['shopify:admin/products/7', '/store/demo-shop/products/7'],
    ['app:', '/store/demo-shop/apps/club'],
    ['app:members?page=2', '/store/demo-shop/apps/club/members?page=2'],
    ['app:/members', '/store/demo-shop/apps/club/members'],
    ['/members', '/store/demo-shop/apps/club/members'],
    ['https://example.com/help', 'https://example.com/help'],
  ])('%s leads to %s', (url, address) => {
    expect(extensionAddress(url, PAGE, CLUB)).toEqual({ address });
  });

  it('of another extension is its handle', () => {
    expect(extensionAddress('extension:award-points', PAGE, CLUB)).toEqual({
      extension: 'award-points',
    });
    expect(extensionAddress('extension://award-points', PAGE, CLUB)).toEqual({
      extension: 'award-points',
    });
  });
});
