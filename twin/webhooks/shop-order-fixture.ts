/** An order for tests: two lines, and two refunds of which the second empties the first line. */
import type { ShopOrder } from './shop-order.ts';

export function sampleOrder(change: Partial<ShopOrder> = {}): ShopOrder {
  return {
    id: '820982911946154508',
    name: '#9999',
    number: 9999,
    currency: 'GBP',
    createdAt: Date.UTC(2026, 4, 1, 10),
    updatedAt: Date.UTC(2026, 4, 3, 10),
    customerId: '13085',
    email: 'shopper-13085@example.com',
    lines: [
      { id: '487817672276298554', sku: '85048', title: 'BALLS', quantity: 3, price: '1.115' },
      { id: '14000000000002', sku: '79323P', title: 'LIGHTS', quantity: 12, price: '6.75' },
    ],
    refunds: [
      {
        id: '890088186047892319',
        at: Date.UTC(2026, 4, 2, 10),
        note: 'C1',
        units: [
          { id: '1', lineId: '487817672276298554', quantity: 1 },
          { id: '2', lineId: '14000000000002', quantity: 2 },
        ],
      },
      {
        id: '20000000000001',
        at: Date.UTC(2026, 4, 3, 10),
        note: 'C2',
        units: [{ id: '3', lineId: '487817672276298554', quantity: 2 }],
      },
    ],
    ...change,
  };
}
