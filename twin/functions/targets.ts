/** A function's target: which of Shopify's schemas it belongs to, and what it must return. */
import {
  assertObjectType,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
} from 'graphql';
import { SCHEMA_NAMES, type SchemaName } from '../schema/names.ts';

/** The Function APIs by target, as their schemas are named in Shopify's package. */
const APIS: Readonly<Record<string, string>> = {
  'cart.lines.discounts.generate.run': 'discount',
  'cart.delivery-options.discounts.generate.run': 'discount',
  'cart.validations.generate.run': 'cart_checkout_validation',
  'purchase.validation.run': 'cart_checkout_validation',
  'cart.transform.run': 'cart_transform',
  'purchase.cart-transform.run': 'cart_transform',
  'cart.delivery-options.transform.run': 'delivery_customization',
  'purchase.delivery-customization.run': 'delivery_customization',
  'cart.payment-methods.transform.run': 'payment_customization',
  'purchase.payment-customization.run': 'payment_customization',
  'cart.fulfillment-constraints.generate.run': 'fulfillment_constraints',
  'purchase.fulfillment-constraint-rule.run': 'fulfillment_constraints',
  'cart.fulfillment-groups.location-rankings.generate.run': 'order_routing_location_rule',
  'purchase.order-routing-location-rule.run': 'order_routing_location_rule',
  'purchase.order-discount.run': 'order_discounts',
  'purchase.product-discount.run': 'product_discounts',
  'purchase.shipping-discount.run': 'shipping_discounts',
};

/**
 * The schema's name for `loadSchema`, e.g. `functions_discount_2026-07`. Throws for a target the
 * twin does not run or a version it does not keep; among them every `….fetch`: the network is for
 * enterprise stores by request.
 */
export function functionSchemaName(target: string, apiVersion: string): SchemaName {
  const api = APIS[target];
  if (api === undefined) throw new Error(`The twin runs no functions of the target ${target}.`);
  const name = SCHEMA_NAMES.find((each) => each === `functions_${api}_${apiVersion}`);
  if (name === undefined) throw new Error(`The twin keeps no schema of ${api} ${apiVersion}.`);
  return name;
}

/**
 * What the function of that target must return; throws when the schema does not know the target.
 */
export function resultTypeOf(schema: GraphQLSchema, target: string): GraphQLInputObjectType {
  const results = assertObjectType(schema.getMutationType()).getFields();
  // Older targets share the field `run`, and only its description says which target that is.
  const field =
    results[camelCase(target)] ??
    Object.values(results).find(({ description }) => description?.includes(` ${target} target`));
  const result = field?.args.find(({ name }) => name === 'result');
  const type = result === undefined ? undefined : getNullableType(result.type);
  if (!isInputObjectType(type)) throw new Error(`This schema has no target ${target}.`);
  return type;
}

/** `cart-lines.run` → `cartLinesRun`: how a target and an export are spelled in code. */
export function camelCase(text: string): string {
  return text.replaceAll(/[.-]+([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}
