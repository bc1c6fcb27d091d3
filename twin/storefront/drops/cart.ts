/** The cart and its lines. Source: shopify.dev/docs/api/liquid/objects/cart, line_item. */
import type { Fields } from '../../liquid/fields.ts';
import { currencyDrop } from './shop.ts';
import { drop, hundredths, type Lens } from './lens.ts';
import { pictureDrop, productDrop, variantDrop } from './catalog.ts';
import { cartJson, type CartView, type LineView } from '../cart/cart-json.ts';
import type { PricedApplication } from '../../pricing/types.ts';

export function cartDrop(lens: Lens, view: CartView): Fields {
  const money = (minor: number): number => hundredths(lens.shop, minor);
  const items = (): Fields[] => view.lines.map((line) => lineDrop(lens, view, line));
  const { cart, priced } = view;
  const applications = (only?: 'across'): Fields[] =>
    priced.discountApplications
      .filter((one) => one.targetType === 'line_item')
      .filter((one) => only === undefined || one.allocationMethod === only)
      .map((one) => applicationDrop(lens, one));
  const itemsMinor = view.lines.reduce((sum, line) => sum + line.priced.discountedTotalMinor, 0);
  const properties: Record<string, unknown> = {
    attributes: Object.fromEntries(cart.attributes.map(({ name, value }) => [name, value])),
    cart_level_discount_applications: () => applications('across'),
    checkout_charge_amount: money(priced.subtotalMinor),
    currency: () => currencyDrop(lens, lens.shop.currency),
    discount_applications: () => applications(),
    discounts: () => applications(),
    duties_included: false,
    'empty?': view.lines.length === 0,
    item_count: view.lines.reduce((sum, line) => sum + line.line.quantity, 0),
    items,
    items_subtotal_price: money(itemsMinor),
    note: cart.note,
    original_total_price: money(priced.totalLineItemsMinor),
    requires_shipping: view.lines.some(({ variant }) => variant.requiresShipping),
    taxes_included: lens.shop.taxesIncluded,
    total_discount: money(priced.totalLineItemsMinor - priced.subtotalMinor),
    total_price: money(priced.subtotalMinor),
    total_weight: view.lines.reduce((sum, one) => sum + one.variant.grams * one.line.quantity, 0),
  };
  return drop(lens, 'cart', properties, { json: () => cartJson(lens.shop, view) });
}

function lineDrop(lens: Lens, view: CartView, each: LineView): Fields {
  const { line, product, variant, priced } = each;
  const money = (minor: number): number => hundredths(lens.shop, minor);
  const picture =
    product.pictures.find((one) => one.id === variant.pictureId) ?? product.pictures[0];
  const own = priced.originalTotalMinor - priced.discountedTotalMinor;
  const allocations = (isOwn: boolean) => (): Fields[] =>
    priced.allocations.flatMap(({ applicationIndex, amountMinor }) => {
      const application = view.priced.discountApplications[applicationIndex];
      if (!application || (isOwn && application.allocationMethod === 'across')) return [];
      return drop(lens, 'discount_allocation', {
        amount: money(amountMinor),
        discount_application: applicationDrop(lens, application),
      });
    });
  const unit = (minor: number): number => money(Math.round(minor / line.quantity));
  const isOnly = variant.title === 'Default Title';
  const properties: Record<string, unknown> = {
    discount_allocations: allocations(false),
    discounts: allocations(false),
    error_message: null,
    final_line_price: money(priced.discountedTotalMinor),
    final_price: unit(priced.discountedTotalMinor),
    fulfillment: null,
    fulfillment_service: 'manual',
    gift_card: product.isGiftCard,
    grams: variant.grams,
    id: variant.id,
    image: () => (picture ? pictureDrop(lens, picture, product) : null),
    instructions: drop(lens, 'instructions', { can_remove: true, can_update_quantity: true }),
    item_components: [],
    key: each.key,
    line_level_discount_allocations: allocations(true),
    line_level_total_discount: money(own),
    line_price: money(priced.originalTotalMinor),
    message: '',
    options_with_values: product.options
      .map(({ name }, index) => ({ name, value: variant.options[index] ?? '' }))
      .filter(() => !isOnly),
    original_line_price: money(priced.originalTotalMinor),
    original_price: money(priced.unitPriceMinor),
    parent_relationship: null,
    price: money(priced.unitPriceMinor),
    product: () => productDrop(lens, product),
    product_id: product.id,
    properties: Object.fromEntries(line.properties.map(({ name, value }) => [name, value])),
    quantity: line.quantity,
    requires_shipping: variant.requiresShipping,
    selling_plan_allocation: null,
    sku: variant.sku,
    successfully_fulfilled_quantity: 0,
    tax_lines: [],
    taxable: variant.taxable,
    title: isOnly ? product.title : `${product.title} - ${variant.title}`,
    total_discount: money(own),
    unit_price: null,
    unit_price_measurement: null,
    url: `/products/${product.handle}?variant=${variant.id}`,
    url_to_remove: `/cart/change?id=${encodeURIComponent(each.key)}&quantity=0`,
    variant: () => variantDrop(lens, product, variant),
    variant_id: variant.id,
    vendor: product.vendor,
  };
  return drop(lens, 'line_item', properties);
}

function applicationDrop(lens: Lens, one: PricedApplication): Fields {
  const value = one.valueType === 'percentage' ? Number(one.value) : Number(one.value) * 100;
  return drop(lens, 'discount_application', {
    target_selection: one.targetSelection,
    target_type: one.targetType,
    title: one.code ?? one.title,
    total_allocated_amount: hundredths(lens.shop, one.amountMinor),
    type: one.type,
    value,
    value_type: one.valueType,
  });
}
