/**
 * One try of one delivery: a second to connect, five in all, nothing followed
 * (https://shopify.dev/docs/apps/build/webhooks/subscribe/https, read 2026-11).
 */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** How long Shopify waits. */
export const PATIENCE = { connectMs: 1_000, totalMs: 5_000 };

export type OutgoingPost = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** A stand-in for the network, e.g. the `request` of a Hono app. */
export type FetchFrom = (request: Request) => Response | Promise<Response>;

export type Poster = {
  /** The status, or a word for what went wrong: `TIMEOUT`, `ECONNREFUSED`, … Never throws. */
  readonly post: (outgoing: OutgoingPost) => Promise<string>;
  readonly close: () => void;
};

/** Posts over connections that are kept, at most so many to each place. */
export function openPoster(connectionsMax: number, patience = PATIENCE): Poster {
  const options = { keepAlive: true, maxSockets: connectionsMax };
  const http = new HttpAgent(options);
  const agents: Means = { ...patience, http, https: new HttpsAgent(options) };
  return {
    async post(outgoing) {
      const first = await postOnce(outgoing, agents);
      // The other side may close a kept connection at the very moment it is used again.
      return first.isStale ? (await postOnce(outgoing, agents)).answer : first.answer;
    },
    close() {
      http.destroy();
      agents.https.destroy();
    },
  };
}

/** Posts to a function instead of the network. */
export function posterTo(fetchFrom: FetchFrom): Poster {
  return {
    async post({ url, headers, body }) {
      const init = { method: 'POST', headers, body: new Uint8Array(body), redirect: 'manual' };
      try {
        return String((await fetchFrom(new Request(url, init as RequestInit))).status);
      } catch (error) {
        return codeOf(error);
      }
    },
    close: () => undefined,
  };
}

type Means = typeof PATIENCE & { readonly http: HttpAgent; readonly https: HttpsAgent };

type Answer = {
  readonly answer: string;
  /** Nothing came back over a connection that had been used before. */
  readonly isStale: boolean;
};

function postOnce({ url, headers, body }: OutgoingPost, agents: Means): Promise<Answer> {
  return new Promise((resolve) => {
    const isSecure = url.startsWith('https:');
    const common = {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(body.length) },
    };
    const sent = isSecure
      ? httpsRequest(url, { ...common, agent: agents.https })
      : httpRequest(url, { ...common, agent: agents.http });
    const end = (answer: string, isStale = false) => {
      clearTimeout(connecting);
      clearTimeout(total);
      resolve({ answer, isStale });
    };
    const giveUp = (answer: string) => () => {
      end(answer);
      sent.destroy();
    };
    const connecting = setTimeout(giveUp('CONNECT_TIMEOUT'), agents.connectMs);
    const total = setTimeout(giveUp('TIMEOUT'), agents.totalMs);
    sent.on('socket', (socket) => {
      if (!socket.connecting) clearTimeout(connecting);
      else socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
    });
    sent.on('error', (error) => end(codeOf(error), sent.reusedSocket && isReset(error)));
    sent.on('response', (response) => {
      // A connection that nobody reads is never free again; what was answered does not matter.
      response.resume();
      response.on('error', (error) => end(codeOf(error)));
      response.on('end', () => end(String(response.statusCode)));
      response.on('close', () => end('BROKEN'));
    });
    sent.end(body);
  });
}

const isReset = (error: Error): boolean => ['ECONNRESET', 'EPIPE'].includes(codeOf(error));

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'ERROR';
}
