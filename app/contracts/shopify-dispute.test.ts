import { describe, expect, it } from 'vitest';
import { type JsonObject, rawNumber, sampleBody } from '../../tests/support/shopify-samples.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const hashing = { emailHash: () => 'e', digest: () => 'd' };

function read(changes: JsonObject, topic = 'disputes/update') {
  const ids = { id: rawNumber('285332461850802050'), order_id: rawNumber('820982911946154508') };
  return readDelivery(topic, sampleBody(topic, { ...ids, ...changes }), hashing);
}

describe('a dispute about an order', () => {
  const openedAt = Date.parse('2021-12-31T19:00:00-05:00');

  it.each(['disputes/create', 'disputes/update'])(
    'is a charge-back in the sample of %s',
    (topic) => {
      expect(read({}, topic)).toEqual({
        ok: true,
        observation: {
          type: 'chargeback',
          orderId: '820982911946154508',
          chargeback: { id: '285332461850802050', openedAt, wonAt: null },
        },
      });
    },
  );

  it.each([
    ['won', Date.parse('2022-02-01T00:00:00Z')],
    ['lost', null],
    ['accepted', null],
    ['charge_refunded', null],
    ['needs_response', null],
  ])('that is %s gives back from then: %s', (status, wonAt) => {
    const projection = read({ status, finalized_on: '2022-02-01T00:00:00Z' });
    expect(projection).toMatchObject({ observation: { chargeback: { wonAt } } });
  });

  it('that only asks takes nothing', () => {
    expect(read({ type: 'inquiry' })).toMatchObject({ observation: { chargeback: null } });
  });

  it.each<[JsonObject, string]>([
    [{ order_id: null }, 'missing_order_id'],
    [{ id: null }, 'invalid_field: id: must be an integer id'],
    [{ type: 7 }, 'invalid_field: type: must be text'],
    [{ status: null }, 'invalid_field: status: must be text'],
    [{ initiated_at: null }, 'invalid_field: initiated_at: must be an ISO 8601 instant'],
    [{ finalized_on: '2022-02-01' }, 'invalid_field: finalized_on: must be an ISO 8601 instant'],
    [{ status: 'won', finalized_on: null }, 'invalid_field: finalized_on: is missing'],
  ])('with %j is refused with the field named', (changes, words) => {
    const projection = read(changes);
    expect(projection.ok ? 'read' : reasonText(projection.reason)).toContain(words);
  });
});
