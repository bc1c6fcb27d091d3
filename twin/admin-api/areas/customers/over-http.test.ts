/**
 * Shopify's own client, @shopify/admin-api-client 2.0.0 (the package's README), asks what a loyalty
 * app asks: it makes a customer, gives credit and a card, and reads them back over the schema
 * 2026-07.
 */
import { createAdminApiClient } from '@shopify/admin-api-client';
import { expect, it } from 'vitest';
import { adminRoutes } from '../../http/admin-routes.ts';
import { openAdminService } from '../../http/admin-service.ts';
import { openTestShop } from '../../test-shop.ts';

async function openClient() {
  const { world, app, installation, shop } = await openTestShop();
  const service = openAdminService({ world, origin: 'http://localhost:3100' });
  const routes = adminRoutes({
    service,
    now: () => world.clock.now(),
    lookUp: () => ({ app, installation, shop, scopes: installation.scopes, userId: null }),
    faults: { before: () => null, after: () => null },
    recordCall: () => undefined,
  });
  return createAdminApiClient({
    storeDomain: 'test-shop.myshopify.com',
    apiVersion: '2026-07',
    accessToken: 'shpat_test',
    customFetchApi: async (url, init) => routes.request(new URL(String(url)).pathname, init),
  });
}

it('Shopify’s own client reads and rewards a customer', async () => {
  const client = await openClient();
  const made = await client.request(
    `mutation ($input: CustomerInput!) {
      customerCreate(input: $input) { customer { id } userErrors { field message } }
    }`,
    { variables: { input: { email: 'ada@example.com', firstName: 'Ada', tags: ['vip'] } } },
  );
  expect(made.errors).toBeUndefined();
  const id = (made.data as { customerCreate: { customer: { id: string } } }).customerCreate.customer
    .id;
  const rewarded = await client.request(
    `mutation ($id: ID!) {
      storeCreditAccountCredit(id: $id, creditInput: {
        creditAmount: { amount: "5.00", currencyCode: EUR }
      }) {
        storeCreditAccountTransaction { balanceAfterTransaction { amount } }
        userErrors { code }
      }
      giftCardCreate(input: { initialValue: "10.00", code: "LOYAL0001", customerId: $id }) {
        giftCard { customer { id } } giftCardCode userErrors { code }
      }
    }`,
    { variables: { id } },
  );
  expect(rewarded.data).toEqual({
    storeCreditAccountCredit: {
      storeCreditAccountTransaction: { balanceAfterTransaction: { amount: '5.0' } },
      userErrors: [],
    },
    giftCardCreate: { giftCard: { customer: { id } }, giftCardCode: 'loyal0001', userErrors: [] },
  });
  const read = await client.request(
    `{ customers(first: 1, query: "tag:vip") { nodes {
      id tags storeCreditAccounts(first: 1) { nodes { balance { amount currencyCode } } }
    } } }`,
  );
  expect(read.data).toEqual({
    customers: {
      nodes: [
        {
          id,
          tags: ['vip'],
          storeCreditAccounts: { nodes: [{ balance: { amount: '5.0', currencyCode: 'EUR' } }] },
        },
      ],
    },
  });
});
