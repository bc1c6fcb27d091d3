/**
 * One request to the Admin API and what came of it, said in our words. It throws nothing: asking
 * again is for the client to decide. Neither variables nor answers are ever part of what it says.
 */
import { ClientError, GraphQLClient } from 'graphql-request';
import { z } from 'zod';
import { SHOPIFY_API_VERSION } from '../../contracts/shopify-api-version.ts';
import type { Bucket } from './lanes.ts';

const TIMEOUT_MS = 15_000;

export type Sent = {
  /** What Shopify said of the bucket; null where it said nothing. */
  readonly bucket: Bucket | null;
  /** What the document may cost at most, as Shopify counts; null where it did not say. */
  readonly requested: number | null;
} & (
  | { readonly outcome: 'answered'; readonly data: unknown }
  /** Nothing was done; ask again after so long, where Shopify said how long. */
  | { readonly outcome: 'throttled'; readonly waitMs: number | null }
  | { readonly outcome: 'unauthorized' }
  /** The shop is closed, or the app is not in it any more. */
  | { readonly outcome: 'gone'; readonly detail: string }
  /** Shopify understood and will not; asking again changes nothing. */
  | { readonly outcome: 'denied'; readonly detail: string }
  /** Nothing was sent: it is certain that nothing was done. */
  | { readonly outcome: 'not_sent'; readonly detail: string }
  /** It may or may not have been done. */
  | { readonly outcome: 'no_answer'; readonly detail: string }
);

export type Request = {
  readonly domain: string;
  readonly token: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

const NOTHING = { bucket: null, requested: null } as const;

const costSchema = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({
      maximumAvailable: z.number().positive(),
      currentlyAvailable: z.number(),
      restoreRate: z.number().positive(),
    }),
  }),
});

const errorsSchema = z.array(
  z.object({
    message: z.string(),
    extensions: z.object({ code: z.string().optional() }).optional(),
  }),
);

/** Sends the document by `fetch`. */
export async function sendDocument(
  fetch: typeof globalThis.fetch,
  { domain, token, document, variables }: Request,
): Promise<Sent> {
  const url = `https://${domain}/admin/api/${SHOPIFY_API_VERSION}/graphql.json`;
  const client = new GraphQLClient(url, { fetch, errorPolicy: 'all' });
  try {
    const { data, errors, extensions } = await client.rawRequest<unknown, Record<string, unknown>>({
      query: document,
      variables,
      requestHeaders: { 'X-Shopify-Access-Token': token },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { ...readCost(extensions), ...readErrors(data, errors) };
  } catch (error) {
    if (error instanceof ClientError) return { ...NOTHING, ...readStatus(error) };
    return { ...NOTHING, ...readFailure(error) };
  }
}

function readCost(extensions: unknown): Pick<Sent, 'bucket' | 'requested'> {
  const parsed = costSchema.safeParse(extensions);
  if (!parsed.success) return NOTHING;
  const { requestedQueryCost, throttleStatus } = parsed.data.cost;
  return { bucket: throttleStatus, requested: requestedQueryCost };
}

/** https://shopify.dev/docs/api/usage/response-codes (read 2026-11): errors come with status 200. */
function readErrors(data: unknown, errors: unknown) {
  const parsed = errorsSchema.safeParse(errors ?? []);
  const [first] = parsed.success ? parsed.data : [{ message: 'unreadable errors' }];
  if (first === undefined) return { outcome: 'answered', data } as const;
  const codes = parsed.success ? parsed.data.map(({ extensions }) => extensions?.code ?? '') : [];
  if (codes.includes('THROTTLED')) return { outcome: 'throttled', waitMs: null } as const;
  if (codes.includes('INTERNAL_SERVER_ERROR')) {
    return { outcome: 'no_answer', detail: 'INTERNAL_SERVER_ERROR' } as const;
  }
  const detail = `${codes.find(Boolean) ?? 'error'}: ${first.message.slice(0, 200)}`;
  return { outcome: 'denied', detail } as const;
}

function readStatus({ response: { status, headers } }: ClientError) {
  const detail = `status ${status}`;
  if (status === 401) return { outcome: 'unauthorized' } as const;
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'));
    return { outcome: 'throttled', waitMs: seconds > 0 ? seconds * 1_000 : null } as const;
  }
  // 402 and 423: the shop is frozen or locked. 404: there is none under this name any more.
  if (status === 402 || status === 423 || status === 403) {
    return { outcome: 'denied', detail } as const;
  }
  if (status === 404) return { outcome: 'gone', detail } as const;
  if (status >= 500) return { outcome: 'no_answer', detail } as const;
  return { outcome: 'denied', detail } as const;
}

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function readFailure(error: unknown) {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = (cause as { code?: unknown } | null)?.code;
  const said = typeof code === 'string' ? code : error instanceof Error ? error.name : 'no answer';
  return { outcome: NEVER_CONNECTED.has(said) ? 'not_sent' : 'no_answer', detail: said } as const;
}
