/** Every kind of condition, by its name in a definition. A new kind is one more line here. */
import { channel } from './channel.ts';
import { collection } from './collection.ts';
import type { FieldSpecs, LineConditionKind, OrderConditionKind, ValuesOf } from './condition.ts';
import { customerTag } from './customer-tag.ts';
import { dates } from './dates.ts';
import { everyNthOrder } from './every-nth-order.ts';
import { firstOrders } from './first-orders.ts';
import { orderValue } from './order-value.ts';
import { product } from './product.ts';
import { productTag } from './product-tag.ts';
import { segment } from './segment.ts';
import { tier } from './tier.ts';
import { vendor } from './vendor.ts';
import { weekdayHours } from './weekday-hours.ts';

export const CONDITIONS = {
  channel,
  'customer-tag': customerTag,
  segment,
  'order-value': orderValue,
  'first-orders': firstOrders,
  'every-nth-order': everyNthOrder,
  tier,
  dates,
  'weekday-hours': weekdayHours,
  product,
  collection,
  'product-tag': productTag,
  vendor,
} as const;

type Kinds = typeof CONDITIONS;

type ConditionOf<K> =
  K extends OrderConditionKind<infer Name, infer F>
    ? { readonly kind: Name; readonly not: boolean } & ValuesOf<F>
    : K extends LineConditionKind<infer Name, infer F>
      ? { readonly kind: Name; readonly not: boolean } & ValuesOf<F>
      : never;

/** A condition as it stands in a definition; `not` turns it round. */
export type Condition = { [Name in keyof Kinds]: ConditionOf<Kinds[Name]> }[keyof Kinds];

export type AnyConditionKind =
  OrderConditionKind<string, FieldSpecs> | LineConditionKind<string, FieldSpecs>;

/**
 * The kind of a condition, its fields' types forgotten: what reads, says or checks any condition
 * gives it the very condition it was asked for.
 */
export function kindOf({ kind }: Pick<Condition, 'kind'>): AnyConditionKind {
  return CONDITIONS[kind] as unknown as AnyConditionKind;
}
