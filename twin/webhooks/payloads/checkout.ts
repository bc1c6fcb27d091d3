/**
 * A checkout: `checkouts/create`, `/update`, `/delete`. Sums come priced, from the pricing room; a
 * checkout without them is worth what its lines cost in the catalogue.
 */
import type { CartLine, Checkout } from '../../model/cart.ts';
import type { Product, Variant } from '../../model/catalog.ts';
import type { Customer } from '../../model/customer.ts';
import type { Shop } from '../../model/shop.ts';
import type { PricedCart } from '../../pricing/types.ts';
import type { FindVariant } from './cart.ts';
import { checkoutShippingLine, checkoutTaxLine, NO_MEASURE } from './checkout-parts.ts';
import { addressPayload, nestedCustomer } from './customer.ts';
import type { PayloadWriter } from './writer.ts';

export type CheckoutContext = {
  readonly shop: Pick<Shop, 'id' | 'domain' | 'taxesIncluded' | 'locations'>;
  readonly writer: PayloadWriter;
  readonly customer: Customer | null;
  readonly find: FindVariant;
  readonly priced: PricedCart | null;
  /** Ms since the epoch; null while nothing was ordered. */
  readonly completedAt: number | null;
};

/** `checkouts/create`, `checkouts/update`. */
export function checkoutPayload(checkout: Checkout, context: CheckoutContext) {
  const { writer, customer, priced } = context;
  const goods = goodsOf(checkout, context.find);
  const billing = checkout.billingAddress ?? checkout.shippingAddress;
  return {
    ...identity(checkout, context),
    ...sums(goods, context),
    total_weight: goods.reduce((sum, { line, variant }) => sum + variant.grams * line.quantity, 0),
    shipping_lines: (priced?.shippingLines ?? []).map((line) => checkoutShippingLine(line, writer)),
    line_items: goods.map((one) => checkoutLine(one, context)),
    discount_codes: (priced?.discountCodes ?? []).map(({ code, amountMinor, type }) => ({
      code,
      amount: writer.text(amountMinor),
      type,
    })),
    tax_lines: (priced?.taxLines ?? []).map(({ title, rate, amountMinor }) => ({
      price: writer.text(amountMinor),
      rate,
      title,
      channel_liable: false,
    })),
    // Unlike an order, a checkout leaves out what it has not.
    ...(billing === null ? {} : { billing_address: addressPayload(billing) }),
    ...(checkout.shippingAddress === null
      ? {}
      : { shipping_address: addressPayload(checkout.shippingAddress) }),
    ...(customer === null ? {} : { customer: nestedCustomer(customer, writer) }),
  };
}

/** `checkouts/delete`. */
export function deletedCheckoutPayload(checkout: Checkout, context: CheckoutContext) {
  return {
    id: context.writer.id(checkout.id),
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    cart_token: checkout.cartToken,
    presentment_currency: checkout.presentmentCurrency,
    reservation_token: null,
    ...sums(goodsOf(checkout, context.find), context),
  };
}

function identity(checkout: Checkout, { shop, writer, completedAt }: CheckoutContext) {
  const { token, id, note } = checkout;
  const till = checkout.sourceName === 'pos' ? (shop.locations[0]?.id ?? null) : null;
  const key = `${shop.id}/checkouts/${token}/recover?key=${token}`;
  return {
    token,
    cart_token: checkout.cartToken,
    email: checkout.email,
    gateway: null,
    buyer_accepts_marketing: checkout.acceptsMarketing,
    created_at: writer.at(checkout.createdAt),
    updated_at: writer.at(checkout.updatedAt),
    landing_site: null,
    note,
    note_attributes: checkout.attributes,
    referring_site: null,
    taxes_included: shop.taxesIncluded,
    currency: writer.currencies.currency,
    completed_at: writer.atOrNull(completedAt),
    closed_at: null,
    user_id: null,
    location_id: writer.idOrNull(till),
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: checkout.phone,
    customer_locale: null,
    name: `#${writer.digits(id)}`,
    source: null,
    abandoned_checkout_url: `https://${shop.domain}/${key}`,
    source_name: checkout.sourceName,
    presentment_currency: checkout.presentmentCurrency,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    reservation_token: null,
  };
}

type Goods = { readonly line: CartLine; readonly product: Product; readonly variant: Variant };

function goodsOf(checkout: Checkout, find: FindVariant): Goods[] {
  return checkout.lines.flatMap((line) => {
    const found = find(line.variantId);
    return found === null ? [] : [{ line, ...found }];
  });
}

function sums(goods: readonly Goods[], { writer, priced }: CheckoutContext) {
  const worth = goods.reduce((sum, one) => sum + one.variant.priceMinor * one.line.quantity, 0);
  return {
    total_discounts: writer.text(priced?.totalDiscountsMinor ?? 0),
    total_line_items_price: writer.text(priced?.totalLineItemsMinor ?? worth),
    total_price: writer.text(priced?.totalMinor ?? worth),
    total_tax: writer.text(priced?.totalTaxMinor ?? 0),
    subtotal_price: writer.text(priced?.subtotalMinor ?? worth),
    total_duties: null,
  };
}

function checkoutLine({ line, product, variant }: Goods, { writer, priced }: CheckoutContext) {
  const own = priced?.lines.find(({ id }) => id === String(line.id));
  const unitMinor = own?.unitPriceMinor ?? variant.priceMinor;
  const variantTitle = variant.title === 'Default Title' ? '' : variant.title;
  const { compareAtMinor } = variant;
  return {
    applied_discounts: [],
    discount_allocations: (own?.allocations ?? []).map(({ applicationIndex, amountMinor }) => {
      const application = priced?.discountApplications[applicationIndex];
      return {
        id: null,
        amount: writer.text(amountMinor),
        description: application?.code ?? application?.title ?? '',
        created_at: null,
        application_type: application?.type ?? 'discount_code',
        discount_class: application?.discountClass ?? 'ORDER',
      };
    }),
    key: String(line.id),
    destination_location_id: null,
    fulfillment_service: product.isGiftCard ? 'gift_card' : 'manual',
    gift_card: product.isGiftCard,
    grams: variant.grams,
    origin_location_id: null,
    presentment_title: product.title,
    presentment_variant_title: variantTitle,
    product_id: writer.id(product.id),
    properties: line.properties,
    quantity: line.quantity,
    requires_shipping: variant.requiresShipping,
    sku: variant.sku,
    tax_lines: (own?.taxLines ?? []).map((tax, at) => checkoutTaxLine(tax, at, writer)),
    taxable: variant.taxable,
    title: product.title,
    variant_id: writer.id(variant.id),
    variant_title: variantTitle,
    variant_price: writer.text(variant.priceMinor),
    vendor: product.vendor,
    user_id: null,
    unit_price_measurement: NO_MEASURE,
    rank: null,
    compare_at_price: compareAtMinor === null ? null : writer.text(compareAtMinor),
    line_price: writer.text(unitMinor * line.quantity),
    price: writer.text(unitMinor),
  };
}
