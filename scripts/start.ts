/**
 * `npm start`: a database, the screens, web and worker, and a local Shopify whose shop has a year
 * of trade behind it and Laurel still to install. Everything it starts ends with it, in order,
 * however it is ended.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connected, createDatabase, createRoles } from './embedded-postgres/roles.ts';
import { embeddedBinaries, startCluster, type Cluster } from './embedded-postgres/cluster.ts';
import { migrateDeploy } from './migrate-deploy.ts';
import { buildExtensions } from './start/build-extensions.ts';
import { buildScreens } from './start/build-screens.ts';
import { keepRunning } from './start/keep-running.ts';
import { claimPort } from './start/claim-port.ts';
import { isTwinUp, rerouted, twinChild } from './start/start-twin.ts';
import { takeRunFile, type RunFile } from './start/run-file.ts';
import {
  addressOf,
  dataFolder,
  readStartSettings,
  reachableHost,
  type EmbeddedSettings,
  type StartSettings,
  type TwinSettings,
} from './start/settings.ts';

const ROOT = join(import.meta.dirname, '..');
const HEALTH_PATIENCE_MS = 60_000;

/** What a start carries along: how to be told to stop, what to undo then, and where things lie. */
type House = {
  folder: string;
  stop: AbortController;
  undo: (() => Promise<void> | void)[];
};

const beganAt = Number(process.env.LAUREL_BEGAN_AT ?? Date.now());
const stop = new AbortController();
for (const reason of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) {
  process.on(reason, () => stop.abort());
}
const house: House = { folder: dataFolder(process.env), stop, undo: [] };
process.exit(await live(house));

/** Comes up, stays until told to stop, goes down. Returns the exit code. */
async function live({ undo, stop, folder }: House): Promise<number> {
  let code = 0;
  try {
    await comeUp({ undo, stop, folder });
    await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
  } catch (error) {
    if (!stop.signal.aborted) stop.abort(error);
  }
  if (stop.signal.reason instanceof Error && stop.signal.reason.name !== 'AbortError') {
    console.error(`\n${stop.signal.reason.message}`);
    code = 1;
  }
  if (undo.length > 1) console.log('\nStopping …');
  for (const step of undo.toReversed()) await Promise.resolve(step()).catch(complain);
  if (undo.length > 1) console.log('Stopped.');
  return code;
}

async function comeUp({ folder, stop, undo }: House): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const run = await takeRunFile(folder, addressOf(process.env));
  undo.push(run.release);
  const settings = readStartSettings(process.env, folder);
  await claimPort({ setting: 'PORT', host: settings.host, port: settings.port });
  await claimTwinPorts(settings);
  console.log('Starting the database, building the screens and what Shopify hosts …');
  const done = timed();
  const { twin } = settings;
  await allEnded([
    openDatabase({ folder, stop, undo }, settings, run).then(() => done('The database is up')),
    buildScreens(stop.signal).then((built) => built && done('The screens are built')),
    // The twin reads the built extensions once, as Shopify gets them at a deployment.
    buildExtensions(stop.signal).then((built) => {
      if (built) done('The extensions are built');
      stop.signal.throwIfAborted();
      if (twin !== null) undo.push(startTwin(settings, run, { folder, stop }));
    }),
  ]);
  stop.signal.throwIfAborted();
  for (const name of ['worker', 'web'])
    undo.push(startProcess(name, settings, run, { folder, stop }));
  const url = `http://${reachableHost(settings.host)}:${settings.port}`;
  await isHealthy(url, stop.signal);
  done('Web and worker are up');
  if (twin !== null) {
    await isTwinUp(twin, stop.signal);
    done('The local Shopify is up');
  }
  const seconds = ((Date.now() - beganAt) / 1000).toFixed(1);
  const here = (file: string) => relative(process.cwd(), join(folder, file));
  const logs = ['web', 'worker', ...(twin === null ? [] : ['twin'])];
  console.log(
    [
      `\nLaurel is up, ${seconds} s after the command.`,
      ...(twin === null ? [] : placesOfTwin(twin)),
      `  Status      ${url}/status`,
      `  Logs        ${logs.map((name) => here(`${name}.log`)).join(', ')}`,
      '  Stop        Ctrl-C',
    ].join('\n'),
  );
}

