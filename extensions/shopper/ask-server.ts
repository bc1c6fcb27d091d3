/**
 * Asks our own server as the shopper whose page this is: the session token says who, and nothing
 * else does. A page asks only when something was tapped.
 */
import type { BuyerRefusal, RefusalReply } from '../../app/contracts/buyer-api.ts';

type Asker = { readonly sessionToken: { readonly get: () => Promise<string> } };

/** `unreachable`: whether it happened is not known; asking again with the same key is safe. */
export type Refused =
  | { readonly ok: false; readonly reason: BuyerRefusal; readonly words: string }
  | { readonly ok: false; readonly reason: 'unreachable' };

const UNREACHABLE: Refused = { ok: false, reason: 'unreachable' };
const PATIENCE_MS = 15_000;

/** POSTs `body`, or GETs where there is none. Never rejects. */
export function askServer<Reply extends { readonly ok: true }>(
  asker: Asker,
  url: string,
  body?: unknown,
): Promise<Reply | Refused> {
  const late = new Promise<Refused>((resolve) => {
    setTimeout(() => resolve(UNREACHABLE), PATIENCE_MS);
  });
  return Promise.race([send<Reply>(asker, url, body).catch(() => UNREACHABLE), late]);
}

async function send<Reply extends { readonly ok: true }>(
  { sessionToken }: Asker,
  url: string,
  body: unknown,
): Promise<Reply | Refused> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      Authorization: `Bearer ${await sessionToken.get()}`,
      'Content-Type': 'application/json',
    },
    body: body ? JSON.stringify(body) : null,
  });
  const reply = (await response.json()) as Reply | RefusalReply;
  // A gateway's own JSON is no answer of ours.
  return reply.ok === response.ok && (reply.ok || reply.words) ? reply : UNREACHABLE;
}
