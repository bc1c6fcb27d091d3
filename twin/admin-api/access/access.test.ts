/**
 * Who may read what. Sources: the sentences are those of Shopify's introspection (@shopify/dev-mcp
 * 1.16.0, admin_2026-07); errors as recorded in airhorns/shopify-draft-proxy (2026-08), and
 * https://shopify.dev/docs/apps/launch/protected-customer-data (read 2026-11-23).
 */
import { describe, expect, it } from 'vitest';
import type { Area } from '../engine/area.ts';
import { assembleAreas } from '../engine/area.ts';
import { executeAdmin } from '../engine/execute-admin.ts';
import { APPROVED } from '../engine/context.ts';
import { loadSchema } from '../../schema/load-schema.ts';
import { installScalars } from '../engine/scalars.ts';
import { openTestShop, TEST_NOW } from '../test-shop.ts';
import { orderWindow } from './order-window.ts';
import { isGranted, parseRequiredAccess, withImplied } from './required-access.ts';

describe('a sentence about access', () => {
  it.each([
    ['`read_orders` access scope.', [['read_orders']]],
    [
      '`read_orders` access scope, `read_marketplace_orders` ' +
        'access scope or `read_quick_sale` access scope.',
      [['read_orders', 'read_marketplace_orders', 'read_quick_sale']],
    ],
    ['Apps must have `write_discounts` access scope.', [['write_discounts']]],
    [
      '`read_customers` access scope. Also: Requires `read_customer_payment_methods` scope.',
      [['read_customers'], ['read_customer_payment_methods']],
    ],
    [
      '`write_products` access scope as well as any of `write_own_subscription_contracts`, ' +
        '`write_purchase_options` access scopes. Also: The user must ' +
        'have `manage_orders_information` permissions.',
      [['write_products'], ['write_own_subscription_contracts', 'write_purchase_options']],
    ],
    [
      '`write_orders` access scope. Also: The user must have ' +
        'capture_payments_for_orders permission.',
      [['write_orders']],
    ],
    [
      '`read_markets` for queries and both `read_markets` as well ' +
        'as `write_markets` for mutations.',
      [['read_markets']],
    ],
    ['This mutation can only be used by apps to uninstall themselves.', []],
  ])('%s', (sentence, rule) => {
    expect(parseRequiredAccess(sentence)).toEqual(rule);
  });

  it('is satisfied by one scope of each group, and writing carries reading', () => {
    const rule = [['read_orders', 'read_quick_sale'], ['read_customers']];
    expect(isGranted(rule, withImplied(['write_orders', 'read_customers']))).toBe(true);
    expect(isGranted(rule, withImplied(['write_orders']))).toBe(false);
  });
});

/** Customers without an area of their own: what is asked here is only who may see them. */
const customers: Area = {
  queries: {
    customer: () => ({ id: 7, phone: '+491701', firstName: 'Ada', defaultEmailAddress: email }),
    customers: () => ({ nodes: [{ id: 7, phone: '+491701' }], edges: [] }),
    node: () => ({ __typename: 'Customer', id: 7 }),
  },
};
const email = { emailAddress: 'ada@example.com' };

async function openCustomers(scopes: string[], approvals = {}) {
  const twin = await openTestShop({ scopes });
  const { world, shop, app, installation } = twin;
  return (document: string) =>
    executeAdmin({
      schema: installScalars(loadSchema('admin_2026-07')),
      registry: assembleAreas({ customers }),
      document,
      context: {
        world,
        shop,
        app,
        installation,
        scopes: withImplied(scopes),
        userId: null,
        apiVersion: '2026-07',
        origin: '',
        approvals: { ...APPROVED, ...approvals },
        onNotImplemented: () => undefined,
      },
    });
}

const one = '{ customer(id: "gid://shopify/Customer/7") { id phone } }';

describe('a token without the scope', () => {
  it.each([
    ['customers', '{ customers(first: 1) { nodes { id } } }'],
    ['customer', one],
    ['node', '{ node(id: "gid://shopify/Customer/7") { id } }'],
  ])('gets no answer to %s', async (field, document) => {
    const ask = await openCustomers(['write_orders']);
    expect(ask(document).errors).toEqual([
      {
        message:
          `Access denied for ${field} field. Required ` +
          `access: \`read_customers\` access scope.`,
        locations: [{ line: 1, column: 3 }],
        path: [field],
        extensions: {
          code: 'ACCESS_DENIED',
          documentation: 'https://shopify.dev/api/usage/access-scopes',
          requiredAccess: '`read_customers` access scope.',
        },
      },
    ]);
  });

  it('gets one with it, or with the scope that writes', async () => {
    for (const scope of ['read_customers', 'write_customers']) {
      const ask = await openCustomers([scope]);
      expect(ask(one)).toEqual({
        data: { customer: { id: 'gid://shopify/Customer/7', phone: '+491701' } },
      });
    }
  });
});

describe('protected customer data', () => {
  it('of level 2 is null and an error, field by field', async () => {
    const ask = await openCustomers(['read_customers'], { phone: false, name: false });
    const document = `{ customer(id: "gid://shopify/Customer/7") {
      phone firstName defaultEmailAddress { emailAddress } } }`;
    const { data, errors } = ask(document);
    expect(data).toEqual({
      customer: { phone: null, firstName: null, defaultEmailAddress: email },
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['customer', 'phone'], 'ACCESS_DENIED'],
      [['customer', 'firstName'], 'ACCESS_DENIED'],
    ]);
  });

  it('of level 1 is the whole object', async () => {
    const ask = await openCustomers(['read_customers'], { customerData: false });
    expect(ask(one).data).toEqual({ customer: null });
    expect(ask(one).errors?.[0]?.message).toBe(
      'This app is not approved to access the Customer object. See ' +
        'https://shopify.dev/docs/apps/launch/protected-customer-data for more details.',
    );
  });
});

describe('the window of orders', () => {
  it('is 60 days, and open with read_all_orders', async () => {
    const { world } = await openTestShop();
    const context = (scopes: string[]) => ({ world, scopes: withImplied(scopes) });
    expect(orderWindow(context(['read_orders', 'read_all_orders']))).toBeNull();
    expect(orderWindow(context(['read_orders']))).toMatchObject({
      field: 'created_at',
      comparison: '>=',
      value: new Date(TEST_NOW - 60 * 86_400_000).toISOString(),
    });
  });
});
