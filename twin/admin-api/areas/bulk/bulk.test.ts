/**
 * Bulk operations. Sources: https://shopify.dev/docs/api/usage/bulk-operations/queries and /imports
 * (read 2026-11-23); refusals as recorded in airhorns/shopify-draft-proxy
 * (2026-04/bulk-operations).
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { metafieldDefinitions, metafields } from '../../../model/kinds.ts';
import { adminRoutes } from '../../http/admin-routes.ts';
import { openAdminService } from '../../http/admin-service.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const RUN = `mutation ($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: true) {
  bulkOperation { id status url } userErrors { field message code } } }`;
const READ = `query ($id: ID!) { bulkOperation(id: $id) {
  id type status errorCode objectCount rootObjectCount fileSize url partialDataUrl query } }`;
const QUERY = `{
  metafieldDefinitions(ownerType: SHOP) { edges { node { id key metafields {
    edges { node { id value } } } } } }
}`;

let twin: TestShop;
let fetchFrom: (url: string, init?: RequestInit) => Promise<Response>;
beforeEach(async () => {
  twin = await openTestShop();
  const { world } = twin;
  const service = openAdminService({ world, origin: 'http://localhost:3100' });
  const routes = adminRoutes({ service, now: () => world.clock.now(), lookUp: () => null });
  fetchFrom = async (url, init) => routes.request(new URL(url).pathname, init);
});

const start = (query: string) => twin.get(RUN, { query }).bulkOperationRunQuery;
const read = (id: unknown) => twin.get(READ, { id }).bulkOperation;

/** The twin takes a second for a step, and there are two. */
async function pass(seconds: number) {
  twin.world.clock.moveBy(seconds * 1000);
  await twin.world.tasks.runDue();
}

