/**
 * The builders against Shopify's own typings (@shopify/ui-extensions 2026.7.4, build/ts/surfaces):
 * whatever an extension of these targets may read or call exists, and is the same kind of thing.
 */
import { describe, expect, it, vi } from 'vitest';
import type { ExtensionApi } from '../browser/wire.ts';
import { buildAccountApi, buildOrderStatusApi } from './account.ts';
import { buildAdminApi } from './admin.ts';
import { buildCheckoutApi, buildThankYouApi } from './checkout.ts';
import { createInterceptors } from './interceptors.ts';
import { digitsOf, toMoney } from './money.ts';
import { openApiTypes } from './read-api-members.ts';
import { adminStorage, buyerStorage } from './storage.ts';
import * as fixtures from './surface-fixtures.ts';
import { buildReceiptApi, buildTillApi, buildTillBackgroundApi } from './till.ts';

const actions = fixtures.createRecordedActions();
const info = fixtures.describeExtension;
const line = fixtures.CHECKOUT.lines[0];
const extras = {
  item: line,
  isItemSelected: true,
  deliverySelectionGroups: [],
  isLocationFormVisible: false,
  isOverlay: false,
};

const checkout = (target: string) =>
  buildCheckoutApi(info(target), () => fixtures.CHECKOUT, actions.checkout, extras);
const thankYou = (target: string) =>
  buildThankYouApi(info(target), () => fixtures.THANK_YOU, actions.checkout, extras);
const account = (target: string) =>
  buildAccountApi(info(target), () => fixtures.ACCOUNT, actions.account);
const orderStatus = (target: string) =>
  buildOrderStatusApi(info(target), () => fixtures.ORDER_STATUS, actions.account, line);
const till = (target: string) => buildTillApi(info(target), () => fixtures.TILL, actions.till);
const background = (target: string) =>
  buildTillBackgroundApi(info(target), () => fixtures.TILL, actions.till);
const receipt = (target: string) =>
  buildReceiptApi(info(target), () => fixtures.TILL, actions.till, {});
const admin = (target: string) => buildAdminApi(info(target), () => fixtures.ADMIN, actions.admin);

/** Target → its typings' folder and its builder. */
const TARGETS: Readonly<Record<string, readonly [string, (target: string) => ExtensionApi]>> = {
  'purchase.checkout.block.render': ['checkout', checkout],
  'purchase.checkout.reductions.render-after': ['checkout', checkout],
  'purchase.checkout.cart-line-item.render-after': ['checkout', checkout],
  'purchase.checkout.shipping-option-item.render-after': ['checkout', checkout],
  'purchase.checkout.shipping-option-list.render-after': ['checkout', checkout],
  'purchase.checkout.pickup-location-list.render-after': ['checkout', checkout],
  'purchase.thank-you.block.render': ['checkout', thankYou],
  'purchase.thank-you.announcement.render': ['checkout', thankYou],
  'purchase.thank-you.cart-line-item.render-after': ['checkout', thankYou],
  'customer-account.page.render': ['customer-account', account],
  'customer-account.profile.block.render': ['customer-account', account],
  'customer-account.order-index.block.render': ['customer-account', account],
  'customer-account.profile.company-location-staff.render-after': ['customer-account', account],
  'customer-account.order.action.menu-item.render': ['customer-account', account],
  'customer-account.order.action.render': ['customer-account', account],
  'customer-account.order-status.block.render': ['customer-account', orderStatus],
  'customer-account.order-status.cart-line-item.render-after': ['customer-account', orderStatus],
  'customer-account.order-status.fulfillment-details.render-after': [
    'customer-account',
    orderStatus,
  ],
  'customer-account.order.page.render': ['customer-account', orderStatus],
  'pos.home.tile.render': ['point-of-sale', till],
  'pos.home.modal.render': ['point-of-sale', till],
  'pos.customer-details.block.render': ['point-of-sale', till],
  'pos.cart.line-item-details.action.render': ['point-of-sale', till],
  'pos.draft-order-details.block.render': ['point-of-sale', till],
  'pos.product-details.action.render': ['point-of-sale', till],
  'pos.purchase.post.block.render': ['point-of-sale', till],
  'pos.register-details.action.render': ['point-of-sale', till],
  'pos.app.ready.data': ['point-of-sale', background],
  'pos.receipt-footer.block.render': ['point-of-sale', receipt],
  'admin.customer-details.block.render': ['admin', admin],
  'admin.customer-details.action.render': ['admin', admin],
  'admin.customer-details.action.should-render': ['admin', admin],
  'admin.customer-segment-details.action.render': ['admin', admin],
  'admin.customers.segmentation-templates.data': ['admin', admin],
  'admin.discount-details.function-settings.render': ['admin', admin],
  'admin.settings.validation.render': ['admin', admin],
  'admin.settings.order-routing-rule.render': ['admin', admin],
  'admin.product-details.configuration.render': ['admin', admin],
  'admin.order-details.print-action.render': ['admin', admin],
  'admin.app.home.render': ['admin', admin],
  'admin.app.intent.render': ['admin', admin],
};

/** Not for public apps, or a note in the typings that no target fills at 2026-07. */
const LEFT_OUT = new Set(['experimentalIsShopAppStyle']);

