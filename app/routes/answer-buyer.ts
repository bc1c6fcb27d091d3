/**
 * How every question of a shopper's page is answered: who asks, by the signature or token and by
 * nothing else; what they ask, in a body of bounded size; JSON, never kept by anybody. A refusal is
 * a reason, a status and a sentence; a bug is a sentence too.
 */
import type { z } from 'zod';
import type { RefusalReply } from '../contracts/buyer-api.ts';
import { BUYER_REFUSALS, type BuyerRefused, sayToBuyer } from '../contracts/buyer-refusals.ts';
import type { BuyerContext } from '../contracts/buyer-context.ts';
import type { KnownBuyer } from '../contracts/redemption-context.ts';
import type { BuyerVisitor } from '../contracts/visitors.ts';

type Answered = { readonly ok: true } | ({ readonly ok: false } & BuyerRefused);
type Fields = NonNullable<RefusalReply['fields']>;

export type Gate = {
  /** Proves who asks, or throws the `Response` that turns them away. */
  readonly visitor: (request: Request) => Promise<BuyerVisitor>;
  /** An extension's page has another origin each time, so every origin may read the answer. */
  readonly everyOrigin: boolean;
  readonly reportBug: BuyerContext['reportBug'];
};

type Question<Ask> = {
  readonly gate: Gate;
  readonly method: 'GET' | 'POST';
  /** Of the body; null where there is none. */
  readonly schema: z.ZodType<Ask> | null;
  readonly serve: (visitor: KnownBuyer, ask: Ask) => Promise<Answered>;
};

const BODY_BYTES_MAX = 4096;
const EVERY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  'Access-Control-Max-Age': '7200',
};

/** The theme's gate: Shopify signs what passes through the app proxy. */
export function proxyGate({ visitors, reportBug }: BuyerContext): Gate {
  return { visitor: (request) => visitors.proxy(request), everyOrigin: false, reportBug };
}

/** The extensions' gate: a session token with each request. */
export function apiGate({ visitors, reportBug }: BuyerContext): Gate {
  return { visitor: (request) => visitors.buyer(request), everyOrigin: true, reportBug };
}

/** Answers one request; never throws. */
export async function answerBuyer<Ask>(
  request: Request,
  question: Question<Ask>,
): Promise<Response> {
  const { gate } = question;
  if (request.method === 'OPTIONS' && gate.everyOrigin) {
    return new Response(null, { status: 204, headers: headersOf(gate) });
  }
  try {
    return await judge(request, question);
  } catch (error) {
    gate.reportBug(error, `${request.method} ${new URL(request.url).pathname}`);
    return refuse(gate, { reason: 'failed' });
  }
}

async function judge<Ask>(request: Request, question: Question<Ask>): Promise<Response> {
  const { gate, method, schema, serve } = question;
  if (request.method !== method) {
    const fields = [{ field: 'method', problem: `must be ${method}` }];
    return refuse(gate, { reason: 'malformed' }, { status: 405, fields });
  }
  const visitor = await admit(gate, request);
  if (visitor === null || visitor.customerId === null) {
    return refuse(gate, { reason: 'not_signed_in' });
  }
  // A guest's body is not even read.
  const ask =
    schema === null ? { ok: true as const, ask: null as Ask } : await read(request, schema);
  if (!ask.ok) return refuse(gate, { reason: 'malformed' }, ask);
  const answer = await serve({ ...visitor, customerId: visitor.customerId }, ask.ask);
  return answer.ok ? Response.json(answer, { headers: headersOf(gate) }) : refuse(gate, answer);
}

/** Null for whoever proves nothing; a check that fails for another reason is a bug. */
async function admit(gate: Gate, request: Request): Promise<BuyerVisitor | null> {
  try {
    // The check may read the body of its request, and so may we.
    return await gate.visitor(request.clone());
  } catch (error) {
    if (error instanceof Response && error.status < 500) return null;
    throw error;
  }
}

type Reading<Ask> =
  | { readonly ok: true; readonly ask: Ask }
  | { readonly ok: false; readonly status: number; readonly fields: Fields };

async function read<Ask>(request: Request, schema: z.ZodType<Ask>): Promise<Reading<Ask>> {
  // A form of another site cannot say this without asking the browser's leave first.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return unreadable(415, 'Content-Type', 'must be application/json');
  }
  const text = await boundedText(request);
  if (text === null) return unreadable(413, 'body', `must be at most ${BODY_BYTES_MAX} bytes`);
  const json = parseJson(text);
  if (json === undefined) return unreadable(400, 'body', 'must be JSON');
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, ask: parsed.data };
  return { ok: false, status: 400, fields: parsed.error.issues.flatMap(fieldsOf) };
}

function unreadable(status: number, field: string, problem: string): Reading<never> {
  return { ok: false, status, fields: [{ field, problem }] };
}

/** The body as text; null once it is longer than any question of ours. */
async function boundedText(request: Request): Promise<string | null> {
  const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for (;;) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) return text + decoder.decode();
    bytes += chunk.value.byteLength;
    if (bytes > BODY_BYTES_MAX) return null;
    text += decoder.decode(chunk.value, { stream: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fieldsOf(issue: z.core.$ZodIssue): Fields[number][] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ field, problem: 'is not a known field' }));
  }
  return [{ field: issue.path.join('.') || 'body', problem: issue.message }];
}

function refuse(
  gate: Gate,
  refused: BuyerRefused,
  more: { readonly status?: number; readonly fields?: Fields } = {},
): Response {
  const reply: RefusalReply = {
    ok: false,
    reason: refused.reason,
    words: sayToBuyer(refused),
    ...(more.fields ? { fields: more.fields } : {}),
  };
  const status = more.status ?? BUYER_REFUSALS[refused.reason].status;
  return Response.json(reply, { status, headers: headersOf(gate) });
}

function headersOf({ everyOrigin }: Gate): Record<string, string> {
  const own = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  return everyOrigin ? { ...own, ...EVERY_ORIGIN } : own;
}
