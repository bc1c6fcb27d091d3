/** What an extension may ask of the till. What this till does not have is refused by its name. */
import { createBrowserStore } from '../../extensions/surfaces/storage.ts';
import type { TillActions, TillState } from '../../extensions/surfaces/types.ts';
import { sessionToken } from '../../placements/browser/mount-extensions.ts';
import { showToast } from '../../placements/browser/toast.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import type { tillProduct } from '../till-catalog.ts';

type Desk = {
  readonly change: (body: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly current: () => TillState;
  readonly openModal: () => void;
  readonly closeModal: () => void;
};

type Found = ReturnType<typeof tillProduct>;

const refuse = (name: string) => async (): Promise<never> => {
  throw new Error(`${name} is not implemented by this till.`);
};

/** Actions for one extension. */
export function tillActions(extension: PlacedExtension, desk: Desk): TillActions {
  return {
    cart: cartActions(desk),
    productSearch: productActions(),
    storage: createBrowserStore(`pos/${extension.appHandle}`),
    getSessionToken: () => sessionToken(extension),
    appUrl: extension.appUrl,
    fetchPlatform: async (url) => ({
      status: 501,
      body: JSON.stringify({ errors: [{ message: `${url} is not implemented by this till.` }] }),
    }),
    showToast: (content) => void showToast(content),
    presentModal: desk.openModal,
    closeModal: desk.closeModal,
    navigate: refuse('navigation.navigate'),
    back: desk.closeModal,
    showCameraScanner: () => void showToast('This till has no camera.'),
    hideCameraScanner: () => undefined,
    showPinPad: () => void showToast('This till has no PIN pad.'),
    takePhoto: refuse('camera.takePhoto'),
    getPrinters: async () => [],
    print: refuse('print.print'),
    openCashDrawer: async () => undefined,
  };
}

const discount = (type: string, title: string, amount = '0') => ({ type, title, amount });

const pairs = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** Properties and discounts of single lines. */
function lineActions({ change, current }: Pick<Desk, 'change' | 'current'>) {
  const lineOf = (uuid: string) => current().cart.lineItems.find((line) => line.uuid === uuid);
  return {
    addLineItemProperties: (uuid, properties) =>
      change({
        change: 'lineProperties',
        lineId: uuid,
        properties: pairs({ ...lineOf(uuid)?.properties, ...properties }),
      }),
    bulkAddLineItemProperties: async (inputs) => {
      for (const { lineItemUuid, properties } of inputs) {
        const lineId = lineItemUuid;
        const all = { ...lineOf(lineId)?.properties, ...properties };
        await change({ change: 'lineProperties', lineId, properties: pairs(all) });
      }
    },
    removeLineItemProperties: (uuid, keys) => {
      const kept = Object.entries(lineOf(uuid)?.properties ?? {}).filter(
        ([key]) => !keys.includes(key),
      );
      const properties = pairs(Object.fromEntries(kept));
      return change({ change: 'lineProperties', lineId: uuid, properties });
    },
    setLineItemDiscount: (uuid, type, title, amount) =>
      change({ change: 'lineDiscount', lineId: uuid, discount: discount(type, title, amount) }),
    bulkSetLineItemDiscounts: async (inputs) => {
      for (const { lineItemUuid, lineItemDiscount } of inputs) {
        const { type, title, amount } = lineItemDiscount;
        const given = discount(type, title, amount);
        await change({ change: 'lineDiscount', lineId: lineItemUuid, discount: given });
      }
    },
    removeLineItemDiscount: (uuid) =>
      change({ change: 'lineDiscount', lineId: uuid, discount: null }),
  } satisfies Partial<TillActions['cart']>;
}

function cartActions({ change, current }: Desk): TillActions['cart'] {
  return {
    bulkCartUpdate: refuse('cart.bulkCartUpdate'),
    applyCartDiscount: (type, title, amount) =>
      type === 'Code'
        ? change({ change: 'addCode', code: title })
        : change({ change: 'cartDiscount', discount: discount(type, title, amount) }),
    addCartCodeDiscount: (code) => change({ change: 'addCode', code }),
    removeCartDiscount: () => change({ change: 'cartDiscount', discount: null }),
    removeAllDiscounts: async () => {
      await change({ change: 'cartDiscount', discount: null });
      for (const { type, discountDescription } of current().cart.cartDiscounts) {
        if (type === 'Code') await change({ change: 'removeCode', code: discountDescription });
      }
    },
    clearCart: () => change({ change: 'clear' }),
    setCustomer: ({ id }) => change({ change: 'customer', customerId: id }),
    removeCustomer: () => change({ change: 'customer', customerId: null }),
    addCustomSale: refuse('cart.addCustomSale'),
    addLineItem: async (variantId, quantity) => {
      await change({ change: 'addVariant', variantId, quantity });
      return current().cart.lineItems.find((line) => line.variantId === variantId)?.uuid ?? '';
    },
    removeLineItem: (uuid) => change({ change: 'line', lineId: uuid, quantity: 0 }),
    addCartProperties: (properties) =>
      change({
        change: 'properties',
        properties: pairs({ ...current().cart.properties, ...properties }),
      }),
    removeCartProperties: (keys) => {
      const left = Object.entries(current().cart.properties).filter(([key]) => !keys.includes(key));
      return change({ change: 'properties', properties: pairs(Object.fromEntries(left)) });
    },
    ...lineActions({ change, current }),
    setAttributedStaff: refuse('cart.setAttributedStaff'),
    setAttributedStaffToLineItem: refuse('cart.setAttributedStaffToLineItem'),
    addAddress: refuse('cart.addAddress'),
    deleteAddress: refuse('cart.deleteAddress'),
    updateDefaultAddress: refuse('cart.updateDefaultAddress'),
    addLineItemSellingPlan: refuse('cart.addLineItemSellingPlan'),
    removeLineItemSellingPlan: refuse('cart.removeLineItemSellingPlan'),
  };
}

function productActions(): TillActions['productSearch'] {
  const get = async (id: number): Promise<Found | undefined> => {
    const reply = await fetch(`/pos/products/${id}`);
    return reply.ok ? ((await reply.json()) as Found) : undefined;
  };
  const find = async (query: string) =>
    (await (await fetch(`/pos/goods?query=${encodeURIComponent(query)}`)).json()) as {
      id: number;
    }[];
  return {
    searchProducts: async ({ queryString = '', first = 24 }) => {
      const goods = (await find(queryString)).slice(0, first);
      const items = await Promise.all(goods.map(({ id }) => get(id)));
      return { items: items.filter((item) => item !== undefined), hasNextPage: false };
    },
    fetchProductWithId: get,
    fetchProductsWithIds: async (ids) => {
      const found = await Promise.all(ids.map(get));
      return {
        fetchedResources: found.filter((item) => item !== undefined),
        idsForResourcesNotFound: ids.filter((_id, index) => found[index] === undefined),
      };
    },
    fetchProductVariantWithId: refuse('productSearch.fetchProductVariantWithId'),
    fetchProductVariantsWithIds: refuse('productSearch.fetchProductVariantsWithIds'),
    fetchProductVariantsWithProductId: async (id) => (await get(id))?.variants ?? [],
    fetchPaginatedProductVariantsWithProductId: async (id) => ({
      items: (await get(id))?.variants ?? [],
      hasNextPage: false,
    }),
  };
}
