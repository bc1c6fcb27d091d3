/**
 * Metafields and their definitions. Sources: recorded answers of the Admin API in the public
 * repository airhorns/shopify-draft-proxy (fixtures/conformance, `metafields-set-*`,
 * `metafield-definition-*`, 2026-08), unless a case names another.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const SET = `mutation ($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    metafields { id namespace key type value jsonValue compareDigest ownerType }
    userErrors { field message code elementIndex }
  }
}`;
const DEFINE = `mutation ($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) {
    createdDefinition { id namespace key type { name } access { admin storefront customerAccount } }
    userErrors { field message code }
  }
}`;

let twin: TestShop;
let ownerId = '';
beforeEach(async () => {
  twin = await openTestShop();
  ownerId = `gid://shopify/Shop/${twin.shop.id}`;
});

const text = (value: string, more: object = {}) => ({
  ownerId,
  namespace: 'custom',
  key: 'material',
  type: 'single_line_text_field',
  value,
  ...more,
});
const set = (...metafields: object[]) => twin.get(SET, { metafields }).metafieldsSet;

describe('setting metafields', () => {
  it('keeps them, and finds them by namespace and key, or by both at once', () => {
    expect(set(text('Linen'))?.metafields?.[0]).toMatchObject({
      namespace: 'custom',
      value: 'Linen',
      jsonValue: 'Linen',
      ownerType: 'SHOP',
    });
    const { shop } = twin.get(`{ shop {
      one: metafield(namespace: "custom", key: "material") { value owner { __typename } }
      two: metafield(key: "custom.material") { value }
      none: metafield(namespace: "custom", key: "other") { value }
      metafields(first: 5, namespace: "custom") { nodes { key } }
    } }`);
    expect(shop).toMatchObject({
      one: { value: 'Linen', owner: { __typename: 'Shop' } },
      two: { value: 'Linen' },
      none: null,
      metafields: { nodes: [{ key: 'material' }] },
    });
  });

  it('is all or nothing', () => {
    const refused = set(text('Linen'), text('yes', { key: 'flag', type: 'boolean' }));
    expect(refused).toEqual({
      metafields: [],
      userErrors: [
        {
          field: ['metafields', '1', 'value'],
          message: 'Value must be true or false.',
          code: 'INVALID_VALUE',
          elementIndex: null,
        },
      ],
    });
    expect(twin.get('{ shop { metafields(first: 5) { nodes { id } } } }').shop?.metafields).toEqual(
      {
        nodes: [],
      },
    );
  });

  it('takes 25 at once and no more', () => {
    const many = Array.from({ length: 26 }, (_one, index) => text('x', { key: `key_${index}` }));
    expect(set(...many)?.userErrors).toEqual([
      {
        field: ['metafields'],
        message: 'Exceeded the maximum metafields input limit of 25.',
        code: 'LESS_THAN_OR_EQUAL_TO',
        elementIndex: null,
      },
    ]);
    expect(set(...many.slice(1))?.metafields).toHaveLength(25);
  });

  it('heeds the digest of what the writer has seen', () => {
    const first = set(text('Linen', { compareDigest: null }))?.metafields?.[0];
    const stale = { code: 'STALE_OBJECT', field: ['metafields', '0'] };
    expect(set(text('Wool', { compareDigest: null }))?.userErrors).toMatchObject([stale]);
    const seen = { compareDigest: first?.compareDigest };
    expect(set(text('Wool', seen))?.metafields).toMatchObject([{ value: 'Wool' }]);
    expect(set(text('Silk', seen))?.userErrors).toMatchObject([stale]);
    const missing = text('x', { key: 'missing', compareDigest: '0'.repeat(64) });
    expect(set(missing)?.userErrors).toMatchObject([{ code: 'INVALID_COMPARE_DIGEST' }]);
  });

  it('keeps $app for the app, and lets it into nobody else’s namespace', () => {
    const own = set(text('12', { namespace: '$app', type: 'number_integer' }))?.metafields?.[0];
    expect(own).toMatchObject({ namespace: `app--${twin.app.id}`, jsonValue: 12 });
    expect(set(text('x', { namespace: 'app--1' }))?.userErrors).toMatchObject([
      {
        code: 'APP_NOT_AUTHORIZED',
        message:
          'Access to this namespace and key on Metafields for this resource type is not allowed.',
      },
    ]);
  });

  it.each([
    ['number_integer', '+5', 'Value must be an integer.'],
    ['number_decimal', '10000000000000.1', "Value can't exceed 9999999999999."],
    ['color', 'blue', 'Value must be a hex color code.'],
    ['date', '2026/06/21', 'Value must be in YYYY-MM-DD format.'],
    [
      'date_time',
      'nope',
      'Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00',
    ],
    ['json', '', "Value can't be blank."],
    ['money', '{"amount":"1.00","currency_code":""}', 'Value must have a currency code.'],
    ['money', '{"amount":"abc","currency_code":"USD"}', 'Value must have a numeric amount.'],
    ['dimension', '{"value":-1,"unit":"cm"}', 'Value must be a non-negative number.'],
    ['weight', '{"value":1,"unit":"bogus"}', 'Value must be a supported unit.'],
    [
      'rating',
      '{"value":"6.0","scale_min":"1.0","scale_max":"5.0"}',
      'Value has a maximum of 5.0.',
    ],
    [
      'url',
      'ftp://x',
      'Value must be one of the following URL schemes: http, https, mailto, sms, tel.',
    ],
    ['link', '{"label":"Docs","url":"ftp://example.com"}', 'Value must be a valid link.'],
    ['single_line_text_field', 'Line\nBreak', 'Value must be a single line text string.'],
  ])('refuses for %s the value %j', (type, value, message) => {
    expect(set(text(value, { type }))?.userErrors).toMatchObject([
      { message, code: 'INVALID_VALUE', field: ['metafields', '0', 'value'] },
    ]);
  });

  it('tells which item of a list is wrong', () => {
    expect(set(text('[1,"x"]', { type: 'list.number_integer' }))?.userErrors).toMatchObject([
      { message: 'Value must be an integer.', elementIndex: 1 },
    ]);
  });

  it.each([
    [{ namespace: 'ab' }, 'TOO_SHORT', 'Namespace is too short (minimum is 3 characters)'],
    [{ key: 'x' }, 'TOO_SHORT', 'Key is too short (minimum is 2 characters)'],
    [{ key: 'k'.repeat(65) }, 'TOO_LONG', 'Key is too long (maximum is 64 characters)'],
    [{ type: undefined }, 'BLANK', "Type can't be blank"],
    [{ ownerId: 'gid://shopify/Shop/1' }, 'INVALID_VALUE', 'Owner does not exist.'],
  ])('refuses %j', (more, code, message) => {
    expect(set(text('x', more))?.userErrors).toMatchObject([{ code, message }]);
  });
});

describe('a definition', () => {
  const definition = {
    namespace: '$app',
    key: 'points',
    ownerType: 'SHOP',
    name: 'Points',
    type: 'number_integer',
  };
  const define = (more: object = {}) =>
    twin.get(DEFINE, { definition: { ...definition, ...more } }).metafieldDefinitionCreate;

  it('rules type and values of its metafields', () => {
    const validations = [{ name: 'max', value: '5' }];
    expect(define({ validations })?.createdDefinition).toMatchObject({
      namespace: `app--${twin.app.id}`,
      type: { name: 'number_integer' },
      access: { admin: 'MERCHANT_READ', storefront: 'NONE', customerAccount: 'NONE' },
    });
    const points = (value: string) =>
      set({ ownerId, namespace: '$app', key: 'points', value })?.userErrors;
    expect(points('5')).toEqual([]);
    expect(points('6')).toMatchObject([{ message: 'Value has a maximum of 5.' }]);
    expect(points('x')).toMatchObject([{ message: 'Value must be an integer.' }]);
  });

  it('is one for each owner type, namespace and key', () => {
    define({ namespace: 'custom' });
    expect(define({ namespace: 'custom' })?.userErrors).toEqual([
      {
        field: ['definition', 'key'],
        message: "Key is in use for Shop metafields on the 'custom' namespace.",
        code: 'TAKEN',
      },
    ]);
  });

  it('is pinned once, and found among the pinned', () => {
    const id = define()?.createdDefinition?.id;
    const pin = `mutation ($id: ID!) { metafieldDefinitionPin(definitionId: $id) {
      pinnedDefinition { pinnedPosition } userErrors { code } } }`;
    const twice = [twin.get(pin, { id }), twin.get(pin, { id })];
    expect(twice).toEqual([
      { metafieldDefinitionPin: { pinnedDefinition: { pinnedPosition: 1 }, userErrors: [] } },
      {
        metafieldDefinitionPin: {
          pinnedDefinition: null,
          userErrors: [{ code: 'ALREADY_PINNED' }],
        },
      },
    ]);
    const found = twin.get(`{
      metafieldDefinitions(first: 5, ownerType: SHOP, pinnedStatus: PINNED) { nodes { key } } }`);
    expect(found.metafieldDefinitions).toEqual({ nodes: [{ key: 'points' }] });
  });

  it('in a reserved namespace goes only with its metafields', () => {
    const id = define()?.createdDefinition?.id;
    set({ ownerId, namespace: '$app', key: 'points', value: '1' });
    const drop = (all: boolean) =>
      twin.get(
        `mutation ($id: ID!, $all: Boolean!) {
          metafieldDefinitionDelete(id: $id, deleteAllAssociatedMetafields: $all) {
            deletedDefinitionId userErrors { code }
          }
        }`,
        { id, all },
      ).metafieldDefinitionDelete;
    expect(drop(false)?.userErrors).toEqual([{ code: 'RESERVED_NAMESPACE_ORPHANED_METAFIELDS' }]);
    expect(drop(true)).toMatchObject({ deletedDefinitionId: id });
    expect(twin.get('{ shop { metafield(key: "points") { value } } }').shop?.metafield).toBeNull();
  });
});

describe('deleting metafields', () => {
  it('names what went, and null for what was not there', () => {
    set(text('Linen'));
    const gone = twin.get(
      `mutation ($metafields: [MetafieldIdentifierInput!]!) {
        metafieldsDelete(metafields: $metafields) {
          deletedMetafields { key } userErrors { message } }
      }`,
      { metafields: ['material', 'other'].map((key) => ({ ownerId, namespace: 'custom', key })) },
    );
    expect(gone.metafieldsDelete).toEqual({
      deletedMetafields: [{ key: 'material' }, null],
      userErrors: [],
    });
  });
});
