/** The whole twin on free ports: what it keeps, what it forgets, and how it ends. */
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../tests/support/ports.ts';
import { orders } from './model/order-kind.ts';
import { openTwin, type Twin, type TwinOptions } from './twin.ts';

const NOON = '2026-11-23T12:00:00Z';

const running: Twin[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const twin of running.splice(0)) await twin.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function freePorts(): Promise<TwinOptions['ports']> {
  const ports = new Set<number>();
  while (ports.size < 3) ports.add(await freePort());
  const [admin = 0, storefront = 0, mail = 0] = ports;
  return { admin, storefront, mail };
}

async function open(more: Partial<TwinOptions> = {}): Promise<Twin> {
  const twin = await openTwin({ folder: null, ports: await freePorts(), ...more });
  running.push(twin);
  return twin;
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'twin-'));
  folders.push(folder);
  return folder;
}

async function ask(twin: Twin, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const reply = await fetch(`${twin.adminOrigin}/control/${path}`, init);
  return (await reply.json()) as Record<string, unknown>;
}

const recordsOf = ({ rooms }: Twin) =>
  JSON.stringify([...rooms.world.store.each(orders, rooms.shop().id)]);

/** A product to buy, and the clock standing. */
async function trade(twin: Twin): Promise<void> {
  await ask(twin, 'clock', { moveTo: NOON });
  await ask(twin, 'clock', { stand: true });
  await ask(twin, 'clock', { moveTo: NOON });
  expect(await ask(twin, 'orders', { random: 5 })).toMatchObject({ placed: 5 });
}

const SLICE = join(import.meta.dirname, 'trade-file', 'online-retail-slice.csv.gz');

describe('the twin', () => {
  it('serves every room, and what it keeps in a folder outlives it', async () => {
    const folder = aFolder();
    const twin = await open({ folder, tradeFile: SLICE });
    await trade(twin);
    for (const path of ['/', '/control', '/pos', '/twin-assets/control.js']) {
      expect([path, (await fetch(`${twin.adminOrigin}${path}`)).status]).toEqual([path, 200]);
    }
    expect((await fetch(twin.storefrontOrigin)).status).toBe(200);
    const [before, secret] = [recordsOf(twin), twin.rooms.secret];
    await running.pop()?.stop();
    const again = await open({ folder, tradeFile: SLICE });
    expect(recordsOf(again)).toBe(before);
    expect(again.rooms.secret).toBe(secret);
    expect(await ask(again, 'clock')).toMatchObject({ isStanding: true });
  }, 60_000);

  it('gives the same records for the same seed, clock and calls, also after a reset', async () => {
    const machine = async () => {
      const twin = await open({ tradeFile: SLICE, seed: 'again' });
      const past = recordsOf(twin).length;
      await trade(twin);
      return { twin, past, records: recordsOf(twin) };
    };
    const [one, two] = [await machine(), await machine()];
    const tail = ({ past, records }: { past: number; records: string }) => records.slice(past);
    expect(tail(two)).toBe(tail(one));
    const { twin } = one;
    const { secret } = twin.rooms;
    expect(await ask(twin, 'reset', {})).toEqual({ ok: true });
    expect(recordsOf(twin)).toHaveLength(one.past);
    expect(twin.rooms.world.store.setting('cookie-secret')).toBe(secret);
    await trade(twin);
    expect(tail({ past: one.past, records: recordsOf(twin) })).toBe(tail(one));
  }, 120_000);

  it('receives mail', async () => {
    const ports = await freePorts();
    const twin = await open({ ports });
    const transport = createTransport({ host: '127.0.0.1', port: ports.mail });
    const mail = { from: 'app@example.com', to: 'ada@moss.example', subject: 'Hello', text: 'Ada' };
    await transport.sendMail(mail);
    transport.close();
    expect(twin.rooms.mails.newest()).toMatchObject([{ subject: 'Hello', to: [mail.to] }]);
  }, 60_000);

  it.each(['admin', 'storefront', 'mail'] as const)(
    'does not open where the port of %s is taken, and leaves nothing open',
    async (name) => {
      const ports = await freePorts();
      const rival = createServer();
      await new Promise<void>((resolve) => rival.listen(ports[name], '127.0.0.1', resolve));
      await expect(openTwin({ folder: null, ports })).rejects.toThrow(/EADDRINUSE/);
      await new Promise((resolve) => rival.close(resolve));
      const twin = await open({ ports });
      expect((await fetch(`${twin.adminOrigin}/control/clock`)).status).toBe(200);
    },
    60_000,
  );

  it('ends all of it', async () => {
    const twin = await open();
    const [admin, store] = [twin.adminOrigin, twin.storefrontOrigin];
    expect((await fetch(store)).status).toBeLessThan(500);
    await running.pop()?.stop();
    await expect(fetch(admin)).rejects.toThrow();
    await expect(fetch(store)).rejects.toThrow();
    expect(() => twin.rooms.shop()).toThrow();
  }, 60_000);
});
