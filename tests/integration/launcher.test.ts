import { createServer, type Server } from 'node:net';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../../twin/schema/fetch-schemas.ts';
import { freePort } from '../support/ports.ts';
import { areGone, freshHouse, type House, type Launched } from '../support/house.ts';

let house: House;
let running: Launched | null;

beforeEach(async () => {
  house = await freshHouse();
  running = null;
});

afterEach(async () => {
  running?.process.kill('SIGTERM');
  await running?.ended;
  house.remove();
});

async function startedHouse(): Promise<Launched> {
  running = house.launch();
  await running.says('Ctrl-C');
  house.databaseFolder(); // Noted, so that it is removed with the house wherever it is.
  return running;
}

function occupy(port: string | undefined): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(Number(port), '127.0.0.1', () => resolve(server));
  });
}

describe('npm start', () => {
  it('comes up, says where to look, and leaves no process after Ctrl-C', async () => {
    const start = await startedHouse();
    const health = await fetch(`${house.url}/health`);
    expect(health.status).toBe(200);
    expect(start.said()).toContain(`${house.url}/status`);
    const pids = house.pids();
    expect(pids).toHaveLength(4);

    start.process.kill('SIGINT');

    expect(await start.ended).toBe(0);
    expect(await areGone(pids)).toBe(true);
    expect(existsSync(join(house.folder, 'run.json'))).toBe(false);
  });

  it('brings a Shopify along that knows Laurel and reaches it by its front door', async () => {
    // The house hears nothing of the network's settings here, which fetching may need.
    await fetchSchemas();
    const TWIN_PORT = String(await freePort());
    running = house.launch({ TWIN: 'on', TWIN_PORT });
    await running.says('Ctrl-C');
    house.databaseFolder();
    const twin = `http://127.0.0.1:${TWIN_PORT}`;
    expect(running.said()).toContain(twin);
    const pids = house.pids();
    expect(pids).toHaveLength(5);
    const apps = await fetch(`${twin}/store/demo-shop/settings/apps`);
    expect(await apps.text()).toContain('Laurel');
    const frontDoor = await fetch(`http://127.0.0.1:${Number(TWIN_PORT) + 2}/health`);
    expect(await frontDoor.text()).toBe('ok\n');
    running.process.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(await areGone(pids)).toBe(true);
    // The first start of a machine fetches Shopify's schemas.
  }, 240_000);

  it('refuses a second start of the same folder and leaves the first one alone', async () => {
    await startedHouse();
    const second = house.launch();
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(/already runs here .*LAUREL_DATA, PORT and DATABASE_PORT/);
    expect((await fetch(`${house.url}/health`)).status).toBe(200);
  });

  it('keeps its secrets for their owner only, and the same the next time', async () => {
    const file = join(house.folder, 'demo.env');
    const first = await startedHouse();
    const secrets = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = await startedHouse();
    expect(readFileSync(file, 'utf8')).toBe(secrets);
    for (const value of secrets.matchAll(/=(.+)/g)) expect(second.said()).not.toContain(value[1]);
  });

  it.each(['PORT', 'DATABASE_PORT'])(
    'names %s when its port is taken, and leaves nothing behind',
    async (setting) => {
      const squatter = await occupy(house.env[setting]);
      try {
        const start = house.launch();
        expect(await start.ended).toBe(1);
        expect(start.said()).toContain(`port ${house.env[setting]} on 127.0.0.1 is taken`);
        expect(start.said()).toContain(`Set ${setting} to a free one`);
        expect(existsSync(join(house.folder, 'run.json'))).toBe(false);
      } finally {
        squatter.close();
      }
    },
  );

  it('lists every setting at fault at once, without its value', async () => {
    const start = house.launch({
      DATABASE_URL: 'mysql://root:hunter2@localhost/laurel',
      DATABASE_PORT: 'seventy',
      DATA_KEY: 'hunter2',
    });
    expect(await start.ended).toBe(1);
    const names = [...start.said().matchAll(/^ {2}([A-Z_]+) is /gm)].map(([, name]) => name);
    expect(names.sort()).toEqual([
      'DATABASE_OWNER_URL',
      'DATABASE_PORT',
      'DATABASE_URL',
      'DATA_KEY',
      'QUEUE_URL',
      'SHOPIFY_API_KEY',
      'SHOPIFY_API_SECRET',
      'SHOPIFY_APP_URL',
    ]);
    expect(start.said()).not.toContain('hunter2');
  });
});

describe('a start that was killed without a word', () => {
  it('takes what it started along, and the next start comes up', async () => {
    const killed = await startedHouse();
    const pids = house.pids();
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await killed.ended;
    expect(await areGone(pids)).toBe(true);
    expect(existsSync(join(house.folder, 'run.json'))).toBe(true);

    await startedHouse();
    expect((await fetch(`${house.url}/health`)).status).toBe(200);
  });

  it('is ended whole when only the launcher above it is killed', async () => {
    const killed = await startedHouse();
    const pids = house.pids();
    killed.process.kill('SIGKILL');
    await killed.ended;
    expect(await areGone(pids)).toBe(true);
  });

  it('leaves pid files that by now name a stranger, and the next start is not fooled', async () => {
    const first = await startedHouse();
    const postmaster = join(house.databaseFolder(), 'postmaster.pid');
    first.process.kill('SIGTERM');
    await first.ended;
    writeFileSync(postmaster, `${process.pid}\n`, { mode: 0o600 });
    const stale = { pid: process.pid, url: house.url, children: { web: process.pid } };
    writeFileSync(join(house.folder, 'run.json'), JSON.stringify(stale));

    await startedHouse();
    expect((await fetch(`${house.url}/health`)).status).toBe(200);
  });
});
