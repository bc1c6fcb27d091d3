import { expect, it } from 'vitest';
import { type JsonObject, sampleBody } from '../../tests/support/shopify-samples.ts';
import { readDelivery } from './webhook-topics.ts';

const HASHING = { emailHash: (email: string) => `#${email}`, digest: (text: string) => text };
const read = (changes: JsonObject = {}, topic = 'customers/update') =>
  readDelivery(topic, sampleBody(topic, changes), HASHING);

it.each(['customers/create', 'customers/update'])(
  'of %s the verified e-mail is kept, and nothing else',
  (topic) => {
    const email = { email: ' Bob@Biller.com ', verified_email: true };
    expect(read(email, topic)).toEqual({
      ok: true,
      observation: {
        type: 'customer-email',
        customerId: '706405506930370084',
        emailHash: '#Bob@Biller.com',
      },
    });
  },
);

it.each<[string, JsonObject]>([
  ['one that was not verified', { verified_email: false }],
  ['one of which nobody says whether it was', { verified_email: null }],
  ['none', { email: null, verified_email: true }],
])('%s claims nothing', (_name, changes) => {
  expect(read(changes)).toMatchObject({ ok: true, observation: { emailHash: null } });
});

it('a customer without an id is refused by name', () => {
  const answer = read({ id: null, admin_graphql_api_id: null });
  expect(answer).toMatchObject({ ok: false });
  expect(JSON.stringify(answer)).toContain('id: ');
});
