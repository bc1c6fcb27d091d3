/**
 * The pages between Shopify's admin and ours: a fresh session token, the way out of the frame, the
 * way in by hand. Shopify's library writes them.
 */
import type { LoaderFunctionArgs } from '@remix-run/node';

export function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  return context.auth.handle(request);
}
