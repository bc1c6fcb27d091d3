/**
 * What extensions on buyers' pages ask the platform: the Storefront API by `query`, and both
 * buyers' APIs by `fetch` with a protocol link,
 * `shopify://customer-account/api/2026-07/graphql.json`. The page's own session says who the
 * customer is.
 */
import type { PlatformAnswer, PlatformRequest } from '../../extensions/surfaces/account-types.ts';
import type { QueryAnswer, QueryOptions } from '../../extensions/surfaces/types.ts';
import type { PlacedExtension } from '../placed-extensions.ts';

type Asking = Pick<PlacedExtension, 'appHandle' | 'handle' | 'apiVersion'>;
type Sent = { readonly method: string; readonly body: string | null };

/** A link may leave the version to the extension's own. */
const LINK =
  /^shopify:(?:\/\/)?(storefront|customer-account)\/api\/(?:([\w-]+)\/)?graphql(?:\.json)?$/;

/** `shopify.query()`; `extensions` of every error have a code and the id of the request. */
export async function queryStorefront(
  extension: Asking,
  query: string,
  { variables, version }: QueryOptions = {},
): Promise<QueryAnswer> {
  const path = `storefront-api/${version ?? extension.apiVersion}`;
  const answer = await send(extension, path, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as QueryAnswer;
  const requestId = answer.headers.get('x-request-id') ?? '';
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map(({ message, extensions }) => ({
            message,
            extensions: { ...extensions, requestId },
          })),
        }),
  };
}

/** `fetch('shopify://…')`; any other link is refused by its name. */
export async function fetchPlatform(
  extension: Asking & Pick<PlacedExtension, 'capabilities'>,
  url: string,
  request: PlatformRequest,
): Promise<PlatformAnswer> {
  const [, api, version] = LINK.exec(url) ?? [];
  if (api === undefined) return refused(501, `${url} is not implemented by this shop.`);
  if (!extension.capabilities.apiAccess) {
    return refused(403, `${url} needs api_access = true under [extensions.capabilities].`);
  }
  const answer = await send(extension, `${api}-api/${version ?? extension.apiVersion}`, request);
  return { status: answer.status, body: await answer.text() };
}

function send({ appHandle, handle }: Asking, path: string, { method, body }: Sent) {
  return fetch(`/extensions/${appHandle}/${handle}/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body,
  });
}

const refused = (status: number, message: string): PlatformAnswer => ({
  status,
  body: JSON.stringify({ errors: [{ message, extensions: {} }] }),
});
