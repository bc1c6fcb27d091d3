/**
 * Access scopes, as Shopify's schema states them in sentences: "`read_orders` access scope or
 * `read_marketplace_orders` access scope. Also: Requires `read_returns` access scope." Each
 * sentence becomes groups of scopes, of each of which the token must hold one. What a sentence asks
 * of staff members is not enforced: an app acts with an offline token.
 */

/** Of every group one scope; nothing is asked where there are no groups. */
export type ScopeRule = readonly (readonly string[])[];

/** Those of buyers' APIs begin with `unauthenticated_` and `customer_`. */
const SCOPE = /`((?:unauthenticated_|customer_)?(?:read|write)_[a-z_]+)`/g;

/** The rule in one of Shopify's sentences. */
export function parseRequiredAccess(sentence: string): ScopeRule {
  const [first = '', ...also] = sentence.split(/\bAlso:/);
  // "… for queries and both … for mutations": the mutations say so themselves.
  const main = first.split(' for queries')[0] ?? '';
  const groups = main.split('as well as any of').map(scopesIn);
  const required = also
    .flatMap((part) => part.split(/(?<=\.)\s/))
    .filter((part) => /^\s*Requires `/.test(part))
    .map(scopesIn);
  return [...groups, ...required].filter((group) => group.length > 0);
}

/** Whether the scopes granted satisfy a rule. */
export function isGranted(rule: ScopeRule, scopes: ReadonlySet<string>): boolean {
  return rule.every((group) => group.some((scope) => scopes.has(scope)));
}

/** The scopes of a token, with the `read_x` that every `write_x` carries. */
export function withImplied(scopes: readonly string[]): Set<string> {
  const implied = scopes.flatMap((scope) =>
    scope.startsWith('write_') ? [scope.replace('write_', 'read_')] : [],
  );
  return new Set([...scopes, ...implied]);
}

function scopesIn(text: string): string[] {
  return [...text.matchAll(SCOPE)].map((match) => match[1] ?? '');
}
