/**
 * Keep-alive connections that each send one request, wait for the whole answer and send the next.
 * Requests are bytes made beforehand and answers are only measured off, so that the load takes as
 * little as possible of the processors it shares with what it measures.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerReader } from './http-answers.ts';

export type HttpLoad = {
  /** Sends all requests, shared out over the connections; answers how often each status came. */
  send: (requests: readonly Buffer[]) => Promise<Map<number, number>>;
  /** Sends one beside others, as soon as a connection is free; answers its status. */
  ask: (request: Buffer) => Promise<number>;
  close: () => void;
};

/** Opens so many connections to a loopback port. */
export async function openHttpLoad(options: {
  port: number;
  connections: number;
}): Promise<HttpLoad> {
  const lines = await Promise.all(
    Array.from({ length: options.connections }, () => openLine(options.port)),
  );
  const free = [...lines];
  const waiting: ((line: Line) => void)[] = [];
  return {
    async ask(request) {
      let line = free.pop() ?? (await new Promise<Line>((resolve) => waiting.push(resolve)));
      // Servers hang up on connections that nobody used for some seconds.
      if (line.socket.destroyed) {
        const place = lines.indexOf(line);
        line = await openLine(options.port);
        lines[place] = line;
      }
      try {
        return await line.ask(request);
      } finally {
        const next = waiting.shift();
        if (next) next(line);
        else free.push(line);
      }
    },
    async send(requests) {
      const statuses = new Map<number, number>();
      let next = 0;
      const work = async (line: Line): Promise<void> => {
        while (next < requests.length) {
          const request = requests[next] as Buffer;
          next += 1;
          const status = await line.ask(request);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(lines.map(work));
      return statuses;
    },
    close: () => {
      for (const { socket } of lines) socket.destroy();
    },
  };
}

type Line = { readonly socket: Socket; readonly ask: (request: Buffer) => Promise<number> };

async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const reader = answerReader();
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;
  socket.on('data', (bytes) => {
    const status = reader.read(bytes);
    if (status !== null) waiting?.resolve(status);
  });
  const broken = (): void => waiting?.reject(new Error('the server hung up'));
  socket.on('close', broken);
  socket.on('error', broken);
  return {
    socket,
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        // Hung up on while nothing was asked, it would wait for an answer for ever.
        if (socket.destroyed) broken();
        socket.write(request);
      }),
  };
}

/** A POST as bytes, ready to be sent. */
export function requestBytes(path: string, headers: Record<string, string>, body: Buffer): Buffer {
  const lines = Object.entries({ Host: '127.0.0.1', ...headers, 'Content-Length': body.length });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n`), body]);
}
