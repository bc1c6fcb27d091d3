/** What every object of a page is made with: the shop, its records, and words for the unknown. */
import { Fields, type FieldsOptions } from '../../liquid/fields.ts';
import type { Shop } from '../../model/shop.ts';
import { decimalsOf } from '../../money/currency.ts';
import type { World } from '../../world/world.ts';

export type Lens = {
  readonly world: World;
  readonly shop: Shop;
  readonly origin: string;
  readonly url: URL;
  readonly onUnknown: (name: string) => void;
  /** The app whose block asks; null for the theme. */
  readonly appId: number | null;
  /** The variant asked for by `?variant=`. */
  readonly variantId: number | null;
};

/** An object that tells of unknown properties. */
export function drop(
  lens: Lens,
  name: string,
  properties: Record<string, unknown>,
  options: FieldsOptions = {},
): Fields {
  return new Fields(name, properties, { onUnknown: lens.onUnknown, ...options });
}

/** Liquid's prices are hundredths in every currency: ¥100 is 10000. */
export function hundredths(shop: Shop, minor: number): number {
  return Math.round(minor * 10 ** (2 - decimalsOf(shop.currency)));
}

/** `2026-11-23 10:05:07 +0100`, as objects of Liquid print their dates. */
export function dateText(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
