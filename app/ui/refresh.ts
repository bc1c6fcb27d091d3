/** A page that shows the present reads itself anew while somebody looks at it, and only then. */
import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

export const REFRESH_SECONDS = 5;

/**
 * Reads the page's data again every REFRESH_SECONDS while the tab is visible, and on return; not at
 * all where it `mayChange` by no waiting.
 */
export function useRefresh(mayChange = true): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!mayChange) return;
    const refresh = () => {
      if (document.visibilityState === 'visible' && state === 'idle') revalidate();
    };
    const timer = setInterval(refresh, REFRESH_SECONDS * 1000);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [mayChange, revalidate, state]);
}
