import { expect, it } from 'vitest';
import { type JsonObject, sampleBody } from '../../tests/support/shopify-samples.ts';
import { readDelivery } from './webhook-topics.ts';

const HASHING = { emailHash: (email: string) => email, digest: (text: string) => text };
const read = (changes: JsonObject = {}) =>
  readDelivery('customers/merge', sampleBody('customers/merge', changes), HASHING);

it('Shopify’s own sample tells of a merge that failed', () => {
  expect(read()).toEqual({
    ok: true,
    observation: { type: 'customer-merge', keptId: '1', deletedId: '2', isDone: false },
  });
});

it.each(['success', 'SUCCESS', 'completed'])('a merge that ended with %s is done', (status) => {
  expect(read({ status, errors: [] })).toMatchObject({ observation: { isDone: true } });
});

it('a merge still under way is not done', () => {
  expect(read({ status: 'in_progress' })).toMatchObject({ observation: { isDone: false } });
});

it.each([
  ['admin_graphql_api_customer_kept_id', null],
  ['admin_graphql_api_customer_kept_id', 'gid://shopify/Order/1'],
  ['admin_graphql_api_customer_deleted_id', 2],
  ['status', null],
])('%s of %s is refused by name', (field, value) => {
  const answer = read({ [field]: value });
  expect(answer).toMatchObject({ ok: false });
  expect(JSON.stringify(answer)).toContain(`${field}: `);
});
