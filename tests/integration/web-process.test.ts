/** The web process as it is started for real: what it refuses to start with, and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/ports.ts';
import { orderBody } from '../support/shopify-samples.ts';
import { DATA_KEY, SECRET, signedHeaders } from '../support/webhooks.ts';

const WEB = join(import.meta.dirname, '../../app/web.ts');

type Started = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

let database: TestDatabase;
let port = 0;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  database = await freshDatabase();
  port = await freePort();
});

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

afterAll(() => database.drop());

function start(changes: Record<string, string | undefined> = {}): Started {
  const settings = {
    PATH: process.env.PATH,
    DATABASE_URL: database.appUrl,
    QUEUE_URL: database.queueUrl,
    SHOPIFY_API_KEY: 'laurel-for-tests',
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: 'https://laurel.example.com',
    DATA_KEY: DATA_KEY.toString('base64'),
    PORT: String(port),
    ...changes,
  };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const env = Object.fromEntries(given) as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [WEB], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (output += text.toString()));
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

async function untilUp({ output, child }: Started): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the web process ended: ${output()}`);
}

async function post(deliveryId: string, headers: Record<string, string> = {}): Promise<number> {
  const body = orderBody('4711');
  const response = await fetch(`http://127.0.0.1:${port}/webhooks`, {
    method: 'POST',
    headers: signedHeaders({ body, deliveryId, headers }),
    body: new Uint8Array(body),
  });
  return response.status;
}

describe('the web process', () => {
  it('takes webhooks, answers for its health and ends when asked', async () => {
    const web = start();
    await untilUp(web);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    expect(await post('one')).toBe(200);
    expect(await post('two', { 'x-shopify-hmac-sha256': 'forged' })).toBe(401);
    const owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    const { rows } = await owner.query('SELECT delivery_id, status FROM inbox');
    await owner.end();
    expect(rows).toEqual([{ delivery_id: 'one', status: 'waiting' }]);
    web.child.kill('SIGTERM');
    expect(await web.ended).toBe(0);
  });

  it('answers a delivery under way before it ends', async () => {
    const web = start();
    await untilUp(web);
    const admin = new pg.Client(database.adminUrl);
    await admin.connect();
    await admin.query('BEGIN; LOCK TABLE inbox IN EXCLUSIVE MODE');
    const underWay = post('under-way');
    const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'
                     AND datname = current_database()`;
    while ((await admin.query(waiting)).rowCount === 0);
    web.child.kill('SIGTERM');
    await admin.query('COMMIT');
    await admin.end();
    expect(await underWay).toBe(200);
    expect(await web.ended).toBe(0);
  });

  it('does not start on a port that is taken, and names the setting', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    const web = start();
    expect(await web.ended).toBe(1);
    expect(web.output()).toContain(`Port ${port} of 127.0.0.1 is taken`);
    expect(web.output()).toContain('set PORT to a free one');
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('does not start without its settings, and lists them all', async () => {
    const web = start({ DATABASE_URL: undefined, DATA_KEY: 'short', SHOPIFY_API_SECRET: '' });
    expect(await web.ended).toBe(1);
    for (const name of ['DATABASE_URL', 'DATA_KEY', 'SHOPIFY_API_SECRET']) {
      expect(web.output()).toContain(name);
    }
    expect(web.output()).not.toContain('    at ');
  });

  it('does not start as a role that could bypass row-level security', async () => {
    const web = start({ DATABASE_URL: database.ownerUrl });
    expect(await web.ended).toBe(1);
    expect(web.output()).toMatch(/laurel_owner owns, or can become the owner of, .*inbox/);
  });

  it('does not start without its database, and names the setting', async () => {
    const web = start({ DATABASE_URL: 'postgres://laurel_app:x@127.0.0.1:1/none' });
    expect(await web.ended).toBe(1);
    expect(web.output()).toContain('The database of DATABASE_URL does not answer');
  });
});
