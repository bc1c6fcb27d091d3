/**
 * When a delivery is tried again: eight times within four hours, waiting twice as long each time
 * (https://shopify.dev/changelog/updates-to-webhook-retry-mechanism, 2024-09). Shopify does not say
 * where it begins; from these two facts it follows that the first wait is 56 seconds.
 */
const RETRIES = 8;
const WITHIN_MS = 4 * 60 * 60 * 1000;

/** Failures in a row after which a subscription made by the API is deleted. */
export const FAILURES_MAX = 8;

/** How long to wait after the n-th failed try, from 1, ms; null: it was the last. */
export function retryAfterMs(failures: number): number | null {
  if (failures > RETRIES) return null;
  return Math.round((WITHIN_MS / (2 ** RETRIES - 1)) * 2 ** (failures - 1));
}
