/**
 * Shopify takes `VIP` and `vip` for one tag, on products and on customers alike, and keeps the
 * spelling that came first. So do we: an owner types tags by hand.
 */
export function hasTagOf(tags: readonly string[], wanted: readonly string[]): boolean {
  return tags.some((tag) => wanted.some((each) => isSameTag(tag, each)));
}

function isSameTag(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}
