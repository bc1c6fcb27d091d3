/** Shopify's global ids, which nobody above this folder sees. */
import { z } from 'zod';

type Kind = 'Collection' | 'Customer' | 'Order' | 'Product' | 'Shop';

/** `8208` → `gid://shopify/Customer/8208`. */
export function toGid(kind: Kind, digits: string): string {
  return `gid://shopify/${kind}/${digits}`;
}

/** The digits of an id of this kind. */
export function gidOf(kind: Kind) {
  const shape = new RegExp(`^gid://shopify/${kind}/([1-9]\\d{0,19})$`);
  return z
    .string()
    .regex(shape)
    .transform((text) => shape.exec(text)?.[1] ?? '');
}
