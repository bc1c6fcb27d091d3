/** The Customer Account API 2026-07: what customers see and change of themselves. */
import { describe, expect, it } from 'vitest';
import { placeMugs } from '../../admin-api/areas/orders/order-fixture.ts';
import { refundOrder } from '../../trade/refund-order.ts';
import { fulfilOrder } from '../../trade/fulfil-order.ts';
import { creditAccount } from '../../trade/store-credit.ts';
import { must } from '../../trade/shop-fixture.ts';
import { type BuyerShop, dataOf, openBuyerShop } from '../buyer-fixture.ts';

/** An order of two mugs of Ada's. */
const orderOf = ({ admin, ada }: BuyerShop) => placeMugs(admin, { customerId: ada.id });

describe('a customer', () => {
  // https://shopify.dev/docs/api/customer/latest/objects/Customer (2026-11-23)
  it('sees name, address, tags and orders', async () => {
    const shop = await openBuyerShop();
    const order = orderOf(shop);
    expect(
      dataOf(
        shop.account(`{ customer { id displayName firstName tags
          emailAddress { emailAddress marketingState } phoneNumber { phoneNumber }
          orders(first: 5, reverse: true) { nodes { id name totalPrice { amount currencyCode }
            lineItems(first: 5) { nodes { title quantity price { amount } productId } } } } } }`),
      ),
    ).toEqual({
      customer: {
        id: `gid://shopify/Customer/${shop.ada.id}`,
        displayName: 'Ada Moss',
        firstName: 'Ada',
        tags: ['gold'],
        emailAddress: { emailAddress: 'ada@moss.example', marketingState: 'NOT_SUBSCRIBED' },
        phoneNumber: null,
        orders: {
          nodes: [
            {
              id: order.gid,
              name: order.name,
              totalPrice: { amount: '20.0', currencyCode: 'EUR' },
              lineItems: {
                nodes: [
                  {
                    title: 'Mug',
                    quantity: 2,
                    price: { amount: '10.0' },
                    productId: 'gid://shopify/Product/500',
                  },
                ],
              },
            },
          ],
        },
      },
    });
  });

  it('does not find the order of somebody else', async () => {
    const shop = await openBuyerShop();
    const [own, foreign] = [
      orderOf(shop),
      placeMugs(shop.admin, { email: 'bo@moss.example', customerId: null }),
    ];
    const asked = 'query ($id: ID!) { order(id: $id) { name } }';
    expect(dataOf(shop.account(asked, { id: own.gid }))).toEqual({ order: { name: own.name } });
    expect(dataOf(shop.account(asked, { id: foreign.gid }))).toEqual({ order: null });
    const all = '{ customer { orders(first: 9) { nodes { name } } } }';
    expect(dataOf(shop.account(all)).customer?.orders?.nodes).toEqual([{ name: own.name }]);
  });

  // `requiredAccess` of the schema 2026-07, and https://shopify.dev/docs/api/usage/access-scopes
  it('is told of only within the scopes of the app', async () => {
    const shop = await openBuyerShop();
    const customerId = shop.ada.id;
    const denied = (scopes: readonly string[], document: string) =>
      shop.accountOf({ customerId, scopes }, document).errors?.[0]?.extensions?.requiredAccess;
    const named = (scope: string) => `\`${scope}\` access scope.`;
    expect(denied(['read_customers'], '{ customer { id } }')).toBe(
      named('customer_read_customers'),
    );
    const orders = '{ customer { orders(first: 1) { nodes { id } } } }';
    expect(denied(['customer_read_customers'], orders)).toContain('`customer_read_orders`');
    const credit = '{ customer { storeCreditAccounts(first: 1) { nodes { id } } } }';
    expect(denied(['customer_read_customers'], credit)).toBe(
      named('customer_read_store_credit_accounts'),
    );
    const nobody = shop.accountOf({ customerId: null }, '{ customer { id } }');
    expect(nobody.errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED');
  });
});

describe('an order', () => {
  it('tells what was sent, given back and paid', async () => {
    const shop = await openBuyerShop();
    const { world, shop: record } = shop.admin;
    const order = orderOf(shop);
    const lineId = order.lines[0]?.id ?? 0;
    must(
      fulfilOrder(world, record.id, {
        orderId: order.id,
        lines: [{ lineId, quantity: 2 }],
        trackingCompany: 'DHL',
        trackingNumber: '1Z',
      }),
    );
    must(
      refundOrder(world, record.id, {
        orderId: order.id,
        lines: [{ lineId, quantity: 1, restockType: 'no_restock' }],
      }),
    );
    expect(
      dataOf(
        shop.account(
          `query ($id: ID!) { order(id: $id) { financialStatus fulfillmentStatus
            totalPrice { amount } totalRefunded { amount }
            refunds { totalRefunded { amount } }
            fulfillments(first: 5) { nodes { status trackingInformation { company number }
              fulfillmentLineItems(first: 5) { nodes { quantity lineItem { title } } } } }
            transactions { kind type transactionAmount { presentmentMoney { amount } } } } }`,
          { id: order.gid },
        ),
      ).order,
    ).toEqual({
      financialStatus: 'PARTIALLY_REFUNDED',
      fulfillmentStatus: 'FULFILLED',
      totalPrice: { amount: '10.0' },
      totalRefunded: { amount: '10.0' },
      refunds: [{ totalRefunded: { amount: '10.0' } }],
      fulfillments: {
        nodes: [
          {
            status: 'SUCCESS',
            trackingInformation: [{ company: 'DHL', number: '1Z' }],
            fulfillmentLineItems: { nodes: [{ quantity: 2, lineItem: { title: 'Mug' } }] },
          },
        ],
      },
      transactions: [
        { kind: 'SALE', type: 'CARD', transactionAmount: { presentmentMoney: { amount: '20.0' } } },
        {
          kind: 'REFUND',
          type: 'CARD',
          transactionAmount: { presentmentMoney: { amount: '10.0' } },
        },
      ],
    });
  });
});

describe('store credit', () => {
  // https://shopify.dev/docs/api/customer/latest/objects/StoreCreditAccount (2026-11-23)
  it('is told with its transactions', async () => {
    const shop = await openBuyerShop();
    const { world, shop: record } = shop.admin;
    const place = { customerId: shop.ada.id };
    must(creditAccount(world, record.id, { place, amountMinor: 750 }));
    expect(
      dataOf(
        shop.account(`{ customer { storeCreditAccounts(first: 1) { nodes {
          balance { amount currencyCode } transactions(first: 5) { nodes { event
            amount { amount } ... on StoreCreditAccountCreditTransaction {
              remainingAmount { amount } } } } } } } }`),
      ).customer?.storeCreditAccounts?.nodes,
    ).toEqual([
      {
        balance: { amount: '7.5', currencyCode: 'EUR' },
        transactions: {
          nodes: [
            {
              event: 'ADJUSTMENT',
              amount: { amount: '7.5' },
              remainingAmount: { amount: '7.5' },
            },
          ],
        },
      },
    ]);
  });
});
