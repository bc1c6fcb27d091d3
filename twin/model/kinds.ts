/** The kinds of records, with the fields by which Shopify lets them be searched and sorted. */
import { defineKind, flag, instant, number, text, word } from '../store/kind.ts';
import type {
  AccessToken,
  App,
  Delivery,
  Installation,
  Metafield,
  MetafieldDefinition,
  WebhookSubscription,
} from './app.ts';
import type { Cart, Checkout } from './cart.ts';
import type { Collection, Product } from './catalog.ts';
import type { Customer, GiftCard, Segment, StoreCreditAccount } from './customer.ts';
import type { Discount, RedeemCode, RedeemCodeBulk } from './discount.ts';
import type { Shop } from './shop.ts';

/** Kept under shop 0, as are apps. */
export const shops = defineKind<Shop>('Shop', {
  domain: text((shop) => shop.domain),
  handle: text((shop) => shop.handle),
});

export const apps = defineKind<App>('App', {
  api_key: text((app) => app.apiKey),
  handle: text((app) => app.handle),
});

export const installations = defineKind<Installation>('AppInstallation', {
  app_id: number((one) => one.appId),
  /** Of installations in force. */
  installed_app_id: number((one) => (one.uninstalledAt === null ? one.appId : null)),
});

/** Kept under shop 0: a token tells its shop through its installation's shop in the record. */
export const accessTokens = defineKind<AccessToken & { readonly shopId: number }>('AccessToken', {
  token_hash: text((token) => token.tokenHash),
  installation_id: number((token) => token.installationId),
});

export const products = defineKind<Product>('Product', {
  title: text((product) => product.title),
  handle: text((product) => product.handle),
  vendor: text((product) => product.vendor),
  product_type: text((product) => product.productType),
  status: text((product) => product.status),
  tag: text((product) => product.tags),
  sku: text((product) => product.variants.map(({ sku }) => sku)),
  barcode: text((product) => product.variants.map(({ barcode }) => barcode)),
  inventory_total: number((product) =>
    product.variants.reduce((sum, { stock }) => sum + (stock ?? 0), 0),
  ),
  variant_id: number((product) => product.variants.map(({ id }) => id)),
  inventory_item_id: number((product) => product.variants.map((one) => one.inventoryItemId)),
  price: number((product) => product.variants[0]?.priceMinor ?? 0),
  gift_card: flag((product) => product.isGiftCard),
  created_at: instant((product) => product.createdAt),
  updated_at: instant((product) => product.updatedAt),
  published_at: instant((product) => product.publishedAt),
  default: word((product) => [
    product.title,
    product.vendor,
    product.productType,
    ...product.tags,
    ...product.variants.map(({ sku }) => sku),
  ]),
});

export const collections = defineKind<Collection>('Collection', {
  title: text((collection) => collection.title),
  handle: text((collection) => collection.handle),
  product_id: number((collection) => collection.productIds),
  updated_at: instant((collection) => collection.updatedAt),
  default: word((collection) => collection.title),
});

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

export const customers = defineKind<Customer>('Customer', {
  email: text((customer) => customer.email),
  phone: text((customer) => customer.phone),
  first_name: text((customer) => customer.firstName),
  last_name: text((customer) => customer.lastName),
  name: text((customer) => `${customer.lastName ?? ''}, ${customer.firstName ?? ''}`),
  tag: text((customer) => customer.tags),
  state: text((customer) => customer.state),
  country: text((customer) =>
    customer.addresses.flatMap(({ countryCode: code }) => [
      code,
      /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code,
    ]),
  ),
  /** Of the default address; sorted by only. */
  location: text(({ addresses, defaultAddressId }) => {
    const home = addresses.find(({ id }) => id === defaultAddressId);
    return home ? `${home.countryCode} ${home.provinceCode ?? ''} ${home.city ?? ''}` : '';
  }),
  accepts_marketing: flag((customer) => customer.emailConsent.state === 'SUBSCRIBED'),
  orders_count: number((customer) => customer.ordersCount),
  total_spent: number((customer) => customer.spentMinor / 100),
  last_order_id: number((customer) => customer.lastOrderId),
  customer_date: instant((customer) => customer.createdAt),
  created_at: instant((customer) => customer.createdAt),
  updated_at: instant((customer) => customer.updatedAt),
  default: word((customer) => [
    customer.firstName,
    customer.lastName,
    customer.email,
    customer.phone,
    ...customer.tags,
  ]),
});

export const segments = defineKind<Segment>('Segment', {
  name: text((segment) => segment.name),
  created_at: instant((segment) => segment.createdAt),
  updated_at: instant((segment) => segment.updatedAt),
  default: word((segment) => segment.name),
});

