import { expect, it } from 'vitest';
import { seenOrder, seenRefund } from '../../tests/support/drain-shop.ts';
import { wholeObservation } from './whole-observation.ts';

it('a delivery that says all is left as it is', () => {
  for (const seen of [seenOrder('1'), seenRefund('1')]) expect(wholeObservation(seen)).toBe(seen);
});

it('a delivery written when less was read says what there was none of', () => {
  const line = { id: 'l1', quantity: 1, currentQuantity: 1, unitPrice: '100.00' };
  const refund = { id: 'r1', at: 5, units: [], beyondLinesMinor: 0 };
  const written = {
    type: 'order',
    orderId: '1',
    snapshot: { updatedAt: 4, paid: true, lines: [line], refunds: [refund], digest: 'ab' },
  };
  const whole = wholeObservation(written as never);
  expect(whole).toMatchObject(written);
  expect(whole).toMatchObject({
    snapshot: {
      channel: 'online',
      customerTags: null,
      fulfilledAt: null,
      shippingMinor: 0,
      lines: [{ taxMinor: 0, productId: null, vendor: null, productTags: [] }],
      refunds: [{ shippingMinor: 0, shippingTaxMinor: 0 }],
    },
  });
  const alone = { type: 'refund', orderId: '1', refund } as never;
  expect(wholeObservation(alone)).toMatchObject({ refund: { ...refund, shippingMinor: 0 } });
});