async function openDatabase(
  { folder, stop, undo }: House,
  { embedded, ownerUrl }: StartSettings,
  run: RunFile,
): Promise<void> {
  if (embedded !== null) {
    const cluster = await openEmbedded(folder, embedded);
    undo.push(cluster.stop);
    run.noteDatabase({ pid: cluster.pid, folder: cluster.dataDir });
    cluster.onDeath(() =>
      stop.abort(new Error(`PostgreSQL ended by itself; see ${cluster.logFile}`)),
    );
  }
  await migrateDeploy(ownerUrl);
}

async function openEmbedded(folder: string, embedded: EmbeddedSettings): Promise<Cluster> {
  const cluster = await startCluster({
    binDir: embeddedBinaries(ROOT),
    dataDir: join(folder, 'postgres'),
    port: embedded.port,
    password: embedded.admin,
    beforeListening: () =>
      claimPort({ setting: 'DATABASE_PORT', host: '127.0.0.1', port: embedded.port }),
  });
  try {
    await connected(cluster.adminUrl(), async (admin) => {
      await createRoles(admin, embedded.passwords);
      await createDatabase(admin, 'laurel');
    });
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

function startProcess(
  name: string,
  settings: StartSettings,
  run: RunFile,
  { folder, stop }: Pick<House, 'folder' | 'stop'>,
): () => Promise<void> {
  const logFile = join(folder, `${name}.log`);
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
  return keepRunning({
    name,
    script: join(ROOT, 'app', `${name}.ts`),
    nodeArgs: settings.twin === null ? [] : rerouted(ROOT),
    env: settings.env,
    logFile,
    onStart: (pid) => run.note(name, pid),
    onRestart: (words) => console.error(words),
    onGiveUp: (error) => stop.abort(error),
  });
}

/** The twin starts beside the database: it needs neither it nor the screens. */
function startTwin(
  settings: StartSettings,
  run: RunFile,
  { folder, stop }: Pick<House, 'folder' | 'stop'>,
): () => Promise<void> {
  const logFile = join(folder, 'twin.log');
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
  return keepRunning({
    ...twinChild({ root: ROOT, folder, settings }),
    logFile,
    onStart: (pid) => run.note('twin', pid),
    onRestart: (words) => console.error(words),
    onGiveUp: (error) => stop.abort(error),
  });
}

async function claimTwinPorts({ twin }: StartSettings): Promise<void> {
  for (const port of Object.values(twin ?? {})) {
    await claimPort({ setting: 'TWIN_PORT', host: '127.0.0.1', port });
  }
}

function placesOfTwin({ admin, storefront }: TwinSettings): string[] {
  return [
    `  Begin here  http://127.0.0.1:${admin}  the demo shop’s admin: install Laurel under Apps`,
    `  Store       http://127.0.0.1:${storefront}`,
  ];
}

async function isHealthy(url: string, stopped: AbortSignal): Promise<void> {
  const deadline = Date.now() + HEALTH_PATIENCE_MS;
  while (Date.now() < deadline) {
    stopped.throwIfAborted();
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => null,
    );
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`${url}/health did not answer 200 within ${HEALTH_PATIENCE_MS / 1000} s`);
}

/** Waits for all, also when one failed: what the others started has to be undone. */
async function allEnded(works: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** Says what is done, and after how many seconds. */
function timed(): (words: string) => void {
  const from = Date.now();
  return (words) => console.log(`${words} (${((Date.now() - from) / 1000).toFixed(1)} s).`);
}

function complain(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}
