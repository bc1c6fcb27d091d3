/**
 * The twin, put together: the rooms, the ports they are reached by, and the apps that stand before
 * it. Everything listens on loopback.
 */
import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { adminOriginRoutes } from './admin-origin.ts';
import { readApp } from './apps/read-app.ts';
import { createFrontProxy } from './apps/front-proxy.ts';
import { registerApp } from './apps/register-app.ts';
import { browserFiles } from './browser-files.ts';
import { openMailbox } from './mail/mailbox.ts';
import type { App } from './model/app.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { fetchSchemas } from './schema/fetch-schemas.ts';
import { storefrontOriginRoutes } from './storefront-origin.ts';

export type TwinOptions = {
  /** Where the records are kept; null: in memory. */
  readonly folder: string | null;
  readonly ports: { readonly admin: number; readonly storefront: number; readonly mail: number };
  readonly seed?: string;
  readonly shopHandle?: string;
  /** A trade file that becomes the shop's past; null: an empty shop. */
  readonly tradeFile?: string | null;
  readonly complain?: (words: string, error: unknown) => void;
};

export type AppToAdd = {
  /** With `shopify.app.toml` in it. */
  readonly folder: string;
  /** Where the app really listens, e.g. `http://127.0.0.1:3000`. */
  readonly origin: string;
  /** The port of its front door. */
  readonly frontPort: number;
  /** Shared with the app: signs webhooks, tokens and queries. */
  readonly apiSecret: string;
};

export type Twin = {
  readonly rooms: Rooms;
  readonly adminOrigin: string;
  readonly storefrontOrigin: string;
  /** Makes an app known, or known again after its files have changed. */
  readonly addApp: (app: AppToAdd) => Promise<App>;
  /** Runs what is due and delivers what waits, until it is quiet. */
  readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const HOST = '127.0.0.1';
const DUE_EVERY_MS = 250;

/** Starts it; rejects when a port is taken or the schemas cannot be had. */
export async function openTwin(options: TwinOptions): Promise<Twin> {
  const { folder, ports, seed = 'twin', shopHandle = 'demo-shop', tradeFile = null } = options;
  const complain = options.complain ?? ((words, error) => console.error(`${words}:`, error));
  const adminOrigin = `http://${HOST}:${ports.admin}`;
  const storefrontOrigin = `http://${HOST}:${ports.storefront}`;
  await fetchSchemas();
  // Bundling is another process's work: it goes on while the shop's past is told.
  const bundling = browserFiles();
  bundling.catch(() => undefined);
  const rooms = await openRooms({ folder, seed, shopHandle, tradeFile, adminOrigin, complain });
  const known = new Map<string, AppToAdd>();
  const fronts = new Map<number, Server>();
  const undo: (() => Promise<void> | void)[] = [() => rooms.world.close()];

  async function addApp(app: AppToAdd): Promise<App> {
    const frontOrigin = `http://${HOST}:${app.frontPort}`;
    const definition = readApp(app.folder, frontOrigin);
    const { apiSecret, origin } = app;
    const made = registerApp(rooms.world, { definition, apiSecret, origin, frontOrigin });
    await rooms.functions.load(made);
    if (!fronts.has(app.frontPort)) {
      const front = createFrontProxy({
        appOrigin: () => known.get(made.handle)?.origin ?? origin,
        adminOrigin: () => adminOrigin,
      });
      await listening(front, app.frontPort);
      fronts.set(app.frontPort, front);
      undo.push(() => closed(front));
    }
    known.set(made.handle, app);
    return made;
  }

  async function reset(): Promise<void> {
    await rooms.reset();
    for (const app of known.values()) await addApp(app);
  }

  const settle = () => settleRooms(rooms);
  const places = () => placesOf({ rooms, adminOrigin, storefrontOrigin });
  try {
    const files = await bundling;
    const admin = await adminOriginRoutes({
      rooms,
      files,
      storefrontOrigin,
      settle,
      reset,
      places,
    });
    undo.push(await served(admin, ports.admin));
    undo.push(await served(storefrontOriginRoutes(rooms, files), ports.storefront));
    const keep = rooms.mails.keep;
    const mailbox = await openMailbox({ port: ports.mail, now: rooms.world.clock.now, keep });
    undo.push(() => mailbox.close());
    undo.push(keepDue(rooms, complain));
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
  rooms.webhooks.start();
  undo.push(() => rooms.webhooks.stop());
  const stop = () => undoAll(undo);
  return { rooms, adminOrigin, storefrontOrigin, addApp, settle, stop };
}

async function undoAll(undo: (() => Promise<void> | void)[]): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step();
}

/** Tasks may make deliveries and deliveries nothing; both end by themselves. */
async function settleRooms({ world, webhooks }: Rooms): Promise<void> {
  for (;;) {
    const done = await world.tasks.runDue();
    const { delivered } = await webhooks.dispatchDue();
    if (done === 0 && delivered === 0) return;
  }
}

/** Runs what falls due, also at once when the clock is moved. */
function keepDue({ world }: Rooms, complain: (words: string, error: unknown) => void): () => void {
  const run = () => void world.tasks.runDue().catch((error) => complain('tasks', error));
  world.clock.onMoved(run);
  const timer = setInterval(run, DUE_EVERY_MS);
  return () => clearInterval(timer);
}

function placesOf(twin: { rooms: Rooms; adminOrigin: string; storefrontOrigin: string }) {
  const { handle } = twin.rooms.shop();
  return [
    { name: 'Admin', url: `${twin.adminOrigin}/store/${handle}` },
    { name: 'Online store', url: twin.storefrontOrigin },
    { name: 'Point of sale', url: `${twin.adminOrigin}/pos` },
  ];
}

async function served(routes: Hono, port: number): Promise<() => Promise<void>> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const made = serve({ fetch: routes.fetch, port, hostname: HOST }, () => resolve(made));
    made.once('error', reject);
  });
  return () => closed(server as Server);
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
}

/** Lets answers under way go out, then cuts what is still open. */
async function closed(server: Server): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.race([ended, pause(500)]);
  server.closeAllConnections();
  await ended;
}
