import { describe, expect, it } from 'vitest';
import { rawNumber, sampleBody } from '../../tests/support/shopify-samples.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const hashing = { emailHash: (email: string) => `hash of ${email}`, digest: () => 'digest' };

const read = (topic: string, body = sampleBody(topic)) => readDelivery(topic, body, hashing);

function refusal(topic: string, body: Buffer): string | null {
  const reading = read(topic, body);
  return reading.ok ? null : reasonText(reading.reason);
}

describe('a data request', () => {
  it("of Shopify's own sample is the request, the customer and their orders", () => {
    expect(read('customers/data_request')).toEqual({
      ok: true,
      observation: {
        type: 'data-request',
        requestId: '9999',
        customerId: '191167',
        orderIds: ['299938', '280263', '220458'],
      },
    });
  });

  it('without its number is refused', () => {
    const body = sampleBody('customers/data_request', { data_request: null });
    expect(refusal('customers/data_request', body)).toBe(
      'invalid_field: data_request: must be a data request',
    );
  });
});

describe('a request to forget a customer', () => {
  it("of Shopify's own sample keeps ids and the e-mail's hash, and no phone", () => {
    const reading = read('customers/redact');
    expect(reading).toEqual({
      ok: true,
      observation: {
        type: 'customer-redact',
        customerId: '191167',
        emailHash: 'hash of john@example.com',
        orderIds: ['299938', '280263', '220458'],
      },
    });
    expect(JSON.stringify(reading)).not.toContain('555-625-1199');
  });

  it('reads ids to the last digit, and does without a customer or an e-mail', () => {
    const body = sampleBody('customers/redact', {
      customer: null,
      orders_to_redact: [rawNumber('820982911946154508')],
    });
    expect(read('customers/redact', body)).toEqual({
      ok: true,
      observation: {
        type: 'customer-redact',
        customerId: null,
        emailHash: null,
        orderIds: ['820982911946154508'],
      },
    });
  });

  it.each([
    [{ customer: { id: 'somebody' } }, 'customer.id: must be an integer id'],
    [{ orders_to_redact: [1, -2] }, 'orders_to_redact[1]: must be an integer id'],
    [{ orders_to_redact: 7 }, 'orders_to_redact: must be a list'],
  ])('with %j is refused with its field named', (changes, problem) => {
    expect(refusal('customers/redact', sampleBody('customers/redact', changes))).toBe(
      `invalid_field: ${problem}`,
    );
  });
});
