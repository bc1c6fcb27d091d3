/**
 * App Bridge where it is there: in the browser, inside Shopify's admin. A page must draw without
 * it, as the server does.
 */
import type { ShopifyGlobal } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';

type Extensions = Awaited<ReturnType<ShopifyGlobal['app']['extensions']>>;

export function appBridge(): ShopifyGlobal | null {
  return typeof window === 'undefined' ? null : (window.shopify ?? null);
}

/** What of ours the shop has switched on; null until Shopify has answered, or if it never does. */
export function useExtensions(): Extensions | null {
  const [extensions, setExtensions] = useState<Extensions | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      appBridge()
        ?.app.extensions()
        .then((found) => isGone || setExtensions(found))
        .catch(() => undefined);
    };
    look();
    // An owner switches a block on in another tab and comes back.
    document.addEventListener('visibilitychange', look);
    return () => {
      isGone = true;
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return extensions;
}

/** Says that something was done; failures are never said in a toast. */
export function sayDone(message: string): void {
  appBridge()?.toast.show(message);
}
