/**
 * Metafields as Shopify answered. Every case names its recording: a file of the public repository
 * airhorns/shopify-draft-proxy, under fixtures/conformance/…/metafields (2026-08).
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const SET = `mutation ($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    metafields { value jsonValue } userErrors { field message code elementIndex } } }`;
const DEFINE = `mutation ($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) {
    createdDefinition { type { name category } } userErrors { field message code } } }`;
const REDEFINE = `mutation ($definition: MetafieldDefinitionUpdateInput!) {
  metafieldDefinitionUpdate(definition: $definition) {
    updatedDefinition { id } userErrors { field message code } } }`;

let twin: TestShop;
beforeEach(async () => {
  twin = await openTestShop({ currency: 'CAD' });
});

const at = { namespace: 'loyalty', key: 'tier' };
const set = (type: string, value: string, more: object = {}) => {
  const ownerId = `gid://shopify/Shop/${twin.shop.id}`;
  return twin.get(SET, { metafields: [{ ...at, ownerId, type, value, ...more }] }).metafieldsSet;
};
const define = (more: object) =>
  twin.ask(DEFINE, { definition: { ...at, name: 'Tier', ownerType: 'PRODUCT', ...more } });
const redefine = (more: object) =>
  twin.ask(REDEFINE, { definition: { ...at, ownerType: 'PRODUCT', ...more } });
const invalid = (message: string) => ({
  field: ['definition', 'validations'],
  message,
  code: 'INVALID_OPTION',
});

describe('a value is kept in Shopify’s form', () => {
  const matrix = 'custom-data-field-type-matrix.json';
  const fidelity = 'metafieldsSet-value-type-fidelity.json';
  const table: readonly [string, string, string, unknown, string][] = [
    ['boolean', 't', 'true', true, fidelity],
    ['boolean', ' TRUE ', 'true', true, fidelity],
    ['boolean', '0', 'false', 'false', fidelity],
    ['number_integer', '5.000', '5', 5, fidelity],
    ['number_decimal', '1.1234567891', '1.123456789', '1.123456789', fidelity],
    ['number_decimal', '10.4', '10.4', '10.4', matrix],
    ['list.number_decimal', '[10.4]', '["10.4"]', ['10.4'], matrix],
    ['list.number_integer', '[10]', '[10]', [10], matrix],
    [
      'date_time',
      '2026-06-25T10:11:12.123+05:30',
      '2026-06-25T10:11:12+05:30',
      '2026-06-25T10:11:12+05:30',
      'metafields-set-validation-gaps.json',
    ],
    [
      'date_time',
      '2024-01-01T12:30:00',
      '2024-01-01T12:30:00+00:00',
      '2024-01-01T12:30:00+00:00',
      matrix,
    ],
    [
      'list.date_time',
      '["2024-01-01T12:30:00"]',
      '["2024-01-01T12:30:00+00:00"]',
      ['2024-01-01T12:30:00+00:00'],
      matrix,
    ],
    [
      'rating',
      '{"value":"3.5","scale_min":"1.0","scale_max":"5.0"}',
      '{"scale_min":"1.0","scale_max":"5.0","value":"3.5"}',
      { scale_min: '1.0', scale_max: '5.0', value: '3.5' },
      matrix,
    ],
    [
      'dimension',
      '{"value":25,"unit":"centimeters"}',
      '{"value":25.0,"unit":"CENTIMETERS"}',
      { value: 25, unit: 'CENTIMETERS' },
      matrix,
    ],
    [
      'list.weight',
      '[{"value":2.5,"unit":"kilograms"}]',
      '[{"value":2.5,"unit":"KILOGRAMS"}]',
      [{ value: 2.5, unit: 'kg' }],
      matrix,
    ],
    [
      'list.antenna_gain',
      '[{"value":5,"unit":"decibels_isotropic"}]',
      '[{"value":5.0,"unit":"DECIBELS_ISOTROPIC"}]',
      [{ value: 5, unit: 'decibels_isotropic' }],
      matrix,
    ],
    ['json', '{"a":1,"b":[0.3]}', '{"a":1,"b":[0.3]}', { a: 1, b: [0.3] }, matrix],
    [
      'money',
      '{"amount":"5.99","currency_code":"CAD"}',
      '{"amount":"5.99","currency_code":"CAD"}',
      { amount: '5.99', currency_code: 'CAD' },
      matrix,
    ],
    ['list.boolean', '[true]', '[true]', [true], matrix],
  ];
  it.each(table)('%s %s becomes %s, in JSON %j (%5$s)', (type, sent, value, jsonValue) => {
    expect(set(type, sent)).toEqual({ metafields: [{ value, jsonValue }], userErrors: [] });
  });
});

describe('what is refused leaves an empty list of metafields', () => {
  const source = 'metafields-set-input-validation.json';
  const moneyForm =
    'Value must be a stringified JSON object with amount (numeric) and currency_code ' +
    "(string matching the shop's currency) fields.";
  it.each([
    ['multi_line_text_field', '   ', "Value can't be blank.", source],
    ['money', '{"amount":"12.00"}', moneyForm, source],
    ['number_integer', '5.5', 'Value must be an integer.', source],
  ])('%s %s: %s (%s)', (type, value, message) => {
    const field = ['metafields', '0', 'value'];
    const error = { field, message, code: 'INVALID_VALUE', elementIndex: null };
    expect(set(type, value)).toEqual({ metafields: [], userErrors: [error] });
  });

  it('as does a digest of nothing (metafields-set-invalid-compare-digest-parity.json)', () => {
    const refused = set('boolean', 'true', { compareDigest: '0'.repeat(64) });
    expect(refused).toMatchObject({
      metafields: [],
      userErrors: [{ field: ['metafields', '0'], code: 'INVALID_COMPARE_DIGEST' }],
    });
  });
});

describe('the category of a type (custom-data-field-type-matrix.json)', () => {
  it.each([
    ['single_line_text_field', 'TEXT'],
    ['id', 'ID'],
    ['number_decimal', 'NUMBER'],
    ['list.date_time', 'DATE_TIME'],
    ['boolean', 'TRUE_FALSE'],
    ['temperature', 'MEASUREMENT'],
    ['list.weight', 'MEASUREMENT'],
    ['product_reference', 'REFERENCE'],
    ['json', 'JSON'],
    ['money', 'MONEY'],
    ['link', 'LINK'],
    ['url', 'URL'],
    ['color', 'COLOR'],
    ['language', 'LANGUAGE'],
  ])('%s is %s', (name, category) => {
    const { data } = define({ type: name });
    expect(data).toMatchObject({
      metafieldDefinitionCreate: { createdDefinition: { type: { name, category } } },
    });
  });
});

describe('what a definition may not ask', () => {
  const inputs = 'metafield-definition-validations-input.json';
  const names = 'metafield-definition-validation-option-names.json';
  const wrongOption = (name: string, type: string) =>
    `Validations value for option ${name} contains an invalid value: ` +
    `'${name}' isn't supported for ${type}.`;
  const text = 'single_line_text_field';
  const table: readonly [string, Readonly<Record<string, string>>, string[], string][] = [
    [text, { scale_max: '5' }, [wrongOption('scale_max', text)], inputs],
    ['boolean', { max: '1' }, [wrongOption('max', 'boolean')], inputs],
    [text, { pattern: '.*' }, [wrongOption('pattern', text)], names],
    [
      'number_integer',
      { min: 'x' },
      ['Validations value for option min must be an integer.'],
      inputs,
    ],
    [
      'number_decimal',
      { min: 'x' },
      ['Validations value for option min must be a decimal.'],
      names,
    ],
    [
      text,
      { min: '10', max: '5' },
      ["Validations contains an invalid value: 'min' must be less than 'max'."],
      inputs,
    ],
    ['metaobject_reference', {}, ['Validations require that you select a metaobject.'], inputs],
    [
      'rating',
      {},
      [
        "Validations requires 'scale_max' to be provided.",
        "Validations requires 'scale_min' to be provided.",
      ],
      inputs,
    ],
  ];
  it.each(table)('%s %j: %j (%s)', (type, options, messages) => {
    const validations = Object.entries(options).map(([name, value]) => ({ name, value }));
    expect(define({ type, validations }).data).toEqual({
      metafieldDefinitionCreate: { createdDefinition: null, userErrors: messages.map(invalid) },
    });
  });

  it(`nor the same twice (${inputs})`, () => {
    const validations = [1, 2].map((value) => ({ name: 'min', value: `${value}` }));
    const message = 'Validations cannot contain duplicate "name" options.';
    expect(define({ type: 'number_integer', validations }).data).toMatchObject({
      metafieldDefinitionCreate: { userErrors: [{ message, code: 'DUPLICATE_OPTION' }] },
    });
  });

  it(`nor, later, other metaobjects (${inputs})`, () => {
    const to = (value: string) => [{ name: 'metaobject_definition_id', value }];
    define({
      type: 'metaobject_reference',
      validations: to('gid://shopify/MetaobjectDefinition/1'),
    });
    const validations = to('gid://shopify/MetaobjectDefinition/2');
    expect(redefine({ validations }).data).toMatchObject({
      metafieldDefinitionUpdate: { userErrors: [{ code: 'METAOBJECT_DEFINITION_CHANGED' }] },
    });
  });
});

describe('what is not the app’s to define', () => {
  const source = 'metafield-definition-access-validation.json';
  const access = { admin: 'MERCHANT_READ' };
  const message =
    'Setting this access control is not permitted. It must be one of ["public_read_write"].';

  it(`access for the merchant outside its own namespace (${source})`, () => {
    const type = 'single_line_text_field';
    const said = (code: string) => ({ userErrors: [{ field: ['definition'], message, code }] });
    expect(define({ type, access }).data).toMatchObject({
      metafieldDefinitionCreate: said('INVALID'),
    });
    define({ type });
    expect(redefine({ access }).data).toMatchObject({
      metafieldDefinitionUpdate: said('INVALID_INPUT'),
    });
  });

  it.each([
    ['shopify', source],
    ['app--999999999999--tiers', 'metafield-definition-app-namespace-resolution.json'],
  ])('anything in the namespace %s (%s)', (namespace) => {
    const type = 'single_line_text_field';
    for (const { data, errors } of [define({ type, namespace }), redefine({ namespace })]) {
      expect(Object.values(data ?? {})).toEqual([null]);
      expect(errors).toMatchObject([
        {
          message: expect.stringMatching(
            /^Access denied for metafieldDefinition\w+ field\. Required access: API client to have/,
          ) as string,
          extensions: { code: 'ACCESS_DENIED' },
        },
      ]);
    }
  });
});
