/**
 * What a change to the form does. A refusal names its field and changes nothing.
 */
import type { z } from 'zod';
import type { Checkout } from '../model/cart.ts';
import type { Address } from '../model/customer.ts';
import { giftCards } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { applyGiftCard, changeCheckout, type CheckoutFields } from '../trade/checkouts.ts';
import { normalCode } from '../trade/gift-cards.ts';
import { type Outcome, refuse } from '../trade/refusal.ts';
import { findVariant } from '../trade/stock.ts';
import type { World } from '../world/world.ts';
import type { addressSchema, Change } from './change-schema.ts';

type Changed = { readonly world: World; readonly shop: Shop; readonly checkout: Checkout };

/** Makes one change. Whether an added code applies is judged by pricing, after. */
export function makeChange(at: Changed, change: Change): Outcome<Checkout> {
  const { world, shop, checkout } = at;
  const keep = (fields: CheckoutFields) =>
    changeCheckout(world, shop.id, { token: checkout.token, fields });
  switch (change.change) {
    case 'contact':
      return contact(at, change);
    case 'address':
      return setAddress(at, change.address);
    case 'patchAddress':
      return setAddress(at, { ...blankAddress(at), ...told(change.address) });
    case 'rate':
      return keep({ shippingRateCode: change.code });
    case 'addCode':
      return addCode(at, change.code);
    case 'removeCode':
      return keep({ codes: checkout.codes.filter((code) => !isSameCode(code, change.code)) });
    case 'addGiftCard':
      return applyGiftCard(world, shop.id, { token: checkout.token, code: change.code });
    case 'removeGiftCard':
      return keep({ giftCardIds: withoutCard(at, change) });
    case 'storeCredit':
      return keep({ usesStoreCredit: change.uses });
    case 'tip':
      return keep({ tipMinor: change.amountMinor });
    case 'note':
      return keep({ note: change.note === '' ? null : change.note });
    case 'attributes':
      return keep({ attributes: merged(checkout.attributes, change.attributes) });
    case 'setMetafield':
      return keep({
        metafields: [...withoutMetafield(checkout, change.metafield), change.metafield],
      });
    case 'removeMetafield':
      return keep({ metafields: withoutMetafield(checkout, change) });
    case 'currency':
      return setCurrency(at, change.currency);
    default:
      return changeLines(at, change);
  }
}

function contact({ world, shop, checkout }: Changed, change: Change & { change: 'contact' }) {
  const { email, acceptsMarketing = checkout.acceptsMarketing } = change;
  if (email === '') return refuse('BLANK', ['email'], 'Enter an email');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return refuse('INVALID', ['email'], 'Enter a valid email');
  }
  return changeCheckout(world, shop.id, {
    token: checkout.token,
    fields: { email, acceptsMarketing },
  });
}

const NEEDED = {
  lastName: 'Enter a last name',
  address1: 'Enter an address',
  city: 'Enter a city',
  zip: 'Enter a postal code',
} as const;

/**
 * An address half typed is kept for its country, which shipping and tax depend on. What the form
 * has
 * no field for stays as an extension said it; a province does not outlive its country.
 */
function setAddress({ world, shop, checkout }: Changed, given: z.output<typeof addressSchema>) {
  const before = checkout.shippingAddress;
  const province = before?.countryCode === given.countryCode ? before.provinceCode : null;
  const kept: Address = {
    ...given,
    id: before?.id ?? world.store.nextId(),
    company: given.company ?? before?.company ?? null,
    address2: given.address2 ?? null,
    phone: given.phone ?? before?.phone ?? null,
    provinceCode: given.provinceCode ?? province,
  };
  return changeCheckout(world, shop.id, {
    token: checkout.token,
    fields: { shippingAddress: kept },
  });
}

/** Without what was not said. */
function told<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function blankAddress({ shop, checkout }: Changed) {
  const kept = checkout.shippingAddress;
  return {
    firstName: kept?.firstName ?? '',
    lastName: kept?.lastName ?? '',
    address1: kept?.address1 ?? '',
    address2: kept?.address2 ?? '',
    city: kept?.city ?? '',
    zip: kept?.zip ?? '',
    countryCode: kept?.countryCode ?? shop.countryCode,
  };
}

