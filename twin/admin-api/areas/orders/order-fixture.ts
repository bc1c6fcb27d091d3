/** Orders of mugs, for the tests of this area. */
import type { Product } from '../../../model/catalog.ts';
import { products } from '../../../model/kinds.ts';
import { type OrderToPlace, placeOrder } from '../../../trade/place-order.ts';
import { must } from '../../../trade/shop-fixture.ts';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, TEST_NOW, type TestShop, type TestShopOptions } from '../../test-shop.ts';

const VARIANT = 501;

/** A shop that sells mugs at 10.00. */
export async function openMugShop(options: TestShopOptions = {}): Promise<TestShop> {
  const test = await openTestShop(options);
  handleTradeTasks(test.world);
  test.world.store.put(products, test.shop.id, mug());
  return test;
}

/** An order of two mugs, paid by card. */
export function placeMugs({ world, shop }: TestShop, more: Partial<OrderToPlace> = {}) {
  const lines = [{ variantId: VARIANT, quantity: 2 }];
  const order = must(placeOrder(world, shop.id, { lines, email: 'ada@moss.example', ...more }));
  return { ...order, gid: `gid://shopify/Order/${order.id}` };
}

function mug(): Product {
  const at = TEST_NOW;
  return {
    ...{ id: 500, title: 'Mug', handle: 'mug', bodyHtml: '', vendor: 'Fern', productType: '' },
    ...{ tags: [], status: 'ACTIVE', isGiftCard: false, pictures: [], publishedAt: at },
    options: [{ id: 502, name: 'Title' }],
    variants: [
      {
        ...{ id: VARIANT, title: 'Default Title', sku: 'MUG', barcode: null, priceMinor: 1000 },
        ...{ compareAtMinor: null, options: ['Default Title'], taxable: true, grams: 300 },
        ...{ requiresShipping: true, inventoryItemId: 503, stock: null, pictureId: null },
        ...{ sellsBeyondStock: false, createdAt: at, updatedAt: at },
      },
    ],
    createdAt: at,
    updatedAt: at,
  };
}
