import { describe, expect, it } from 'vitest';
import { openTestShop } from '../../test-shop.ts';

describe('the shop', () => {
  it('tells what its owner has set', async () => {
    const { get } = await openTestShop();
    const { shop } = get(`{
      shop {
        id name email myshopifyDomain url currencyCode ianaTimezone timezoneAbbreviation
        timezoneOffset timezoneOffsetMinutes taxesIncluded createdAt plan { publicDisplayName }
        primaryDomain { host } shopAddress { countryCodeV2 formatted }
        currencyFormats { moneyFormat }
        currencySettings(first: 5) { nodes { currencyCode currencyName manualRate } }
      }
    }`);
    expect(shop).toMatchObject({
      name: 'Test Shop',
      myshopifyDomain: 'test-shop.myshopify.com',
      currencyCode: 'EUR',
      timezoneAbbreviation: 'CET',
      timezoneOffset: '+0100',
      timezoneOffsetMinutes: 60,
      createdAt: '2026-11-01T12:00:00Z',
      shopAddress: { countryCodeV2: 'DE', formatted: ['Berlin', 'Germany'] },
      currencyFormats: { moneyFormat: '€{{amount}}' },
      currencySettings: {
        nodes: [
          { currencyCode: 'EUR', currencyName: 'Euro', manualRate: null },
          { currencyCode: 'USD', currencyName: 'US Dollar', manualRate: '1.1' },
        ],
      },
    });
    expect(shop?.id).toMatch(/^gid:\/\/shopify\/Shop\/\d+$/);
  });

  it('tells an app its own installation, and finds what has a gid', async () => {
    const { get, shop, installation, app } = await openTestShop({ scopes: ['write_orders'] });
    const { currentAppInstallation } = get(`{
      currentAppInstallation {
        id app { title handle } accessScopes { handle } activeSubscriptions { id } }
    }`);
    expect(currentAppInstallation).toMatchObject({
      app: { title: app.title, handle: app.handle },
      accessScopes: [{ handle: 'write_orders' }, { handle: 'read_orders' }],
      activeSubscriptions: [],
    });
    const ids = [
      `gid://shopify/Shop/${shop.id}`,
      `gid://shopify/AppInstallation/${installation.id}`,
      'gid://shopify/Shop/1',
    ];
    const { nodes } = get('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
    expect(nodes).toEqual([
      { __typename: 'Shop', id: ids[0] },
      { __typename: 'AppInstallation', id: ids[1] },
      null,
    ]);
  });
});
