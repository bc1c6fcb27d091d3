/**
 * What a kind of reward is made of: its fields, how it reaches the shopper, what it is worth and
 * how it is said. A kind is one file in this folder and one line in `registry.ts`.
 */
import type { FieldSpecs, Speech, ValuesOf } from '../../earning/conditions/condition.ts';
import type { MoneyMinor } from '../../kernel/money.ts';

/**
 * How a reward reaches the shopper: a discount code; money at Shopify that pays (gift card, store
 * credit), settled once it is there; something staff hand over; or word to another system.
 */
export type Fulfilment = 'code' | 'payment' | 'staff' | 'message';

/** Shopify's classes of discounts, which say what can be combined. */
export type DiscountClass = 'order' | 'product' | 'shipping';

export type RewardKind<Name extends string, F extends FieldSpecs> = {
  readonly kind: Name;
  readonly fields: F;
  readonly fulfilment: Fulfilment;
  /** Whether a reward of it may, must or cannot be for some goods only. */
  readonly goods: 'may' | 'must' | 'never';
  /** The class of its discount, by whether it is for some goods only; null: it is no discount. */
  readonly discountClass: (values: ValuesOf<F>, isForGoods: boolean) => DiscountClass | null;
  /** Its worth in money, minor units; null where that depends on the order or on staff. */
  readonly worthMinor: (values: ValuesOf<F>) => MoneyMinor | null;
  /** So many times as much, where that means anything; null: it cannot slide. */
  readonly times: (values: ValuesOf<F>, times: number) => ValuesOf<F> | null;
  /** Within a sentence, as in “500 points give …”. */
  readonly say: (values: ValuesOf<F>, speech: Pick<Speech, 'money'>) => string;
};

/** Declares a kind; the types of its fields follow from their specs. */
export function rewardKind<const Name extends string, const F extends FieldSpecs>(
  kind: RewardKind<Name, F>,
): RewardKind<Name, F> {
  return kind;
}
