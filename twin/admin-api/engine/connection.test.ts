/**
 * Pages. Sources: https://shopify.dev/docs/api/usage/pagination-graphql (read 2026-11-23); errors
 * and search warnings as recorded in airhorns/shopify-draft-proxy (2026-08).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { metafieldDefinitions } from '../../model/kinds.ts';
import { openTestShop, type TestShop } from '../test-shop.ts';

let twin: TestShop;
const KEYS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];

beforeAll(async () => {
  twin = await openTestShop();
  const { world, shop } = twin;
  KEYS.forEach((key, index) =>
    world.store.put(metafieldDefinitions, shop.id, {
      id: index + 1,
      ownerType: 'CUSTOMER',
      namespace: 'custom',
      key,
      name: `Field ${String.fromCharCode(71 - index)}`,
      description: null,
      type: 'boolean',
      access: { admin: 'PUBLIC_READ_WRITE', storefront: 'NONE', customerAccount: 'NONE' },
      validations: [],
      capabilities: {},
      pinnedPosition: null,
      appId: null,
      createdAt: index,
      updatedAt: index,
    }),
  );
}, 60_000);

const page = (args: string) =>
  twin.get(`{ metafieldDefinitions(ownerType: CUSTOMER, ${args}) {
    edges { cursor node { key } } nodes { key }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`).metafieldDefinitions;
const keysOf = (args: string) => page(args)?.nodes?.map((node) => node.key);

describe('a connection', () => {
  it('is read forwards to its end, page after page', () => {
    const read: unknown[] = [];
    let after = '';
    for (;;) {
      const found = page(`first: 3${after}`);
      read.push(...(found?.nodes ?? []).map(({ key }) => key));
      if (!found?.pageInfo?.hasNextPage) break;
      after = `, after: "${String(found.pageInfo.endCursor)}"`;
    }
    expect(read).toEqual(KEYS);
  });

  it('is read backwards from its end, in the same order', () => {
    const last = page('last: 2');
    expect(last?.nodes).toEqual([{ key: 'six' }, { key: 'seven' }]);
    expect(last?.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = `last: 2, before: "${String(last?.pageInfo?.startCursor)}"`;
    expect(keysOf(before)).toEqual(['four', 'five']);
  });

  it('can be turned round, and sorted by another key', () => {
    expect(keysOf('first: 2, reverse: true')).toEqual(['seven', 'six']);
    expect(keysOf('first: 2, sortKey: NAME')).toEqual(['seven', 'six']);
    expect(keysOf('first: 2, sortKey: NAME, reverse: true')).toEqual(['one', 'two']);
  });

  it('gives the cursors of its edges, which say nothing to an app but hold the place', () => {
    const found = page('first: 2');
    const cursors = found?.edges?.map((edge) => edge.cursor);
    expect([found?.pageInfo?.startCursor, found?.pageInfo?.endCursor]).toEqual(cursors);
    const cursor = String(cursors?.[1]);
    expect(JSON.parse(Buffer.from(cursor, 'base64').toString())).toEqual({
      last_id: 2,
      last_value: 2,
    });
    expect(keysOf(`first: 1, after: "${cursor}"`)).toEqual(['three']);
  });

  it.each([
    ['namespace: "custom"', 'you must provide one of first or last'],
    ['first: 1, last: 1', 'providing both first and last is not supported'],
    ['first: 251', 'first cannot exceed 250'],
    ['first: 1, after: "nonsense"', 'Malformed cursor'],
  ])('refuses %s', (args, message) => {
    const document = `{ metafieldDefinitions(ownerType: CUSTOMER, ${args}) { nodes { key } } }`;
    expect(twin.ask(document)).toEqual({
      data: null,
      errors: [
        {
          message,
          locations: [{ line: 1, column: 3 }],
          path: ['metafieldDefinitions'],
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    });
  });
});

describe('a search', () => {
  it('finds by the fields of the records', () => {
    expect(keysOf('first: 5, query: "key:two OR key:five"')).toEqual(['two', 'five']);
    expect(keysOf('first: 5, query: "key:t*"')).toEqual(['two', 'three']);
    expect(keysOf('first: 5, query: "id:>5"')).toEqual(['six', 'seven']);
  });

  it('passes over a field there is not, and says so', () => {
    const document = `{
      metafieldDefinitions(ownerType: CUSTOMER, first: 1, query: "email:a@example.com") {
        nodes { key } } }`;
    expect(twin.ask(document)).toEqual({
      data: { metafieldDefinitions: { nodes: [{ key: 'one' }] } },
      extensions: {
        search: [
          {
            path: ['metafieldDefinitions'],
            query: 'email:a@example.com',
            parsed: { field: 'email', match_all: 'a@example.com' },
            warnings: [
              {
                field: 'email',
                message: 'Invalid search field for this query.',
                code: 'invalid_field',
              },
            ],
          },
        ],
      },
    });
  });
});
