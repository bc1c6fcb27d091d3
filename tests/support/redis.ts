/**
 * A Redis of a test file's own, and the list of queue backends to run a suite on. Without a
 * redis-server the list is shorter and `npm test` says so; under CI=true it is never shorter, so
 * that a machine without Redis fails instead of passing with half the tests.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from './database.ts';
import { freePort } from './ports.ts';

export type QueueBackend = 'postgres' | 'redis';
export type TestService = { url: string; stop: () => Promise<void> };

/** The redis-server of this machine, or null. TEST_REDIS names one; TEST_REDIS=off hides it. */
export function redisServer(): string | null {
  const named = process.env.TEST_REDIS;
  if (named === 'off') return null;
  if (named) return named;
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  return folders.map((dir) => join(dir, 'redis-server')).find((path) => existsSync(path)) ?? null;
}

/** The backends a queue suite runs on: `describe.each(queueBackends())(…)`. */
export function queueBackends(): QueueBackend[] {
  const withRedis = redisServer() !== null || process.env.CI === 'true';
  return withRedis ? ['postgres', 'redis'] : ['postgres'];
}

/** An empty queue on that backend; its URL is what QUEUE_URL expects. */
export async function freshQueue(backend: QueueBackend): Promise<TestService> {
  if (backend === 'redis') return freshRedis();
  const database = await freshDatabase();
  return { url: database.queueUrl, stop: database.drop };
}

/** Starts an empty Redis that keeps nothing on disk. Throws where the machine has none. */
export async function freshRedis(): Promise<TestService> {
  const program = redisServer();
  if (program === null) {
    throw new Error('no redis-server found: install it, or name one with TEST_REDIS=/path');
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'laurel-redis-'));
  const options = {
    '--port': port,
    '--bind': '127.0.0.1',
    '--dir': folder,
    '--save': '',
    '--appendonly': 'no',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [name, String(value)]);
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  // A test run that is cut short takes its Redis along.
  const onExit = () => server.kill('SIGKILL');
  process.once('exit', onExit);
  await answersPing(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      process.off('exit', onExit);
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answersPing(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await ping(port)) return;
    await sleep(25);
  }
  throw new Error(`redis-server did not answer on port ${port}`);
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const answer = (pong: boolean) => {
      socket.destroy();
      resolve(pong);
    };
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
    socket.once('error', () => answer(false));
  });
}
