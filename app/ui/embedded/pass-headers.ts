/**
 * Headers of a page in the admin. What a loader threw comes first: Shopify's library tells App
 * Bridge by a header to ask again with a fresh token, and that must not be lost on its way out.
 */
import type { HeadersFunction } from '@remix-run/node';

export const passHeaders: HeadersFunction = ({
  parentHeaders,
  loaderHeaders,
  actionHeaders,
  errorHeaders,
}) => {
  if (errorHeaders && [...errorHeaders].length > 0) return errorHeaders;
  return new Headers([...parentHeaders, ...loaderHeaders, ...actionHeaders]);
};