describe('every surface gives an extension what the typings promise', () => {
  const folders = Object.entries(TARGETS).map(([target, [folder]]) => [target, folder] as const);
  const read = openApiTypes(Object.fromEntries(folders));

  it.each(Object.keys(TARGETS))('%s', (target) => {
    const [, build] = TARGETS[target] ?? [];
    const api = build?.(target) ?? {};
    const members = read(target).filter(({ path }) => !LEFT_OUT.has(path));
    expect(members.length).toBeGreaterThan(4);
    const missing = members.filter(({ path, kind }) => !has(api, path, kind));
    expect(missing.map(({ path, kind }) => `${kind} ${path}`)).toEqual([]);
  });
});

function has(api: ExtensionApi, path: string, kind: string): boolean {
  const [first = ''] = path.split('.');
  if (first === 'i18n') return api.i18n !== undefined;
  if (kind === 'signal') return path in (api.signals ?? {});
  const holder = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  if (/(^|\.)(add|remove)EventListener$/.test(path)) {
    return (api.eventTargets ?? []).includes(holder);
  }
  if (kind === 'function') return path in (api.functions ?? {});
  const values = Object.keys(api.values ?? {});
  return values.some((each) => each === path || each.startsWith(`${path}.`) || each === holder);
}

describe('checkout', () => {
  const code = { type: 'addDiscountCode', code: 'FIVE' } as const;

  it('hands a change to the page', async () => {
    const recorded = fixtures.createRecordedActions();
    const api = buildCheckoutApi(info('x'), () => fixtures.CHECKOUT, recorded.checkout);
    await api.functions.applyDiscountCodeChange(code);
    expect(recorded.asked).toEqual([['applyDiscountCodeChange', [code]]]);
  });

  it('refuses what the instructions of this very moment forbid', async () => {
    const recorded = fixtures.createRecordedActions();
    let state = fixtures.CHECKOUT;
    const api = buildCheckoutApi(info('x'), () => state, recorded.checkout);
    const forbid = { discounts: { canUpdateDiscountCodes: false } };
    state = { ...state, instructions: { ...state.instructions, ...forbid } };
    expect(await api.functions.applyDiscountCodeChange(code)).toMatchObject({ type: 'error' });
    expect(recorded.asked).toEqual([]);
  });

  it('queries the Storefront API only with the capability for it', async () => {
    const without = { ...info('x'), capabilities: [] };
    const api = buildCheckoutApi(without, () => fixtures.CHECKOUT, actions.checkout);
    await expect(api.functions.query('{ shop { name } }')).rejects.toThrow('api_access = true');
    const asked = fixtures.createRecordedActions();
    const granted = buildCheckoutApi(info('x'), () => fixtures.CHECKOUT, asked.checkout);
    await granted.functions.query('{ shop { name } }');
    expect(asked.asked.map(([name]) => name)).toEqual(['query']);
  });

  it('lets nothing be changed once the order is placed', () => {
    const names = Object.keys(thankYou('purchase.thank-you.block.render').functions);
    expect(names.filter((name) => /^apply(?!TrackingConsent)/.test(name))).toEqual([]);
  });
});

describe('interceptors', () => {
  const block = { behavior: 'block', reason: 'age', errors: [{ message: 'Say your age.' }] };

  it('hold the buyer up with their errors, and hear that they did', async () => {
    const interceptors = createInterceptors();
    const perform = vi.fn();
    interceptors.add(() => ({ ...block, perform }), true);
    expect(await interceptors.ask()).toEqual({
      isAllowed: false,
      reason: 'age',
      errors: [{ message: 'Say your age.' }],
    });
    expect(perform).toHaveBeenCalledWith({ behavior: 'block' });
  });

  it('cannot hold up without the capability, nor after they were taken back', async () => {
    const interceptors = createInterceptors();
    interceptors.add(() => block, false);
    const takeBack = interceptors.add(() => block, true);
    takeBack();
    expect(await interceptors.ask()).toEqual({ isAllowed: true });
  });
});

describe('storage', () => {
  it('reads null where a buyer’s page kept nothing', async () => {
    const storage = buyerStorage(fixtures.createMemoryStore());
    expect(await storage['storage.read']('visits')).toBeNull();
    await storage['storage.write']('visits', 2);
    expect(await storage['storage.read']('visits')).toBe(2);
  });

  it('keeps, reads and deletes several keys at once in the admin', async () => {
    const storage = adminStorage(fixtures.createMemoryStore());
    await storage['storage.setMany']({ a: 1, b: 2 });
    expect(await storage['storage.getMany'](['b', 'c'])).toEqual([2, undefined]);
    expect(await storage['storage.deleteMany'](['a', 'c'])).toEqual({ a: true, c: false });
    expect(await storage['storage.entries']()).toEqual([['b', 2]]);
  });
});

describe('money', () => {
  it.each([
    [1250, 'EUR', 12.5],
    [1250, 'JPY', 1250],
    [1250, 'KWD', 1.25],
  ])('%i minor units of %s are %f', (minor, currency, amount) => {
    expect(toMoney(minor, currency)).toEqual({ amount, currencyCode: currency });
    expect(toMoney(minor, currency).amount * 10 ** digitsOf(currency)).toBe(minor);
  });
});
