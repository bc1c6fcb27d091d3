/**
 * Why work at Shopify did not get done, for the owner. What is kept is a code for the log
 * (services/ports/shopify.ts: `Shopify: try_later (throttled)`), our own sentence, or Shopify's.
 */

const KEPT = /^(?:Shopify: )?(try_later|unknown_outcome|uninstalled)(?: \((.*)\))?$/s;

const DENIED = 'Shopify does not allow Laurel to do this yet.';

const WORDS = {
  try_later: 'Shopify did not answer as it should, or was too busy.',
  unknown_outcome: 'Shopify’s answer was lost; Laurel looks whether it happened first.',
  uninstalled: 'Laurel has no access to your shop.',
} as const;

/** A sentence; what is one already stays as it is. */
export function sayTrouble(reason: string): string {
  const kept = KEPT.exec(reason);
  if (kept) {
    const [, why, detail = ''] = kept;
    if (/^ACCESS_DENIED|status 403/.test(detail)) return DENIED;
    return WORDS[why as keyof typeof WORDS];
  }
  if (/^ACCESS_DENIED/.test(reason)) return DENIED;
  if (reason.startsWith('bug')) return 'Laurel itself failed over it; its log says why.';
  return /^\w+$/.test(reason) ? `Shopify said no (${reason}).` : reason;
}
