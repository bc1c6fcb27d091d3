/**
 * Somebody whose name, address and numbers are told in every payload of their life, so that a test
 * can look for what is left of them.
 */
import { expect } from 'vitest';
import { day } from './drain-shop.ts';
import { dumpOf, type IntakeShop } from './intake-shop.ts';
import {
  type JsonObject,
  orderBody,
  rawNumber,
  sampleBody,
  samplePayload,
  toBody,
} from './shopify-samples.ts';

export const CUSTOMER = '7700112233445566';
export const ORDERS = ['8800112233440001', '8800112233440002'];
export const REFUND = '9900112233445566';
export const ANOTHER = '424242424242';
export const EMAIL = 'wilhelmina.canary@example.com';
/** What no byte of the database may hold afterwards. */
export const CANARIES = [
  CUSTOMER,
  ...ORDERS,
  REFUND,
  '#9001',
  '#9002',
  EMAIL,
  'Wilhelmina',
  'Featherstone',
  '+44 20 7946 0999',
  'Canary Wharf 1',
];

const PERSON: JsonObject = {
  id: rawNumber(CUSTOMER),
  admin_graphql_api_id: `gid://shopify/Customer/${CUSTOMER}`,
  email: EMAIL,
  first_name: 'Wilhelmina',
  last_name: 'Featherstone',
  phone: '+44 20 7946 0999',
};
const ADDRESS: JsonObject = {
  name: 'Wilhelmina Featherstone',
  address1: 'Canary Wharf 1',
  phone: '+44 20 7946 0999',
};

export function theirOrder(place: number, changes: JsonObject = {}): Buffer {
  const at = new Date(day(-20 + place)).toISOString();
  return orderBody(ORDERS[place] ?? '', {
    name: `#900${place + 1}`,
    currency: 'GBP',
    customer: PERSON,
    email: EMAIL,
    contact_email: EMAIL,
    billing_address: ADDRESS,
    shipping_address: ADDRESS,
    created_at: at,
    processed_at: at,
    updated_at: at,
    line_items: [
      {
        id: rawNumber(`66001122334400${place}`),
        quantity: 2,
        current_quantity: 2,
        price: '50.00',
        gift_card: false,
        discount_allocations: [],
        tax_lines: [],
      },
    ],
    tax_lines: [],
    refunds: [],
    ...changes,
  });
}

export function anothersOrder(): Buffer {
  const customer = {
    id: rawNumber(ANOTHER),
    admin_graphql_api_id: `gid://shopify/Customer/${ANOTHER}`,
  };
  return theirOrder(0, {
    id: rawNumber('31337313373'),
    admin_graphql_api_id: 'gid://shopify/Order/31337313373',
    name: '#1000',
    customer,
    email: 'somebody@example.com',
    contact_email: 'somebody@example.com',
  });
}

export function theirRefund(): Buffer {
  const payload = samplePayload('refunds/create');
  return toBody({
    ...payload,
    id: rawNumber(REFUND),
    admin_graphql_api_id: `gid://shopify/Refund/${REFUND}`,
    order_id: rawNumber(ORDERS[1] ?? ''),
    created_at: new Date(day(-3)).toISOString(),
    refund_line_items: [
      { quantity: 1, line_item_id: rawNumber('660011223344001'), line_item: null },
    ],
    order_adjustments: [],
  });
}

export const redactBody = () =>
  sampleBody('customers/redact', {
    customer: { id: rawNumber(CUSTOMER), email: EMAIL, phone: '+44 20 7946 0999' },
    // Shopify names one of the two only: the other is known to be theirs.
    orders_to_redact: [rawNumber(ORDERS[0] ?? '')],
  });

/** Orders paid and matured, one unit given back, a request, a guest's order, an unreadable one. */
export async function liveALife(shop: IntakeShop): Promise<void> {
  await shop.send('orders/paid', theirOrder(0));
  await shop.send('orders/paid', theirOrder(1));
  await shop.send('orders/paid', anothersOrder());
  await shop.send('refunds/create', theirRefund());
  await shop.send('orders/updated', theirOrder(1, { currency: 'nonsense' }));
  await shop.send(
    'customers/data_request',
    sampleBody('customers/data_request', {
      customer: { id: rawNumber(CUSTOMER), email: EMAIL },
      orders_requested: ORDERS.map(rawNumber),
    }),
  );
  await shop.drain();
  shop.time.now = day(1);
}

type Sums = { members: number; pending: number; available: number; movements: number };

export async function sums(shop: IntakeShop): Promise<Sums> {
  const { rows } = await shop.owner.query<Sums>(
    `SELECT count(*) AS members, sum(pending)::bigint AS pending,
            sum(available)::bigint AS available, (SELECT count(*) FROM movements) AS movements
     FROM members`,
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate answers one row');
  return row;
}

export async function expectNoTrace(
  shop: IntakeShop,
  canaries: readonly string[] = CANARIES,
): Promise<void> {
  const dump = await dumpOf(shop.owner);
  const hash = shop.vault.emailHash(EMAIL);
  const found = [...canaries, hash].filter((canary) => {
    // Bytes are dumped as hex.
    return dump.includes(canary) || dump.includes(Buffer.from(canary).toString('hex'));
  });
  expect(found).toEqual([]);
}
