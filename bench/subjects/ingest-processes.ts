/** The web process, the worker and Y1's, each started as a process of its own and stopped again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tests/support/ports.ts';
import { SECRET } from './webhook-requests.ts';

export type Started = { readonly port: number; readonly pid: number; stop: () => Promise<void> };

/** As many as the web process opens; the yardstick gets the same. */
export const WEB_CONNECTIONS = 10;

const ROOT = join(import.meta.dirname, '..', '..');

type Urls = { readonly databaseUrl: string; readonly queueUrl: string };

const ours = (urls: Urls) => ({
  DATABASE_URL: urls.databaseUrl,
  QUEUE_URL: urls.queueUrl,
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  LOG_LEVEL: 'error',
});

/** The web process as production starts it, its warnings included. */
export function startWeb(urls: Urls): Promise<Started> {
  return startServer('app/web.ts', { ...ours(urls), HOST: '127.0.0.1' });
}

/** The worker as production starts it; its port is that of its health. */
export function startWorker(urls: Urls): Promise<Started> {
  return startServer('app/worker.ts', ours(urls));
}

export function startYardstick({ databaseUrl }: { databaseUrl: string }): Promise<Started> {
  return startServer('bench/yardsticks/y1-webhook.ts', {
    DATABASE_URL: databaseUrl,
    CONNECTIONS: String(WEB_CONNECTIONS),
  });
}

/** Both servers are told of the same app; only its secret is used here. */
const APP = {
  SHOPIFY_API_KEY: 'laurel-for-the-bench',
  SHOPIFY_API_SECRET: SECRET,
  SHOPIFY_APP_URL: 'https://laurel.example.com',
};

async function startServer(script: string, env: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const server = spawn(process.execPath, [join(ROOT, script)], {
    env: {
      ...{ ...env, ...APP, NODE_ENV: 'production' },
      ...{ PORT: String(port), HEALTH_PORT: String(port) },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // A bench that is cut short takes its servers along.
  const onExit = (): void => void server.kill('SIGKILL');
  process.once('exit', onExit);
  await listens(server, port, script);
  return {
    port,
    pid: server.pid ?? 0,
    stop: async () => {
      process.off('exit', onExit);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      const hurry = setTimeout(() => server.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(hurry);
    },
  };
}

async function listens(server: ChildProcess, port: number, script: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (server.exitCode !== null) throw new Error(`${script} ended before it listened`);
    if (await accepts(port)) return;
    await sleep(50);
  }
  server.kill('SIGKILL');
  throw new Error(`${script} did not listen within 20 s`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