/** What is still missing before anything can be paid, by field. */
export function missingFields(
  checkout: Checkout,
  needs: { readonly shipping: boolean; readonly rate: 'none' | 'chosen' | 'choice' },
): Record<string, string> {
  const missing: Record<string, string> = {};
  if (!checkout.email) missing.email = 'Enter an email';
  if (!needs.shipping) return missing;
  for (const [field, words] of Object.entries(NEEDED)) {
    const value = checkout.shippingAddress?.[field as keyof typeof NEEDED];
    if (!value) missing[field] = words;
  }
  if (needs.rate === 'choice') missing.rate = 'Choose a shipping method';
  if (needs.rate === 'none') missing.rate = 'Your order cannot be shipped to this address.';
  return missing;
}

function addCode({ world, shop, checkout }: Changed, code: string): Outcome<Checkout> {
  if (code === '') return refuse('INVALID', ['code'], 'Enter a discount code or gift card');
  if (checkout.codes.some((one) => isSameCode(one, code))) {
    return refuse('TAKEN', ['code'], 'This discount has already been applied');
  }
  const fields = { codes: [...checkout.codes, code] };
  return changeCheckout(world, shop.id, { token: checkout.token, fields });
}

export const isSameCode = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function setCurrency({ world, shop, checkout }: Changed, currency: string): Outcome<Checkout> {
  const isTaken = currency === shop.currency || shop.presentmentRates[currency] !== undefined;
  if (!isTaken) return refuse('INVALID', ['currency'], 'This currency is not accepted here');
  const fields = { presentmentCurrency: currency };
  return changeCheckout(world, shop.id, { token: checkout.token, fields });
}

function changeLines(at: Changed, change: Change & { change: 'line' | 'addLine' | 'removeUnits' }) {
  const { world, shop, checkout } = at;
  const keep = (lines: Checkout['lines']) =>
    changeCheckout(world, shop.id, { token: checkout.token, fields: { lines } });
  const given = 'properties' in change ? change.properties : undefined;
  const properties = given?.map(({ key, value }) => ({ name: key, value }));
  if (change.change === 'addLine') {
    const { variantId, quantity } = change;
    if (findVariant(world, shop.id, variantId) === null) {
      return refuse('INVALID', ['merchandiseId'], 'The merchandise does not exist');
    }
    const line = { id: world.store.nextId(), variantId, quantity, properties: properties ?? [] };
    return keep([...checkout.lines, line]);
  }
  if (!checkout.lines.some(({ id }) => id === change.lineId)) {
    return refuse('INVALID', ['id'], 'The line does not exist');
  }
  const lines = checkout.lines.map((line) =>
    line.id === change.lineId
      ? {
          ...line,
          quantity: unitsAfter(line.quantity, change),
          properties: properties ?? line.properties,
        }
      : line,
  );
  return keep(lines.filter(({ quantity }) => quantity > 0));
}

function unitsAfter(
  now: number,
  { change, quantity }: { readonly change: string; readonly quantity?: number | undefined },
): number {
  if (quantity === undefined) return now;
  return change === 'removeUnits' ? Math.max(0, now - quantity) : quantity;
}

/** Named by its id, or by its code as extensions know it. */
function withoutCard(
  { world, shop, checkout }: Changed,
  named: { id?: number | undefined; code?: string | undefined },
) {
  const card =
    named.code === undefined
      ? null
      : world.store.findOne(giftCards, shop.id, 'code', normalCode(named.code));
  return checkout.giftCardIds.filter((one) => one !== (card?.id ?? named.id));
}

function merged(
  kept: Checkout['attributes'],
  given: readonly { key: string; value: string }[],
): Checkout['attributes'] {
  const names = new Set(given.map(({ key }) => key));
  const added = given.map(({ key, value }) => ({ name: key, value }));
  return [...kept.filter(({ name }) => !names.has(name)), ...added].filter(
    ({ value }) => value !== '',
  );
}

const withoutMetafield = (
  { metafields }: Checkout,
  { namespace, key }: { namespace: string; key: string },
) => metafields.filter((one) => one.namespace !== namespace || one.key !== key);
