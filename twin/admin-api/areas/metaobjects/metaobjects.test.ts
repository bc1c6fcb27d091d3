/**
 * Metaobjects. Source: recorded answers (airhorns/shopify-draft-proxy, 2026-04/metaobjects,
 * 2026-08).
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const DEFINE = `mutation ($definition: MetaobjectDefinitionCreateInput!) {
  metaobjectDefinitionCreate(definition: $definition) {
    metaobjectDefinition { id type name metaobjectsCount
      fieldDefinitions { key required type { name } } }
    userErrors { field message code elementKey } } }`;
const UPSERT = `mutation ($handle: MetaobjectHandleInput!, $fields: [MetaobjectFieldInput!]!) {
  metaobjectUpsert(handle: $handle, metaobject: { fields: $fields }) {
    metaobject { id handle displayName type fields { key value jsonValue } }
    userErrors { field message code elementKey } } }`;

let twin: TestShop;
beforeEach(async () => void (twin = await openTestShop()));

const definition = {
  type: '$app:level',
  name: 'Level',
  displayNameKey: 'title',
  fieldDefinitions: [
    { key: 'title', type: 'single_line_text_field', required: true },
    { key: 'points', type: 'number_integer' },
  ],
};
const define = (more: object = {}) =>
  twin.get(DEFINE, { definition: { ...definition, ...more } }).metaobjectDefinitionCreate;
const upsert = (fields: object[], handle = 'gold') =>
  twin.get(UPSERT, { handle: { type: '$app:level', handle }, fields }).metaobjectUpsert;

describe('a definition of metaobjects', () => {
  it('of an app is kept in its own namespace', () => {
    expect(define()?.metaobjectDefinition).toMatchObject({
      type: `app--${twin.app.id}--level`,
      name: 'Level',
      metaobjectsCount: 0,
      fieldDefinitions: [
        { key: 'title', required: true, type: { name: 'single_line_text_field' } },
        { key: 'points', required: false, type: { name: 'number_integer' } },
      ],
    });
    expect(define()?.userErrors).toMatchObject([{ code: 'TAKEN', field: ['definition', 'type'] }]);
  });

  it.each([
    [{ type: 'ab' }, 'TOO_SHORT', 'Type is too short (minimum is 3 characters)'],
    [
      { type: 'app--1--level' },
      'NOT_AUTHORIZED',
      'Not authorized. This type is reserved for use by another application.',
    ],
    [{ name: '' }, 'BLANK', "Name can't be blank"],
    [
      { displayNameKey: 'other' },
      'UNDEFINED_OBJECT_FIELD',
      'Field definition "other" does not exist',
    ],
  ])('is refused for %j', (more, code, message) => {
    expect(define(more)?.userErrors).toMatchObject([{ code, message }]);
  });
});

describe('a metaobject', () => {
  it('is made by its handle, then changed by it, and told of', () => {
    define();
    const first = upsert([{ key: 'title', value: 'Gold' }])?.metaobject;
    expect(first).toMatchObject({ handle: 'gold', displayName: 'Gold' });
    const second = upsert([{ key: 'points', value: '500' }])?.metaobject;
    expect(second).toMatchObject({
      id: first?.id,
      fields: [
        { key: 'title', value: 'Gold', jsonValue: 'Gold' },
        { key: 'points', value: '500', jsonValue: 500 },
      ],
    });
    expect(twin.topics.filter((topic) => topic.startsWith('metaobjects'))).toEqual([
      'metaobjects/create',
      'metaobjects/update',
    ]);
    const found = twin.get('{ metaobjects(type: "$app:level", first: 5) { nodes { handle } } }');
    expect(found.metaobjects).toEqual({ nodes: [{ handle: 'gold' }] });
  });

  it('needs what its definition requires, and takes nothing else', () => {
    define();
    expect(upsert([])?.userErrors).toEqual([
      {
        field: ['metaobject'],
        message: "Title can't be blank",
        code: 'OBJECT_FIELD_REQUIRED',
        elementKey: 'title',
      },
    ]);
    const wrong = [
      { key: 'title', value: 'Gold' },
      { key: 'points', value: 'many' },
      { key: 'legacy', value: 'x' },
    ];
    expect(upsert(wrong)?.userErrors).toMatchObject([
      { message: 'Value must be an integer.', code: 'INVALID_VALUE', elementKey: 'points' },
      { message: 'Field definition "legacy" does not exist', code: 'UNDEFINED_OBJECT_FIELD' },
    ]);
  });

  it('goes by its id', () => {
    define();
    const id = upsert([{ key: 'title', value: 'Gold' }])?.metaobject?.id;
    const drop =
      'mutation ($id: ID!) { metaobjectDelete(id: $id) { deletedId userErrors { code } } }';
    expect(twin.get(drop, { id }).metaobjectDelete).toEqual({ deletedId: id, userErrors: [] });
    expect(twin.get(drop, { id }).metaobjectDelete?.userErrors).toEqual([
      { code: 'RECORD_NOT_FOUND' },
    ]);
  });
});
