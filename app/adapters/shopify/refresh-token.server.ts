/** Asks Shopify for a new pair of tokens, through its library. */
import { HttpResponseError, type Shopify } from '@shopify/shopify-api';
import { z } from 'zod';
import type { Refresh } from './tokens.server.ts';

const TIMEOUT_MS = 10_000;
/** The library leaves the response of its error untyped. */
const responseSchema = z.object({ code: z.number() });

/** The refresh, by the library's `api`. An answer of 400, 401 or 403 is Shopify's last word. */
export function refreshToken(api: Pick<Shopify, 'auth'>): Refresh {
  return async (domain, token) => {
    const asked = api.auth.refreshToken({ shop: domain, refreshToken: token });
    try {
      const { session } = await within(asked, TIMEOUT_MS);
      return { outcome: 'refreshed', session };
    } catch (error) {
      if (!(error instanceof HttpResponseError)) {
        return { outcome: 'failed', detail: error instanceof Error ? error.name : 'no answer' };
      }
      const { code } = responseSchema.parse(error.response);
      const isFinal = code === 400 || code === 401 || code === 403;
      return { outcome: isFinal ? 'refused' : 'failed', detail: `status ${code}` };
    }
  };
}

/** The library's own request has no end; a lock must not be held for as long as that. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  promise.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
