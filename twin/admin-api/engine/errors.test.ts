/**
 * What is told of a document or of variables that do not fit. Source: recorded answers of the Admin
 * API in the public repository airhorns/shopify-draft-proxy (fixtures/conformance, 2025-01 to
 * 2026-04, read 2026-11-23).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../test-shop.ts';

let twin: TestShop;
beforeAll(async () => void (twin = await openTestShop()), 60_000);

const firstError = (document: string, variables = {}) => {
  const answer = twin.ask(document, variables);
  expect(Object.keys(answer)).toEqual(['errors']);
  return answer.errors?.[0];
};

describe('a document', () => {
  it('with a field that is not there', () => {
    expect(firstError('query Wrong { shop { name foo } }')).toEqual({
      message: "Field 'foo' doesn't exist on type 'Shop'",
      locations: [{ line: 1, column: 27 }],
      path: ['query Wrong', 'shop', 'foo'],
      extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'foo' },
    });
  });

  it('with a fragment names the fragment in the path', () => {
    const document =
      'query Q { node(id: "gid://shopify/Shop/1") { ... on InventoryItem { isActive } } }';
    expect(firstError(document)?.path).toEqual([
      'query Q',
      'node',
      '... on InventoryItem',
      'isActive',
    ]);
  });

  it('without a required argument', () => {
    const document = `mutation Missing {
      customerCreate { userErrors { message } }
      orderCancel { userErrors { message } }
    }`;
    expect(twin.ask(document).errors?.[1]).toMatchObject({
      path: ['mutation Missing', 'orderCancel'],
      extensions: { code: 'missingRequiredArguments', className: 'Field', name: 'orderCancel' },
    });
    expect(firstError('mutation M { fulfillmentCancel { userErrors { message } } }')).toEqual({
      message: "Field 'fulfillmentCancel' is missing required arguments: id",
      locations: [{ line: 1, column: 14 }],
      path: ['mutation M', 'fulfillmentCancel'],
      extensions: {
        code: 'missingRequiredArguments',
        className: 'Field',
        name: 'fulfillmentCancel',
        arguments: 'id',
      },
    });
  });

  it('with an argument nobody takes', () => {
    expect(firstError('query Q { shop { name(x: 1) } }')).toEqual({
      message: "Field 'name' doesn't accept argument 'x'",
      locations: [{ line: 1, column: 23 }],
      path: ['query Q', 'shop', 'name', 'x'],
      extensions: {
        code: 'argumentNotAccepted',
        name: 'name',
        typeName: 'Field',
        argumentName: 'x',
      },
    });
  });

  it('with a null where none may be, told at the field', () => {
    const document = `mutation Null {
    fulfillmentCancel(id: null) { userErrors { message } }
}`;
    expect(firstError(document)).toEqual({
      message:
        "Argument 'id' on Field 'fulfillmentCancel' has an invalid value (null). " +
        "Expected type 'ID!'.",
      locations: [{ line: 2, column: 5 }],
      path: ['mutation Null', 'fulfillmentCancel', 'id'],
      extensions: {
        code: 'argumentLiteralsIncompatible',
        typeName: 'Field',
        argumentName: 'id',
      },
    });
  });

  it('with an input field too few or too many', () => {
    const update = (input: string) =>
      firstError(`mutation Inline { orderUpdate(input: ${input}) { userErrors { message } } }`);
    expect(update('{ note: "x" }')).toMatchObject({
      message: "Argument 'id' on InputObject 'OrderInput' is required. Expected type ID!",
      path: ['mutation Inline', 'orderUpdate', 'input', 'id'],
      extensions: {
        code: 'missingRequiredInputObjectAttribute',
        argumentName: 'id',
        argumentType: 'ID!',
        inputObjectType: 'OrderInput',
      },
    });
    expect(update('{ id: "gid://shopify/Order/1", role: 1 }')).toMatchObject({
      message: "InputObject 'OrderInput' doesn't accept argument 'role'",
      path: ['mutation Inline', 'orderUpdate', 'input', 'role'],
      extensions: {
        code: 'argumentNotAccepted',
        name: 'OrderInput',
        typeName: 'InputObject',
        argumentName: 'role',
      },
    });
  });

  it('without selections where there must be some', () => {
    expect(firstError('query Q {\n  shop\n}')).toEqual({
      message:
        "Field must have selections (field 'shop' returns Shop but has no selections. " +
        "Did you mean 'shop { ... }'?)",
      locations: [{ line: 2, column: 3 }],
      path: ['query Q', 'shop'],
      extensions: { code: 'selectionMismatch', nodeName: "field 'shop'", typeName: 'Shop' },
    });
  });

  it('with a variable that nobody uses, and one that nobody declares', () => {
    expect(firstError('query Q($x: Int) { shop { name } }')).toMatchObject({
      message: 'Variable $x is declared by Q but not used',
      locations: [{ line: 1, column: 1 }],
      path: ['query Q'],
      extensions: { code: 'variableNotUsed', variableName: 'x' },
    });
    expect(firstError('query Q { orders(first: $x) { nodes { id } } }')).toMatchObject({
      message: 'Variable $x is used by Q but not declared',
      extensions: { code: 'variableNotDefined', variableName: 'x' },
    });
  });

  it('with a variable of another type than its place', () => {
    const document = 'query Q($id: String!) { customer(id: $id) { id } }';
    expect(firstError(document)).toMatchObject({
      message: 'Type mismatch on variable $id and argument id (String! / ID!)',
      extensions: {
        code: 'variableMismatch',
        variableName: 'id',
        typeName: 'String!',
        argumentName: 'id',
        errorMessage: 'Type mismatch',
      },
    });
  });

  it('with a type or a directive that is not there', () => {
    const fragment = 'query Q { node(id: "gid://shopify/Shop/1") { ... on Nothing { id } } }';
    expect(firstError(fragment)).toMatchObject({
      message: "No such type Nothing, so it can't be a fragment condition",
      path: ['query Q', 'node', '... on Nothing'],
      extensions: { code: 'undefinedType', typeName: 'Nothing' },
    });
    expect(firstError('query Q { shop { name @nothing } }')).toMatchObject({
      message: 'Directive @nothing is not defined',
      extensions: { code: 'undefinedDirective', directiveName: 'nothing' },
    });
  });

  it('that cannot be read', () => {
    expect(firstError('{ shop {')).toEqual({
      message: 'syntax error, unexpected end of file at [1, 9]',
      locations: [{ line: 1, column: 9 }],
      extensions: { code: 'PARSE_ERROR' },
    });
  });
});

describe('a variable', () => {
  const cancel = 'mutation ($id: ID!) { fulfillmentCancel(id: $id) { userErrors { message } } }';

  it('that is missing', () => {
    expect(firstError(cancel)).toEqual({
      message: 'Variable $id of type ID! was provided invalid value',
      locations: [{ line: 1, column: 11 }],
      extensions: {
        code: 'INVALID_VARIABLE',
        value: null,
        problems: [{ path: [], explanation: 'Expected value to not be null' }],
      },
    });
  });

  it('that is no gid', () => {
    expect(firstError(cancel, { id: 'not-a-gid' })?.extensions?.problems).toEqual([
      {
        path: [],
        explanation: "Invalid global id 'not-a-gid'",
        message: "Invalid global id 'not-a-gid'",
      },
    ]);
  });

  it.each([
    [
      { id: 'gid://shopify/Order/1', x: true },
      'Variable $input of type OrderInput! was provided invalid ' +
        'value for x (Field is not defined on OrderInput)',
    ],
    [
      { note: 'x' },
      'Variable $input of type OrderInput! was provided invalid ' +
        'value for id (Expected value to not be null)',
    ],
  ])('of an input object: %j', (input, message) => {
    const document =
      'mutation ($input: OrderInput!) { orderUpdate(input: $input) { userErrors { message } } }';
    expect(firstError(document, { input })?.message).toBe(message);
  });

  // Shopify lists an enum in its own order, which the published introspection does not keep.
  it('of an enum lists what it may be', () => {
    const document = `mutation ($media: [CreateMediaInput!]!) {
      productCreateMedia(productId: "gid://shopify/Product/1", media: $media) {
        mediaUserErrors { message } } }`;
    const media = [{ mediaContentType: 'FILE', originalSource: 'https://example.com/a.png' }];
    expect(firstError(document, { media })).toMatchObject({
      message:
        'Variable $media of type [CreateMediaInput!]! was provided invalid value for ' +
        '0.mediaContentType (Expected "FILE" to be one of: EXTERNAL_VIDEO, IMAGE, MODEL_3D, VIDEO)',
      extensions: { problems: [{ path: [0, 'mediaContentType'] }] },
    });
  });

  it('that is no number, no decimal or no address', () => {
    const count = 'query ($n: Int) { orders(first: $n) { nodes { id } } }';
    expect(firstError(count, { n: '1.5' })?.extensions?.problems).toMatchObject([
      { explanation: 'Could not coerce value "1.5" to Int' },
    ]);
    const credit = `mutation ($money: MoneyInput!) {
      storeCreditAccountCredit(id: "gid://shopify/Customer/1", 
        creditInput: { creditAmount: $money }) {
        userErrors { message } } }`;
    const money = { amount: 'abc', currencyCode: 'EUR' };
    expect(firstError(credit, { money })?.extensions?.problems).toMatchObject([
      { path: ['amount'], explanation: "invalid decimal 'abc'" },
    ]);
  });

  it('that is an array of more than 250 items is refused where it is used', () => {
    const document = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ids = Array<string>(251).fill('gid://shopify/Shop/1');
    const { errors, data } = twin.ask(document, { ids });
    expect(data).toBeNull();
    expect(errors?.[0]).toEqual({
      message: 'The input array size of 251 is greater than the maximum allowed of 250.',
      locations: [{ line: 1, column: 24 }],
      path: ['nodes', 'ids'],
      extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
    });
  });
});

describe('what the twin has not', () => {
  it('fails by its name, is counted, and leaves the rest of the answer', async () => {
    const { ask, notImplemented } = await openTestShop();
    const partly = ask('{ shop { name } app { title feedback { state } } }');
    expect(partly).toEqual({
      data: { shop: { name: 'Test Shop' }, app: { title: 'Test App', feedback: null } },
      errors: [
        {
          message: 'The twin does not implement App.feedback.',
          locations: [{ line: 1, column: 29 }],
          path: ['app', 'feedback'],
          extensions: { code: 'NOT_IMPLEMENTED', name: 'App.feedback' },
        },
      ],
    });
    expect(notImplemented).toEqual(['App.feedback']);
  });
});

describe('an id of another kind', () => {
  it('is refused before anybody looks', () => {
    const document = '{ webhookSubscription(id: "gid://shopify/Product/1") { id } }';
    expect(twin.ask(document)).toEqual({
      data: { webhookSubscription: null },
      errors: [
        {
          message: 'Invalid id: gid://shopify/Product/1',
          locations: [{ line: 1, column: 3 }],
          path: ['webhookSubscription'],
          extensions: { code: 'RESOURCE_NOT_FOUND' },
        },
      ],
    });
  });
});
