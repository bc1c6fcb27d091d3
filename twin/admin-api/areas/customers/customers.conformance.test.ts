/**
 * Customers as Shopify answered. Every case names its recording: a file of the public repository
 * airhorns/shopify-draft-proxy, under fixtures/conformance/…/customers (2026-08).
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const CUSTOMER = `id email displayName note addressesV2(first: 5) { nodes {
  id firstName address1 address2 city country countryCodeV2 provinceCode phone } }`;
const CREATE = `mutation ($input: CustomerInput!) { customerCreate(input: $input) {
  customer { ${CUSTOMER} } userErrors { field message } } }`;
const UPDATE = `mutation ($input: CustomerInput!) { customerUpdate(input: $input) {
  customer { ${CUSTOMER} } userErrors { field message } } }`;
const ADD = `mutation ($customerId: ID!, $address: MailingAddressInput!) {
  customerAddressCreate(customerId: $customerId, address: $address) {
    address { address1 city country countryCodeV2 phone } userErrors { field message } } }`;

type Told = {
  readonly customer: {
    readonly id: string;
    readonly addressesV2: { readonly nodes: readonly { readonly id: string }[] };
  };
};

let twin: TestShop;
beforeEach(async () => {
  twin = await openTestShop();
});
const create = (input: object) => twin.get(CREATE, { input }).customerCreate;
const update = (input: object) => twin.get(UPDATE, { input }).customerUpdate;
const made = (input: object) => (create(input) as unknown as Told).customer;
const refusal = (field: string[], message: string) => ({
  customer: null,
  userErrors: [{ field, message }],
});

describe('what a customer says', () => {
  it('an e-mail loses every blank (customer-email-normalization.json)', () => {
    expect(create({ email: 'ada.nor mal iz ed@example.com ' })).toMatchObject({
      customer: { email: 'ada.normalized@example.com' },
    });
    expect(create({ email: 'Ada.normal ized@example.com' })).toEqual(
      refusal(['email'], 'Email has already been taken'),
    );
  });

  it.each([
    ['email', 'Email', `${'a'.repeat(250)}@example.com`],
    ['phone', 'Phone', `+${'1'.repeat(260)}`],
  ])(
    'a long %s is invalid as well (customer-input-validation-parity.json)',
    (field, name, value) => {
      expect(create({ [field]: value })).toEqual({
        customer: null,
        userErrors: [
          { field: [field], message: `${name} is too long (maximum is 255 characters)` },
          { field: [field], message: `${name} is invalid` },
        ],
      });
    },
  );

  it('a blank note is kept as none of words (customer-input-validation-parity.json)', () => {
    expect(create({ email: 'ada@example.com', note: '' })).toMatchObject({
      customer: { note: '' },
    });
  });

  it('who has only a number is called by it (customer-update-requires-identity.json)', () => {
    const customer = { displayName: '+1 415-810-3301' };
    expect(create({ phone: '+14158103301' })).toMatchObject({ customer });
  });
});

describe('addresses', () => {
  const email = 'ada@example.com';
  const ottawa = { city: 'Ottawa', countryCode: 'CA', provinceCode: 'ON' };
  const add = (address: object) => {
    const { id: customerId } = made({ email });
    return twin.get(ADD, { customerId, address }).customerAddressCreate;
  };

  it.each([
    [
      { address1: ' 100 Main ', city: ' Ottawa ' },
      { address1: '100 Main', city: 'Ottawa' },
    ],
    [{ phone: '+1 (613) 450-4538' }, { phone: '+16134504538' }],
    [{ phone: 'not a phone' }, { phone: 'not a phone' }],
    [{ address1: ' ' }, { address1: null, country: null, countryCodeV2: null }],
  ])('%j is kept as %j (customer-address-input-validation.json)', (given, address) => {
    expect(add(given)).toMatchObject({ address, userErrors: [] });
  });

  const table: readonly [object, string, string, string][] = [
    [{ address1: '1 Main 😀' }, 'address1', 'Address1 cannot contain emojis', 'input-validation'],
    [
      { ...ottawa, countryCode: 'ZZ', provinceCode: 'ZZ' },
      'country',
      'Country is invalid',
      'country-province-validation',
    ],
    [
      { ...ottawa, provinceCode: 'ZZ' },
      'province',
      'Province is invalid',
      'country-province-validation',
    ],
  ];
  it.each(table)('%j: %s, %s (customer-address-%s.json)', (given, name, message) => {
    expect(add(given)).toEqual({
      address: null,
      userErrors: [{ field: ['address', name], message }],
    });
  });

  it('within a customer none may be blank (customer-address-input-validation.json)', () => {
    expect(create({ email, addresses: [{ address1: ' ' }] })).toEqual(
      refusal(['addresses', '0'], 'Customer address cannot be blank.'),
    );
  });

  describe('by id in customerUpdate (customer-update-inline-address-id-semantics.json)', () => {
    it('keep what is not said, and those not named go', () => {
      const addresses = [
        { ...ottawa, firstName: 'Ada', address1: '1 First St' },
        { ...ottawa, firstName: 'Ada', address1: '2 Second St', address2: 'Floor 2' },
      ];
      const { id, addressesV2 } = made({ email, addresses });
      const second = addressesV2.nodes[1]?.id;
      const told = update({ id, addresses: [{ id: second, address1: '999 Bryant St' }] });
      expect(told?.customer?.addressesV2?.nodes).toEqual([
        expect.objectContaining({ id: second, address1: '999 Bryant St', address2: 'Floor 2' }),
      ]);
    });

    it('must be the customer’s', () => {
      const { id } = made({ email, addresses: [{ ...ottawa, address1: '1 First St' }] });
      const stranger = 'gid://shopify/MailingAddress/999999999?model_name=CustomerAddress';
      expect(update({ id, addresses: [{ id: stranger, address1: 'Nowhere' }] })).toEqual(
        refusal(['addresses', '0', 'id'], 'Customer address does not exist'),
      );
    });
  });
});

it('metafields are told by their own path (customer-update-parity.json)', () => {
  const { id } = made({ email: 'ada@example.com' });
  const metafields = [{ namespace: 'custom', key: 'tier', type: 'not_a_type', value: 'x' }];
  expect(update({ id, metafields })).toMatchObject({
    userErrors: [{ field: ['metafields', '0', 'type'] }],
  });
});
