/**
 * Many HTTP requests that arrive as one: each has been sent but for its last byte, and all last
 * bytes are sent in the same breath. A server has read the rest of all of them by then.
 */
import { Agent, request } from 'node:http';
import type { Answered } from './buyers-at-web.ts';

export type Prepared = {
  readonly url: string;
  readonly init: RequestInit;
};

/** Keeps its connections, so that the next crowd has them open already. */
export type Crowd = {
  /** The answers, in the order of the requests. Each must have a body. */
  readonly send: (prepared: readonly Prepared[]) => Promise<Answered[]>;
  readonly close: () => void;
};

export function openCrowd(): Crowd {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  return {
    send: async (prepared) => {
      const begun = prepared.map((one) => begin(agent, one));
      await Promise.all(begun.map(({ isAlmostSent }) => isAlmostSent));
      for (const { release } of begun) release();
      return Promise.all(begun.map(({ answered }) => answered));
    },
    close: () => agent.destroy(),
  };
}

type Begun = {
  readonly isAlmostSent: Promise<void>;
  readonly release: () => void;
  readonly answered: Promise<Answered>;
};

function begin(agent: Agent, { url, init }: Prepared): Begun {
  const body = Buffer.from(init.body as string);
  const headers = { ...(init.headers as Record<string, string>), 'content-length': body.length };
  const asked = request(url, { agent, method: init.method ?? 'POST', headers });
  const answered = new Promise<Answered>((resolve, reject) => {
    asked.once('error', reject);
    asked.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.once('error', reject);
      response.once('end', () => {
        const type = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode ?? 0, type, text });
      });
    });
  });
  // Whoever waits for the answers is told; a failure before they do is no bug of its own.
  answered.catch(() => undefined);
  const isAlmostSent = new Promise<void>((resolve, reject) => {
    asked.once('error', reject);
    asked.write(body.subarray(0, -1), () => resolve());
  });
  return { isAlmostSent, release: () => asked.end(body.subarray(-1)), answered };
}
