import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, orderBody } from '../../tests/support/shopify-samples.ts';
import type { CodeOnOrder } from '../domain/facts/observed-order.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const OURS = 'LAUREL-7K3M-9QXW-2ABC';
const ALSO_OURS = 'LAUREL-0000-1111-2222';
const hashing = { emailHash: () => 'e', digest: (text: string) => text };

const line = (id: number, allocations: Json): Json => ({
  id,
  quantity: 2,
  price: '10.00',
  discount_allocations: allocations,
});
const off = (amount: string, place: number): Json => ({
  amount,
  discount_application_index: place,
});
const code = (text: string): Json => ({ type: 'discount_code', code: text, value: '5.0' });

function read(changes: JsonObject) {
  return readDelivery('orders/paid', orderBody('7', changes), hashing);
}

function codesOf(changes: JsonObject): readonly CodeOnOrder[] {
  const projection = read(changes);
  if (!projection.ok || projection.observation.type !== 'order') throw new Error('no order');
  return projection.observation.snapshot.codes;
}

describe('our codes on an order', () => {
  it('are none on an order without any', () => {
    expect(codesOf({})).toEqual([]);
  });

  it('take off what is allocated to them, line by line and off the shipping', () => {
    const codes = codesOf({
      discount_codes: [{ code: OURS, amount: '7.40', type: 'fixed_amount' }],
      discount_applications: [
        { type: 'automatic', title: OURS },
        { type: 'manual', title: 'Sorry' },
        code(OURS),
      ],
      line_items: [
        line(1, [off('1.00', 0), off('2.50', 2)]),
        line(2, [off('0.75', 1)]),
        line(3, [off('1.25', 2), off('1.25', 2)]),
      ],
      shipping_lines: [
        { discount_allocations: [off('2.00', 2), off('0.50', 1)] },
        { discount_allocations: [off('0.40', 2)] },
      ],
    });
    expect(codes).toEqual([
      {
        code: OURS,
        lines: [
          { lineId: '1', discountMinor: 250 },
          { lineId: '3', discountMinor: 125 },
          { lineId: '3', discountMinor: 125 },
        ],
        shippingMinor: 240,
      },
    ]);
  });

  it('are kept where nothing was left to take off', () => {
    const codes = codesOf({ discount_codes: [{ code: OURS, amount: '0.00' }] });
    expect(codes).toEqual([{ code: OURS, lines: [], shippingMinor: 0 }]);
  });

  it('are written as we write them, however the shopper did', () => {
    const codes = codesOf({
      discount_codes: [{ code: ` ${OURS.toLowerCase()} ` }],
      discount_applications: [code(OURS)],
      line_items: [line(1, [off('1.00', 0)])],
    });
    expect(codes).toMatchObject([{ code: OURS, lines: [{ discountMinor: 100 }] }]);
  });

  it('stand in the order of the payload, each with its own', () => {
    const codes = codesOf({
      discount_codes: [{ code: ALSO_OURS }, { code: OURS }],
      discount_applications: [code(OURS), code(ALSO_OURS)],
      line_items: [line(1, [off('1.00', 0), off('2.00', 1)])],
    });
    expect(codes.map((one) => [one.code, one.lines[0]?.discountMinor])).toEqual([
      [ALSO_OURS, 200],
      [OURS, 100],
    ]);
  });

  it('take off whole yen', () => {
    const codes = codesOf({
      currency: 'JPY',
      discount_applications: [code(OURS)],
      line_items: [line(1, [off('500', 0)])],
    });
    expect(codes).toMatchObject([{ lines: [{ discountMinor: 500 }] }]);
  });

  it('are read from text only, at the places there are', () => {
    const codes = codesOf({
      discount_codes: null,
      discount_applications: [{ type: 'discount_code', code: 7 }, { type: 3 }, {}],
      line_items: [line(1, [off('1.00', 0), off('1.00', 99), { amount: '1.00' }])],
    });
    expect(codes).toEqual([]);
  });
});

it('codes that are not ours go no further', () => {
  const projection = read({
    discount_codes: [{ code: 'SUMMER-SALE' }, { code: 'LAUREL-7K3M' }],
    discount_applications: [code('SUMMER-SALE')],
    line_items: [line(1, [off('1.00', 0)])],
  });
  expect(JSON.stringify(projection)).not.toContain('SUMMER');
  expect(JSON.stringify(projection)).not.toContain('7K3M');
});

it.each<[string, JsonObject, string]>([
  [
    'a code that is a number',
    { discount_codes: [{ code: OURS }, { code: 5 }] },
    'invalid_field: discount_codes[1].code: must be text',
  ],
  [
    'an allocation of half a discount',
    { line_items: [line(1, [{ amount: '1', discount_application_index: 0.5 }])] },
    'invalid_field: line_items[0].discount_allocations[0].discount_application_index: ' +
      'must be the place of a discount',
  ],
  [
    'a shipping discount below zero',
    { shipping_lines: [{ discount_allocations: [{ amount: '-1' }] }] },
    'invalid_field: shipping_lines[0].discount_allocations[0].amount: must not be negative',
  ],
  [
    'more than can be counted',
    {
      discount_applications: [code(OURS)],
      currency: 'CLF',
      shipping_lines: Array.from({ length: 12 }, () => ({
        discount_allocations: [off('99999999999', 0)],
      })),
    },
    'invalid_field: discount_codes: take off more than can be counted exactly',
  ],
])('%s is refused with the field named', (_title, changes, reason) => {
  const projection = read(changes);
  expect(projection.ok ? null : reasonText(projection.reason)).toBe(reason);
});

it('ten thousand codes with ten thousand lines are read in one go', () => {
  const many = Array.from({ length: 10_000 }, (_, place) => place);
  const codes = codesOf({
    discount_applications: many.map((place) =>
      code(`LAUREL-0000-0000-${String(place).padStart(4, '0')}`),
    ),
    line_items: many.map((place) => line(place + 1, [off('0.01', place)])),
  });
  expect(codes).toHaveLength(10_000);
  expect(codes.every((one) => one.lines.length === 1)).toBe(true);
});