const linesAt = async (url: unknown) => {
  const text = await (await fetchFrom(String(url))).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

function define(count: number) {
  const { world, shop } = twin;
  const plain = { namespace: 'custom', createdAt: 0, updatedAt: 0 };
  world.transact(() => {
    for (let index = 1; index <= count; index += 1) {
      world.store.put(metafieldDefinitions, shop.id, {
        ...plain,
        id: index,
        ownerType: 'SHOP',
        key: `key_${index}`,
        name: `Key ${index}`,
        description: null,
        type: 'boolean',
        access: { admin: 'PUBLIC_READ_WRITE', storefront: 'NONE', customerAccount: 'NONE' },
        validations: [],
        capabilities: {},
        pinnedPosition: null,
        appId: null,
      });
    }
    const owner = { ownerKind: 'Shop', ownerId: shop.id };
    world.store.put(metafields, shop.id, {
      ...plain,
      ...owner,
      id: 9001,
      key: 'key_1',
      type: 'boolean',
      value: 'true',
    });
  });
}

describe('a bulk query', () => {
  it('is created, runs, and ends with its result as lines and the news of it', async () => {
    define(2);
    const bulkOperation = start(QUERY)?.bulkOperation;
    expect(bulkOperation).toMatchObject({ status: 'CREATED', url: null });
    await pass(1);
    expect(read(bulkOperation?.id)).toMatchObject({ status: 'RUNNING', objectCount: '0' });
    await pass(1);
    const done = read(bulkOperation?.id);
    expect(done).toMatchObject({
      type: 'QUERY',
      status: 'COMPLETED',
      errorCode: null,
      objectCount: '3',
      rootObjectCount: '2',
      partialDataUrl: null,
      query: QUERY,
    });
    const lines = await linesAt(done?.url);
    const parent = 'gid://shopify/MetafieldDefinition/1';
    expect(lines).toEqual([
      { id: parent, key: 'key_1' },
      { id: 'gid://shopify/Metafield/9001', value: 'true', __parentId: parent },
      { id: 'gid://shopify/MetafieldDefinition/2', key: 'key_2' },
    ]);
    expect(twin.topics.at(-1)).toBe('bulk_operations/finish');
  });

  it('reads further than one page', async () => {
    define(260);
    const id = start('{ metafieldDefinitions(ownerType: SHOP) { edges { node { key } } } }')
      ?.bulkOperation?.id;
    await pass(2);
    await pass(2);
    const done = read(id);
    expect(done).toMatchObject({ status: 'COMPLETED', objectCount: '260' });
    const keys = (await linesAt(done?.url)).map(({ key }) => key);
    expect([new Set(keys).size, keys[0], keys[259]]).toEqual([260, 'key_1', 'key_260']);
  });

  it('has no address when nothing was found, and none a week later', async () => {
    const id = start(QUERY)?.bulkOperation?.id;
    await pass(2);
    await pass(2);
    expect(read(id)).toMatchObject({ status: 'COMPLETED', url: null, fileSize: null });
    define(1);
    const later = start(QUERY)?.bulkOperation?.id;
    await pass(2);
    await pass(2);
    expect(String(read(later)?.url)).toContain('/bulk-operation-outputs/');
    await pass(8 * 86_400);
    expect(read(later)?.url).toBeNull();
  });

  it('can be cancelled until it has ended', async () => {
    const id = start(QUERY)?.bulkOperation?.id;
    const cancel = `mutation ($id: ID!) { bulkOperationCancel(id: $id) {
      bulkOperation { status } userErrors { field message } } }`;
    expect(twin.get(cancel, { id }).bulkOperationCancel).toEqual({
      bulkOperation: { status: 'CANCELING' },
      userErrors: [],
    });
    await pass(1);
    expect(read(id)).toMatchObject({ status: 'CANCELED' });
    expect(twin.get(cancel, { id }).bulkOperationCancel).toMatchObject({
      userErrors: [{ message: 'A bulk operation cannot be canceled when it is canceled' }],
    });
  });

  it('runs beside four others of its app and shop, not more', () => {
    for (let index = 0; index < 5; index += 1) start(QUERY);
    expect(start(QUERY)?.userErrors).toMatchObject([
      { field: null, code: 'OPERATION_IN_PROGRESS' },
    ]);
  });

  it.each([
    ['{ shop { id } }', 'Bulk queries must contain at least one connection.'],
    ['', 'Invalid bulk query: syntax error, unexpected end of file'],
    [
      '{ products { nodes { id } } }',
      'All connection fields in a bulk query must select their contents ' +
        "using 'edges' > 'node', e.g: " +
        "'products { edges { node {'. Selecting via 'nodes' is not supported. " +
        "Invalid connection fields: 'products'.",
    ],
    [
      '{ node(id: "gid://shopify/Product/0") { id } }',
      'Bulk queries cannot contain a top level `node` field.',
    ],
    [
      '{ collections { edges { node { id products { edges { node { ' +
        'id variants { edges { node { id } } } } } } } } } }',
      'Bulk queries cannot contain connections with a nesting depth greater than 2.',
    ],
    [
      `{ products { edges { node { id ${['a', 'b', 'c', 'd', 'e']
        .map((alias) => `${alias}: variants { edges { node { id } } }`)
        .join(' ')} } } } }`,
      'Bulk queries cannot contain more than 5 connections.',
    ],
    [
      '{ products { edges { node { title variants { edges { node { id } } } } } } }',
      "The parent 'node' field for a nested connection must " +
        "select the 'id' field without an alias and " +
        "must be of 'ID' return type. Connection fields without 'id': products.",
    ],
    [
      'mutation { flowTriggerReceive { userErrors { message } } }',
      'Invalid operation type. Only `query` operations are supported.',
    ],
    [
      '{ orders { edges { node { id fulfillments { events { edges { node { id } } } } } } } }',
      'Queries that contain a connection field within a list field are not currently supported.',
    ],
  ])('is refused: %s', (query, message) => {
    expect(start(query)).toEqual({
      bulkOperation: null,
      userErrors: [{ field: ['query'], message, code: 'INVALID' }],
    });
  });
});

describe('a bulk mutation', () => {
  const STAGE = `mutation ($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {
    stagedTargets { url resourceUrl parameters { name value } } userErrors { message } } }`;
  const RUN_MUTATION = `mutation ($mutation: String!, $path: String!) {
    bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path) {
      bulkOperation { id type status } userErrors { field message code } } }`;
  const SET = `mutation ($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { metafields { value } userErrors { message } } }`;

  async function upload(content: string) {
    const input = [
      {
        resource: 'BULK_MUTATION_VARIABLES',
        filename: 'variables.jsonl',
        mimeType: 'text/jsonl',
        httpMethod: 'POST',
      },
    ];
    const target = twin.get(STAGE, { input }).stagedUploadsCreate?.stagedTargets?.[0];
    const form = new FormData();
    for (const one of target?.parameters ?? []) form.append(String(one.name), String(one.value));
    form.append('file', new Blob([content]), 'variables.jsonl');
    const sent = await fetchFrom(String(target?.url), { method: 'POST', body: form });
    expect(sent.status).toBe(201);
    return String(target?.parameters?.find(({ name }) => String(name) === 'key')?.value);
  }
  const run = (mutation: string, path: string) =>
    twin.get(RUN_MUTATION, { mutation, path }).bulkOperationRunMutation;

  it('runs once for each line of the file, and tells what each gave', async () => {
    const ownerId = `gid://shopify/Shop/${twin.shop.id}`;
    const line = (value: string) =>
      JSON.stringify({
        metafields: [{ ownerId, namespace: 'custom', key: 'flag', type: 'boolean', value }],
      });
    const path = await upload(`${line('true')}\n${line('maybe')}\n`);
    const id = run(SET, path)?.bulkOperation?.id;
    await pass(2);
    await pass(2);
    const done = read(id);
    expect(done).toMatchObject({ type: 'MUTATION', status: 'COMPLETED', objectCount: '2' });
    expect(await linesAt(done?.url)).toEqual([
      {
        data: { metafieldsSet: { metafields: [{ value: 'true' }], userErrors: [] } },
        __lineNumber: 0,
      },
      {
        data: {
          metafieldsSet: {
            metafields: [],
            userErrors: [{ message: 'Value must be true or false.' }],
          },
        },
        __lineNumber: 1,
      },
    ]);
  });

  it.each([
    [SET, 'nowhere', 'NO_SUCH_FILE', 'The JSONL file could not be found. Try uploading the file'],
    [
      '{ shop { id } }',
      'x',
      'INVALID_MUTATION',
      'Invalid operation type. Only `mutation` operations',
    ],
    [
      'mutation { a: flowTriggerReceive { userErrors { message } } ' +
        'b: flowTriggerReceive { userErrors { message } } }',
      'x',
      null,
      'You must specify a single top level mutation.',
    ],
    [
      'mutation { bulkOperationCancel(id: ' +
        '"gid://shopify/BulkOperation/1") { userErrors { message } } }',
      'x',
      null,
      'You must use an allowed mutation name.',
    ],
  ])('is refused: %s from %s', (mutation, path, code, words) => {
    const [refusal] = run(mutation, path)?.userErrors ?? [];
    expect(refusal).toMatchObject({ code });
    expect(String(refusal?.message)).toContain(words);
  });

  it('of an empty file is refused', async () => {
    expect(run(SET, await upload('\n'))?.userErrors).toEqual([
      { field: null, message: 'The input file is empty.', code: 'INVALID_STAGED_UPLOAD_FILE' },
    ]);
  });
});
