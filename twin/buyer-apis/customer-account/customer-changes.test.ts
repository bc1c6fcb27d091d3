/** What customers write of themselves by the Customer Account API 2026-07, and may read of apps. */
import { describe, expect, it } from 'vitest';
import { CUSTOMER_SCOPES, dataOf, openBuyerShop } from '../buyer-fixture.ts';

describe('metafields', () => {
  const DEFINE = `mutation ($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) { userErrors { message } } }`;
  const SET = `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(
    metafields: $metafields) { metafields { key value } userErrors { code field } } }`;
  const READ = `{ customer {
    tier: metafield(namespace: "$app", key: "tier") { value }
    nick: metafield(namespace: "$app", key: "nick") { value }
    secret: metafield(namespace: "$app", key: "secret") { value } } }`;

  async function openWithDefinitions() {
    const shop = await openBuyerShop();
    const type = 'single_line_text_field';
    const ownerId = `gid://shopify/Customer/${shop.ada.id}`;
    for (const [key, customerAccount] of [
      ['tier', 'READ'],
      ['nick', 'READ_WRITE'],
      ['secret', 'NONE'],
    ]) {
      const access = { customerAccount };
      const definition = { key, name: key, type, ownerType: 'CUSTOMER', namespace: '$app', access };
      shop.admin.get(DEFINE, { definition });
      const one = { ownerId, namespace: '$app', key, value: 'x' };
      shop.admin.get(SET, { metafields: [one] });
    }
    return { ...shop, ownerId };
  }

  // https://shopify.dev/docs/apps/build/customer-accounts/metafields-in-customer-accounts
  it('are told where the definition opens them, and null elsewhere', async () => {
    const { account } = await openWithDefinitions();
    expect(dataOf(account(READ)).customer).toEqual({
      tier: { value: 'x' },
      nick: { value: 'x' },
      secret: null,
    });
  });

  // https://shopify.dev/docs/apps/build/customer-accounts/metafields (2026-11-23)
  it('are written only where it lets customers write', async () => {
    const { account, accountOf, ada, ownerId } = await openWithDefinitions();
    const entry = (key: string, owner = ownerId) => ({
      metafields: [{ ownerId: owner, namespace: '$app', key, value: 'Addy' }],
    });
    expect(dataOf(account(SET, entry('nick'))).metafieldsSet).toEqual({
      metafields: [{ key: 'nick', value: 'Addy' }],
      userErrors: [],
    });
    const errorsOf = (variables: object) =>
      dataOf(account(SET, { ...variables })).metafieldsSet?.userErrors;
    expect(errorsOf(entry('tier'))).toMatchObject([{ code: 'APP_NOT_AUTHORIZED' }]);
    expect(errorsOf(entry('nick', 'gid://shopify/Customer/1'))).toMatchObject([
      { code: 'INVALID_VALUE', field: ['metafields', '0', 'ownerId'] },
    ]);
    expect(errorsOf(entry('nick', 'gid://shopify/Product/500'))).toMatchObject([
      { code: 'DISALLOWED_OWNER_TYPE' },
    ]);
    const scopes = CUSTOMER_SCOPES.filter((scope) => !scope.includes('write'));
    const readOnly = accountOf({ customerId: ada.id, scopes }, SET, entry('nick'));
    expect(readOnly.errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
  });
});

describe('changes', () => {
  // Codes: `UserErrorsCustomerUserErrorsCode` of the schema 2026-07.
  it('of the name are kept and told', async () => {
    const { account, admin } = await openBuyerShop();
    const update = `mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) {
      customer { displayName } userErrors { code field } } }`;
    expect(dataOf(account(update, { input: { lastName: 'Fern' } })).customerUpdate).toEqual({
      customer: { displayName: 'Ada Fern' },
      userErrors: [],
    });
    expect(admin.topics).toContain('customers/update');
    const wrong = dataOf(account(update, { input: { lastName: '<b>x</b>' } })).customerUpdate;
    expect(wrong?.userErrors).toEqual([
      { code: 'CONTAINS_HTML_TAGS', field: ['input', 'lastName'] },
    ]);
  });

  // Codes: `UserErrorsCustomerAddressUserErrorsCode` of the schema 2026-07.
  it('of addresses are kept, and the default one is guarded', async () => {
    const { account } = await openBuyerShop();
    const create = `mutation ($address: CustomerAddressInput!) { customerAddressCreate(
      address: $address) { customerAddress { id formatted territoryCode } userErrors { code } } }`;
    const make = (address: object) =>
      dataOf(account(create, { address })).customerAddressCreate as NonNullable<
        ReturnType<typeof dataOf>[string]
      >;
    const home = make({ address1: 'Moosweg 1', city: 'Bonn', zip: '53111', territoryCode: 'DE' });
    expect(home.customerAddress).toMatchObject({
      formatted: ['Moosweg 1', 'Bonn 53111', 'Germany'],
      territoryCode: 'DE',
    });
    const work = make({ address1: 'Farnweg 2', territoryCode: 'DE' }).customerAddress;
    expect(make({ city: 'Bonn' }).userErrors).toEqual([{ code: 'TERRITORY_CODE_MISSING' }]);
    expect(make({ territoryCode: 'XX' }).userErrors).toEqual([{ code: 'INVALID_TERRITORY_CODE' }]);
    const remove = `mutation ($id: ID!) { customerAddressDelete(addressId: $id) {
      deletedAddressId userErrors { code } } }`;
    const gone = (id: unknown) => dataOf(account(remove, { id })).customerAddressDelete;
    expect(gone(home.customerAddress?.id)?.userErrors).toEqual([
      { code: 'DELETING_CUSTOMER_DEFAULT_ADDRESS_NOT_ALLOWED' },
    ]);
    const update = `mutation ($id: ID!) { customerAddressUpdate(addressId: $id,
      address: { city: "Ulm" }, defaultAddress: true) { customerAddress { city } } }`;
    expect(dataOf(account(update, { id: work?.id })).customerAddressUpdate).toEqual({
      customerAddress: { city: 'Ulm' },
    });
    expect(gone(home.customerAddress?.id)?.userErrors).toEqual([]);
    expect(gone('gid://shopify/CustomerAddress/1')?.userErrors).toEqual([
      { code: 'ADDRESS_ID_DOES_NOT_EXIST' },
    ]);
  });

  it('for a storefront token are refused by their name', async () => {
    const { account, notImplemented } = await openBuyerShop();
    account('mutation { storefrontCustomerAccessTokenCreate { customerAccessToken } }');
    expect(notImplemented).toEqual([
      'Customer Account API: Mutation.storefrontCustomerAccessTokenCreate',
    ]);
  });
});
