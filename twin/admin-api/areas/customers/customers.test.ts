/**
 * Customers over the real schema. Words, codes and shapes are those of recorded answers of
 * Shopify in airhorns/shopify-draft-proxy, `fixtures/conformance/…/customers/*.json` (read
 * 2026-11); each case names its file.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const CREATE = `mutation ($input: CustomerInput!) {
  customerCreate(input: $input) {
    customer { id displayName email tags state verifiedEmail canDelete note numberOfOrders
      amountSpent { amount currencyCode } lifetimeDuration mergeable { isMergeable errorFields }
      defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
      defaultPhoneNumber { phoneNumber marketingState }
      defaultAddress { id name formattedArea province country }
      addressesV2(first: 5) { nodes { address1 } } orders(first: 1) { nodes { id } }
      lastOrder { id } statistics { predictedSpendTier rfmGroup }
      metafields(first: 5) { nodes { key value } } }
    userErrors { field message }
  }
}`;

let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
  handleTradeTasks(shop.world);
});

function create(input: object) {
  return shop.get(CREATE, { input }).customerCreate as never as {
    customer: Record<string, never> & { id: string };
    userErrors: { field: string[] | null; message: string }[];
  };
}

describe('a customer made by an app', () => {
  // customer-create-parity.json, customer-set-parity.json (addresses)
  it('is what was said, with tags in order and nothing bought', () => {
    const { customer, userErrors } = create({
      email: 'Ada@Example.com',
      phone: '+1 (415) 555-8744',
      firstName: 'Ada',
      lastName: 'Create',
      note: 'a note',
      tags: ['parity', 'create, extra'],
      addresses: [{ address1: '10 Set St', city: 'Ottawa', countryCode: 'CA', provinceCode: 'ON' }],
      metafields: [
        { namespace: 'custom', key: 'tier', type: 'single_line_text_field', value: 'gold' },
      ],
    });
    expect(userErrors).toEqual([]);
    expect(customer).toMatchObject({
      displayName: 'Ada Create',
      email: 'ada@example.com',
      tags: ['create', 'extra', 'parity'],
      state: 'DISABLED',
      verifiedEmail: true,
      canDelete: true,
      numberOfOrders: '0',
      amountSpent: { amount: '0.0', currencyCode: 'EUR' },
      lifetimeDuration: 'less than a minute',
      mergeable: { isMergeable: true, errorFields: [] },
      defaultEmailAddress: {
        emailAddress: 'ada@example.com',
        marketingState: 'NOT_SUBSCRIBED',
        marketingOptInLevel: 'SINGLE_OPT_IN',
        marketingUpdatedAt: null,
      },
      defaultPhoneNumber: { phoneNumber: '+14155558744', marketingState: 'NOT_SUBSCRIBED' },
      defaultAddress: {
        formattedArea: 'Ottawa ON, Canada',
        province: 'Ontario',
        country: 'Canada',
      },
      lastOrder: null,
      metafields: { nodes: [{ key: 'tier', value: 'gold' }] },
    });
    expect(shop.topics).toContain('customers/create');
  });

  it.each([
    // customer-create-parity.json
    [{ email: '' }, null, 'A name, phone number, or email address must be present'],
    // customer-email-normalization.json, customer-phone-normalization.json
    [{ email: 'nope' }, ['email'], 'Email is invalid'],
    [{ phone: '12' }, ['phone'], 'Phone is invalid'],
    // customer-create-input-id-rejected.json
    [{ id: 'gid://shopify/Customer/1' }, ['id'], 'Cannot specify ID on creation'],
    // customer-tag-note-limits-parity.json
    [
      { firstName: 'A', note: 'x'.repeat(5001) },
      ['note'],
      'Note is too long (maximum is 5000 characters)',
    ],
    // customer-input-validation-parity.json
    [{ firstName: 'A', locale: '??' }, ['locale'], 'Locale is invalid'],
    // customer-input-inline-consent-parity.json
    [
      { phone: '+14155550000', emailMarketingConsent: { marketingState: 'SUBSCRIBED' } },
      ['emailMarketingConsent'],
      'An email address is required to set the email marketing consent state.',
    ],
    // customer-address-input-validation.json
    [{ firstName: 'A', addresses: [{}] }, ['addresses', '0'], 'Customer address cannot be blank.'],
  ])('is refused in Shopify’s words: %j', (input, field, message) => {
    expect(create(input)).toMatchObject({ customer: null, userErrors: [{ field, message }] });
    expect(shop.get('{ customersCount { count } }').customersCount).toMatchObject({ count: 0 });
  });

  // customer-email-normalization.json, customer-phone-normalization.json
  it('may not have the e-mail or the phone of another', () => {
    create({ email: 'a@example.com', phone: '+14155550000' });
    expect(create({ email: 'A@example.com' }).userErrors).toEqual([
      { field: ['email'], message: 'Email has already been taken' },
    ]);
    expect(create({ phone: '+14155550000' }).userErrors).toEqual([
      { field: ['phone'], message: 'Phone has already been taken' },
    ]);
  });
});

describe('customers are found', () => {
  // Descriptions of QueryRoot.customers and CustomerSortKeys in the schema 2026-07.
  it.each([
    ['tag_not:vip', 'NAME', ['Berta Bern', 'Carl Cairo']],
    ['tag:vip', 'NAME', ['Ada Ayr']],
    ['country:Canada', 'ID', ['Carl Cairo']],
    ['country:GB', 'ID', ['Ada Ayr']],
    ['accepts_marketing:true', 'ID', ['Berta Bern']],
    ['email:*', 'CREATED_AT', ['Ada Ayr', 'Berta Bern']],
    ['first_name:carl OR last_name:ayr', 'ID', ['Ada Ayr', 'Carl Cairo']],
    ['state:DISABLED', 'LOCATION', ['Berta Bern', 'Carl Cairo', 'Ada Ayr']],
    ['orders_count:0 total_spent:<1', 'RELEVANCE', ['Ada Ayr', 'Berta Bern', 'Carl Cairo']],
  ])('by %s', (query, sortKey, names) => {
    create({
      firstName: 'Ada',
      lastName: 'Ayr',
      email: 'ada@example.com',
      tags: ['vip'],
      addresses: [{ city: 'Ayr', countryCode: 'GB' }],
    });
    create({
      firstName: 'Berta',
      lastName: 'Bern',
      email: 'berta@example.com',
      emailMarketingConsent: { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' },
    });
    create({ firstName: 'Carl', lastName: 'Cairo', addresses: [{ countryCode: 'CA' }] });
    const found = shop.get(
      `query ($query: String, $sortKey: CustomerSortKeys) {
        customers(first: 9, query: $query, sortKey: $sortKey) { nodes { displayName } }
      }`,
      { query, sortKey },
    );
    expect(found.customers?.nodes?.map(({ displayName }) => displayName)).toEqual(names);
  });

  // customer-by-identifier.json
  it('by what identifies them', () => {
    const { customer } = create({ email: 'ada@example.com', phone: '+14155550000' });
    const found = shop.get(
      `query ($id: ID!) {
        byId: customerByIdentifier(identifier: { id: $id }) { id }
        byEmail: customerByIdentifier(identifier: { emailAddress: "ADA@example.com" }) { id }
        byPhone: customerByIdentifier(identifier: { phoneNumber: "+14155550000" }) { id }
        nobody: customerByIdentifier(identifier: { emailAddress: "x@example.com" }) { id }
        node(id: $id) { ... on Customer { id } }
      }`,
      { id: customer.id },
    );
    const { id } = customer;
    expect(found).toMatchObject({
      byId: { id },
      byEmail: { id },
      byPhone: { id },
      nobody: null,
      node: { id },
    });
  });
});

describe('tags', () => {
  // tags-add-parity.json, tags-normalization-parity.json, admin-platform-tags-not-found.json
  it('are added and removed without regard to case', () => {
    const { customer } = create({ email: 'a@example.com', tags: ['vip'] });
    const change = (name: string, tags: string[]) =>
      shop.get(
        `mutation ($id: ID!, $tags: [String!]!) {
          ${name}(id: $id, tags: $tags) { node { ... on Customer { tags } } userErrors { message } }
        }`,
        { id: customer.id, tags },
      )[name];
    expect(change('tagsAdd', ['VIP', 'gold, new'])).toMatchObject({
      node: { tags: ['gold', 'new', 'vip'] },
    });
    expect(change('tagsRemove', ['Vip'])).toMatchObject({ node: { tags: ['gold', 'new'] } });
    expect(shop.topics).toContain('customer.tags_removed');
  });

  it('of what is not there are refused, and of others without a scope', async () => {
    const ADD =
      'mutation ($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { field message } } }';
    expect(shop.get(ADD, { id: 'gid://shopify/Product/9' }).tagsAdd).toEqual({
      userErrors: [{ field: ['id'], message: 'Product does not exist' }],
    });
    const narrow = await openTestShop({ scopes: ['write_customers'] });
    const { errors } = narrow.ask(ADD, { id: 'gid://shopify/Product/9' });
    expect(errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
  });
});
