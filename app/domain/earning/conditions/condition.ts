/**
 * What a condition is made of. A kind of condition is one file in this folder and one line in
 * `registry.ts`: its fields, whether it holds, and how it is said.
 */
import type { OrderFact, OrderLine } from '../../facts/order-fact.ts';
import type { MoneyMinor } from '../../kernel/money.ts';
import type { Zone } from '../../kernel/zone.ts';

/** How one field of a condition is read from JSON and asked in a form. */
export type FieldSpec =
  | { readonly type: 'texts' }
  | { readonly type: 'choices'; readonly among: readonly string[] }
  /** One text, as it is shown. */
  | { readonly type: 'text' }
  | { readonly type: 'minor' }
  /** Minor units, or null for no bound. */
  | { readonly type: 'minor-or-none' }
  | { readonly type: 'count'; readonly least: number; readonly most: number }
  | { readonly type: 'yes-no' }
  /** A local date-time `YYYY-MM-DDTHH:MM` in the shop's zone, or null for "open". */
  | { readonly type: 'local-time' };

type ValueOf<S extends FieldSpec> = S extends { type: 'texts' }
  ? readonly string[]
  : S extends { type: 'choices'; among: readonly (infer Choice)[] }
    ? readonly Choice[]
    : S extends { type: 'minor' }
      ? MoneyMinor
      : S extends { type: 'minor-or-none' }
        ? MoneyMinor | null
        : S extends { type: 'count' }
          ? number
          : S extends { type: 'yes-no' }
            ? boolean
            : S extends { type: 'text' }
              ? string
              : string | null;

export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

/** The fields of a kind as they stand in a condition. */
export type ValuesOf<F extends FieldSpecs> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

/** What conditions on a whole order may look at; frozen but for the amount. */
export type JudgedOrder = {
  readonly order: OrderFact;
  readonly zone: Zone;
  /** The member's tier when the order was created; null without tiers. */
  readonly tierId: string | null;
  /** 1 for the member's first order. */
  readonly nth: number;
  /** What counts of the order from this step on. */
  readonly countedMinor: MoneyMinor;
};

export type Speech = {
  /** `500` → `£5.00`. */
  readonly money: (amount: MoneyMinor) => string;
  /** A tier's name by its id. */
  readonly tier: (id: string) => string;
};

type KindOf<Name extends string, F extends FieldSpecs, Judged> = {
  readonly kind: Name;
  readonly fields: F;
  readonly holds: (values: ValuesOf<F>, judged: Judged) => boolean;
  /**
   * The condition within a sentence, as in “double points …”: `say` where it must hold, `sayNot`
   * where it must not.
   */
  readonly say: (values: ValuesOf<F>, speech: Speech) => string;
  readonly sayNot: (values: ValuesOf<F>, speech: Speech) => string;
};

export type OrderConditionKind<Name extends string, F extends FieldSpecs> = KindOf<
  Name,
  F,
  JudgedOrder
> & { readonly of: 'order' };

export type LineConditionKind<Name extends string, F extends FieldSpecs> = KindOf<
  Name,
  F,
  OrderLine
> & { readonly of: 'line' };

/** Declares a condition on a whole order; the types of its fields follow from their specs. */
export function orderCondition<const Name extends string, const F extends FieldSpecs>(
  kind: Omit<OrderConditionKind<Name, F>, 'of'>,
): OrderConditionKind<Name, F> {
  return { ...kind, of: 'order' };
}

/** Declares a condition on the lines of an order. */
export function lineCondition<const Name extends string, const F extends FieldSpecs>(
  kind: Omit<LineConditionKind<Name, F>, 'of'>,
): LineConditionKind<Name, F> {
  return { ...kind, of: 'line' };
}
