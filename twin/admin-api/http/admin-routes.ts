/**
 * `POST /admin/api/{version}/graphql.json`. Statuses and headers:
 * https://shopify.dev/docs/api/usage/response-codes and /docs/api/usage/versioning (read 2026-11).
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { Kind, parse } from 'graphql';
import { bulkRoutes } from '../areas/bulk/bulk-routes.ts';
import { type AdminVersion, servedVersion } from '../areas/shop/api-versions.ts';
import type { AdminAnswer } from '../engine/execute-admin.ts';
import type { AdminService, Caller } from './admin-service.ts';
import type { AdminFaults, Fault, FaultedRequest } from './faults.ts';
import { type GraphqlBody, readBody } from './read-body.ts';

export type RecordedCall = {
  readonly direction: 'incoming';
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly appHandle: string | null;
  readonly shopDomain: string | null;
  readonly requestBody: string;
  /** HTTP status; 0 where the answer was kept back. */
  readonly status: number;
  readonly responseBody: string;
};

export type AdminRouteOptions = {
  readonly service: AdminService;
  readonly now: () => number;
  /** Whose token `X-Shopify-Access-Token` is; null: nobody's. */
  readonly lookUp: (request: Request) => Caller | null;
  readonly faults?: AdminFaults;
  readonly recordCall?: (call: RecordedCall) => void;
};

const UNAUTHORIZED = '[API] Invalid API key or access token (unrecognized login or wrong password)';

/** What an answer is, or that there is to be none. */
type Outcome = Response | 'hang' | 'cut';

/** To be mounted at the root of the admin's server; with it the files of bulk operations. */
export function adminRoutes(options: AdminRouteOptions): Hono {
  const routes = new Hono();
  routes.route('/', bulkRoutes(options.service.world));
  const serve = async (context: Context, wanted: string) => {
    const text = await context.req.raw.clone().text();
    const caller = options.lookUp(context.req.raw);
    const outcome = await answer(context, { options, wanted, caller, text });
    const response = outcome instanceof Response ? outcome : null;
    options.recordCall?.({
      direction: 'incoming',
      at: options.now(),
      method: 'POST',
      path: new URL(context.req.url).pathname,
      appHandle: caller?.app.handle ?? null,
      shopDomain: caller?.shop.domain ?? null,
      requestBody: text,
      status: response?.status ?? 0,
      responseBody: (await response?.clone().text()) ?? '',
    });
    return response ?? withhold(context, outcome as 'hang' | 'cut');
  };
  routes.post('/admin/api/graphql.json', (context) => serve(context, '2026-07'));
  routes.post('/admin/api/:version/graphql.json', (context) =>
    serve(context, context.req.param('version')),
  );
  return routes;
}

type Incoming = {
  readonly options: AdminRouteOptions;
  readonly wanted: string;
  readonly caller: Caller | null;
  readonly text: string;
};

async function answer(context: Context, incoming: Incoming): Promise<Outcome> {
  const { options, wanted, caller, text } = incoming;
  const version = servedVersion(wanted);
  if (version === null) return reply({ errors: 'Not Found' }, 404, '2026-07');
  if (caller === null) return reply({ errors: UNAUTHORIZED }, 401, version);
  const body = readBody(text, context.req.header('content-type') ?? '');
  if (body === null) {
    const errors = { query: 'Required parameter missing or invalid' };
    return reply({ errors }, 400, version);
  }
  const faulted = faultedRequest(caller, body);
  const before = await happens(options.faults?.before(faulted) ?? null, version);
  if (before !== null) return before;
  const answered = options.service.answer(caller, {
    ...body,
    version,
    isCostDebugged: context.req.header('shopify-graphql-cost-debug') === '1',
  });
  const after = await happens(options.faults?.after(faulted) ?? null, version);
  return after ?? reply(answered, 200, version);
}

/** Null: the fault was only a delay, or there is none. */
async function happens(fault: Fault | null, version: AdminVersion): Promise<Outcome | null> {
  if (fault === null) return null;
  if (fault.kind === 'wait') {
    await pause(fault.ms);
    return null;
  }
  if (fault.kind === 'answer') {
    return reply(
      fault.body ?? { errors: 'Internal Server Error' },
      fault.status,
      version,
      fault.headers,
    );
  }
  return fault.kind;
}

function reply(
  body: AdminAnswer | object,
  status: number,
  version: AdminVersion,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(body, {
    status,
    headers: {
      'x-shopify-api-version': version,
      'x-request-id': randomUUID(),
      'x-shopify-stage': 'production',
      'content-language': 'en',
      ...headers,
    },
  });
}

/** Breaks the connection, or leaves it open until the app gives up. */
async function withhold(context: Context, how: 'hang' | 'cut'): Promise<Response> {
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage };
  if (how === 'hang') {
    const { signal } = context.req.raw;
    await new Promise((resolve) => {
      if (signal.aborted) resolve(null);
      else signal.addEventListener('abort', resolve, { once: true });
    });
  }
  incoming?.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function faultedRequest(
  { shop, app }: Caller,
  { query, operationName }: GraphqlBody,
): FaultedRequest {
  const operation = operationOf(query, operationName);
  const fields = operation?.selectionSet.selections.flatMap((one) =>
    one.kind === Kind.FIELD ? [one.name.value] : [],
  );
  const isMutation = (operation?.operation as string | undefined) === 'mutation';
  return { shop, app, operation: isMutation ? 'mutation' : 'query', fields: fields ?? [] };
}

function operationOf(query: string, name: string | null) {
  try {
    const operations = parse(query).definitions.filter(
      (one) => one.kind === Kind.OPERATION_DEFINITION,
    );
    return operations.find((one) => one.name?.value === name) ?? operations[0];
  } catch {
    // What cannot be parsed is answered as such; no fault concerns it.
    return undefined;
  }
}