export const giftCards = defineKind<GiftCard>('GiftCard', {
  code: text((card) => card.code),
  last_characters: text((card) => card.code.slice(-4)),
  customer_id: number((card) => card.customerId),
  order_id: number((card) => card.orderId),
  app_id: number((card) => card.appId),
  initial_value: number((card) => card.initialMinor / 100),
  balance: number((card) => card.balanceMinor / 100),
  spent: number((card) => (card.initialMinor - card.balanceMinor) / 100),
  balance_status: text((card) => {
    if (card.balanceMinor === 0) return 'empty';
    const isFull = card.balanceMinor >= card.initialMinor;
    return [isFull ? 'full' : 'partial', 'full_or_partial'];
  }),
  expires_on: text((card) => card.expiresOn),
  disabled_at: instant((card) => card.disabledAt),
  created_at: instant((card) => card.createdAt),
  updated_at: instant((card) => card.updatedAt),
  default: word((card) => [card.code, card.code.slice(-4)]),
});

export const storeCreditAccounts = defineKind<StoreCreditAccount>('StoreCreditAccount', {
  customer_id: number((account) => account.customerId),
  updated_at: instant((account) => account.updatedAt),
});

export const discounts = defineKind<Discount>('Discount', {
  title: text((discount) => discount.title),
  method: text((discount) => discount.method),
  /** `discount_type` of Shopify's search. */
  type: text((discount) => discount.kind),
  /** As Shopify's search names the types. */
  discount_type: text((discount) => ['all', searchedType(discount)]),
  /** Of a status nobody searches by its dates; see `trade/discounts-in-bulk.ts`. */
  status: text(() => null),
  discount_class: text((discount) => discount.classes),
  combines_with: text((discount) => combinations(discount)),
  times_used: number((discount) => discount.usageCount),
  starts_at: instant((discount) => discount.startsAt),
  ends_at: instant((discount) => discount.endsAt),
  created_at: instant((discount) => discount.createdAt),
  updated_at: instant((discount) => discount.updatedAt),
  app_id: number((discount) => discount.createdByAppId),
  default: word((discount) => discount.title),
});

function searchedType({ kind, gets }: Discount): string {
  if (kind === 'bxgy') return 'bogo';
  if (kind !== 'basic') return kind;
  return gets?.value.type === 'percentage' ? 'percentage' : 'fixed_amount';
}

function combinations({ combinesWith }: Discount): string[] {
  const { order, product, shipping } = combinesWith;
  return [
    ...(order ? ['order_discounts'] : []),
    ...(product ? ['product_discounts'] : []),
    ...(shipping ? ['shipping_discounts'] : []),
  ];
}

export const redeemCodes = defineKind<RedeemCode>('DiscountRedeemCode', {
  code: text((code) => code.code),
  default: word((code) => [code.code]),
  discount_id: number((code) => code.discountId),
  created_at: instant((code) => code.createdAt),
});

export const redeemCodeBulks = defineKind<RedeemCodeBulk>('DiscountRedeemCodeBulkCreation', {
  discount_id: number((bulk) => bulk.discountId),
});

export const carts = defineKind<Cart>('Cart', {
  token: text((cart) => cart.token),
  updated_at: instant((cart) => cart.updatedAt),
});

export const checkouts = defineKind<Checkout>('Checkout', {
  token: text((checkout) => checkout.token),
  cart_token: text((checkout) => checkout.cartToken),
  order_id: number((checkout) => checkout.orderId),
  updated_at: instant((checkout) => checkout.updatedAt),
});

export const metafields = defineKind<Metafield>('Metafield', {
  owner: text((one) => `${one.ownerKind}/${one.ownerId}`),
  place: text((one) => `${one.ownerKind}/${one.ownerId}/${one.namespace}/${one.key}`),
  definition: text((one) => `${one.ownerKind}/${one.namespace}/${one.key}`),
  updated_at: instant((one) => one.updatedAt),
});

export const metafieldDefinitions = defineKind<MetafieldDefinition>('MetafieldDefinition', {
  owner_type: text((one) => one.ownerType),
  place: text((one) => `${one.ownerType}/${one.namespace}/${one.key}`),
  namespace: text((one) => one.namespace),
  key: text((one) => one.key),
  type: text((one) => one.type),
  app_id: number((one) => one.appId),
  name: text((one) => one.name),
  created_at: instant((one) => one.createdAt),
});

export const webhookSubscriptions = defineKind<WebhookSubscription>('WebhookSubscription', {
  app_id: number((one) => one.appId),
  topic: text((one) => one.topic),
  created_at: instant((one) => one.createdAt),
});

export const deliveries = defineKind<Delivery>('WebhookDelivery', {
  app_id: number((one) => one.appId),
  topic: text((one) => one.topic),
  status: text((one) => one.status),
  event_id: text((one) => one.eventId),
  due_at: instant((one) => one.dueAt),
  triggered_at: instant((one) => one.triggeredAt),
});
