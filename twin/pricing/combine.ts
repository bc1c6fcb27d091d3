/**
 * Which discounts may stand side by side. Two do when each names the class of the other in its
 * `combinesWith` (https://help.shopify.com/en/manual/discounts/discount-combinations, 2026-11-23).
 * Two shipping discounts never do (its table of supported combinations, as reprinted in
 * https://icestoregroup.com/blogs/shopify-handbook/how-to-combine-shopify-discounts), nor does a
 * discount with itself under another code.
 */
import type { DiscountClass, DiscountDefinition } from './types.ts';

export type Combinable = {
  readonly discount: Pick<DiscountDefinition, 'id' | 'combinesWith' | 'tags'>;
  /** The classes in which it takes something here. */
  readonly classes: readonly DiscountClass[];
};

/** Whether both may apply to one order. */
export function combine(a: Combinable, b: Combinable): boolean {
  if (a.discount.id === b.discount.id) return false;
  if (a.classes.includes('SHIPPING') && b.classes.includes('SHIPPING')) return false;
  return allows(a, b) && allows(b, a);
}

function allows({ discount }: Combinable, other: Combinable): boolean {
  const { order, product, shipping } = discount.combinesWith;
  const byClass: Record<DiscountClass, boolean> = {
    ORDER: order,
    PRODUCT: product,
    SHIPPING: shipping,
  };
  return other.classes.every((discountClass) => byClass[discountClass]);
}

/**
 * Whether two product discounts may share a line: each allows a tag of the other
 * (https://shopify.dev/docs/api/admin-graphql/2026-07/objects/DiscountCombinesWith).
 */
export function shareLine(a: Combinable, b: Combinable): boolean {
  return allowsTagOf(a, b) && allowsTagOf(b, a);
}

function allowsTagOf({ discount }: Combinable, other: Combinable): boolean {
  return discount.combinesWith.productTagsOnSameLine.some((tag) =>
    other.discount.tags.includes(tag),
  );
}

/** More sets than this are not looked at: no shop has so many ways to combine. */
const setsMax = 512;

/**
 * All sets of combinable members that cannot be extended, each in the order given; the classic
 * search for maximal cliques. At least one set, which may be empty.
 */
export function maximalSets<T>(members: readonly T[], goTogether: (a: T, b: T) => boolean): T[][] {
  const sets: T[][] = [];
  const grow = (chosen: readonly T[], open: readonly T[], closed: readonly T[]): void => {
    if (sets.length >= setsMax) return;
    if (open.length === 0 && closed.length === 0) sets.push(chosen.slice());
    let shut = closed;
    open.forEach((member, index) => {
      const fits = (other: T): boolean => goTogether(member, other);
      grow([...chosen, member], open.slice(index + 1).filter(fits), shut.filter(fits));
      shut = [...shut, member];
    });
  };
  grow([], members, []);
  return sets.map((set) => members.filter((member) => set.includes(member)));
}
