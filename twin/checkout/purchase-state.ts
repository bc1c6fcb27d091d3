/**
 * What extensions of a checkout and of an order see alike: lines, sums, discounts, buyer,
 * metafields,
 * in the shapes of Shopify's own types. Amounts are the buyer's currency.
 */
import type { PurchaseState } from '../extensions/surfaces/types.ts';
import { toMoney } from '../extensions/surfaces/money.ts';
import type { Address, Customer } from '../model/customer.ts';
import { customers, metafields, storeCreditAccounts } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { presentmentMinor } from '../money/money.ts';
import type { World } from '../world/world.ts';

type Line = PurchaseState['lines'][number];
type Allocation = PurchaseState['discountAllocations'][number];
type Money = PurchaseState['cost']['total'];

export type StateMoney = (minor: number) => Money;

/** Minor units of the shop's currency as the buyer's money. */
export function stateMoney(shop: Shop, presentmentCurrency: string): StateMoney {
  const presentmentRate = shop.presentmentRates[presentmentCurrency] ?? '1';
  const currencies = { currency: shop.currency, presentmentCurrency, presentmentRate };
  return (minor) => toMoney(presentmentMinor(minor, currencies), presentmentCurrency);
}

/** What does not depend on whether it is a checkout or an order. */
export function commonState(shop: Shop, currency: string) {
  return {
    shop: {
      id: `gid://shopify/Shop/${shop.id}`,
      name: shop.name,
      storefrontUrl: `https://${shop.domain}`,
      myshopifyDomain: shop.domain,
    },
    localization: {
      language: shop.locale,
      country: { isoCode: shop.countryCode as Country },
      currency: currency as Money['currencyCode'],
      timezone: shop.zone as PurchaseState['localization']['timezone'],
      market: { id: `gid://shopify/Market/${shop.id}`, handle: shop.countryCode.toLowerCase() },
    },
    customerPrivacy: {
      allowedProcessing: { analytics: true, marketing: true, preferences: true, saleOfData: true },
      metafields: [],
      visitorConsent: {},
      shouldShowBanner: false,
      saleOfDataRegion: false,
    },
  } satisfies Partial<PurchaseState>;
}

type Country = NonNullable<PurchaseState['localization']['country']>['isoCode'];

export function addressState(address: Address | null): PurchaseState['billingAddress'] {
  if (address === null) return undefined;
  const named = Object.entries({
    name: [address.firstName, address.lastName].filter(Boolean).join(' '),
    firstName: address.firstName,
    lastName: address.lastName,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    countryCode: address.countryCode,
    provinceCode: address.provinceCode,
    phone: address.phone,
  }).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(named);
}

/** The buyer; a guest has an e-mail at most. */
export function buyerState(
  world: World,
  shop: Shop,
  buyer: { customerId: number | null; email: string | null; phone: string | null },
): PurchaseState['buyer'] {
  const { customerId } = buyer;
  const customer = customerId === null ? null : world.store.get(customers, shop.id, customerId);
  return {
    customer: customer === null ? undefined : customerState(world, shop, customer),
    email: buyer.email ?? customer?.email ?? undefined,
    phone: buyer.phone ?? undefined,
    purchasingCompany: undefined,
  };
}

function customerState(world: World, shop: Shop, customer: Customer) {
  const accounts = world.store.find(storeCreditAccounts, shop.id, 'customer_id', customer.id);
  const isSubscribed = customer.emailConsent.state === 'SUBSCRIBED';
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return {
    id: `gid://shopify/Customer/${customer.id}`,
    ...(customer.email === null ? {} : { email: customer.email }),
    ...(name === '' ? {} : { fullName: name }),
    ...(customer.firstName === null ? {} : { firstName: customer.firstName }),
    ...(customer.lastName === null ? {} : { lastName: customer.lastName }),
    image: { url: '/cdn/customers/nobody.svg' },
    acceptsMarketing: isSubscribed,
    acceptsEmailMarketing: isSubscribed,
    acceptsSmsMarketing: customer.smsConsent.state === 'SUBSCRIBED',
    storeCreditAccounts: accounts.map((account) => ({
      id: `gid://shopify/StoreCreditAccount/${account.id}`,
      balance: toMoney(account.balanceMinor, account.currency),
    })),
    ordersCount: customer.ordersCount,
  };
}

/** Of a line: what a cart or an order knows of its goods. */
export function lineState(line: {
  id: number;
  variantId: number | null;
  productId: number | null;
  title: string;
  variantTitle: string | null;
  vendor: string;
  productType: string;
  picture: string;
  sku: string | null;
  requiresShipping: boolean;
  options: readonly { name: string; value: string }[];
  quantity: number;
  total: Money;
  properties: readonly { name: string; value: string }[];
  allocations: readonly Allocation[];
}): Line {
  return {
    id: `gid://shopify/CartLine/${line.id}`,
    quantity: line.quantity,
    cost: { totalAmount: line.total },
    attributes: line.properties.map(({ name, value }) => ({ key: name, value })),
    discountAllocations: [...line.allocations],
    lineComponents: [],
    parentRelationship: null,
    merchandise: {
      type: 'variant',
      id: `gid://shopify/ProductVariant/${line.variantId ?? 0}`,
      title: line.title,
      ...(line.variantTitle === null ? {} : { subtitle: line.variantTitle }),
      ...(line.picture === '' ? {} : { image: { url: line.picture } }),
      selectedOptions: [...line.options],
      product: {
        id: `gid://shopify/Product/${line.productId ?? 0}`,
        vendor: line.vendor,
        productType: line.productType,
      },
      requiresShipping: line.requiresShipping,
      ...(line.sku ? { sku: line.sku } : {}),
    },
  };
}

/** An allocation by what it comes of: a code, an automatic discount, staff. */
export function allocationState(
  application: { type: string; code: string | null; title: string },
  discountedAmount: Money,
): Allocation {
  if (application.type === 'discount_code') {
    return { type: 'code', code: application.code ?? application.title, discountedAmount };
  }
  const type = application.type === 'automatic' ? 'automatic' : 'custom';
  return { type, title: application.title, discountedAmount };
}

/** Metafields of the shop and the customer, which an extension may have asked to read. */
export function metafieldStates(
  world: World,
  shop: Shop,
  customerId: number | null,
): PurchaseState['appMetafields'][number][] {
  type Owner = { kind: string; id: number; type: 'shop' | 'customer' };
  const owners: Owner[] = [{ kind: 'Shop', id: shop.id, type: 'shop' }];
  if (customerId !== null) owners.push({ kind: 'Customer', id: customerId, type: 'customer' });
  return owners.flatMap(({ kind, id, type }) =>
    world.store.find(metafields, shop.id, 'owner', `${kind}/${id}`).map((one) => ({
      target: { type, id: `gid://shopify/${kind}/${id}` },
      metafield: {
        key: one.key,
        namespace: one.namespace,
        value: one.value,
        valueType: one.type === 'json' ? ('json_string' as const) : ('string' as const),
        type: one.type,
      },
    })),
  );
}
