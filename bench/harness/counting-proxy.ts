/**
 * Stands between a process and its PostgreSQL or Redis, and counts what passes. It can also hold
 * the client's bytes back, which proves that an answer was given without them.
 */
import { connect, createServer, type Socket } from 'node:net';
import type { MessageCounter } from './message-counts.ts';

export type CountingProxy = {
  readonly port: number;
  /** Statements or commands of all connections so far. */
  count: () => number;
  /** Holds back whatever clients send from now on, until `release`. */
  hold: () => void;
  release: () => void;
  close: () => Promise<void>;
};

/** Listens on a loopback port of the caller's choice and passes everything on to `targetPort`. */
export async function startCountingProxy(
  { port, targetPort }: { port: number; targetPort: number },
  counter: () => MessageCounter,
): Promise<CountingProxy> {
  const counters: MessageCounter[] = [];
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  let isHeld = false;
  const server = createServer((client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    const counted = counter();
    counters.push(counted);
    client.setNoDelay(true);
    client.on('data', (bytes) => {
      counted.read(bytes);
      target.write(bytes);
    });
    target.on('data', (bytes) => client.write(bytes));
    if (isHeld) client.pause();
    clients.add(client);
    for (const [socket, other] of [[client, target] as const, [target, client] as const]) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        other.destroy();
        sockets.delete(socket);
        clients.delete(socket);
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const pauseAll = (held: boolean): void => {
    isHeld = held;
    for (const client of clients)
      if (held) client.pause();
      else client.resume();
  };
  return {
    port,
    count: () => counters.reduce((sum, { count }) => sum + count(), 0),
    hold: () => pauseAll(true),
    release: () => pauseAll(false),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
