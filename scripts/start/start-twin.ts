/**
 * The local Shopify of the demo, as a child of `npm start`: it keeps its shop in the data folder,
 * and Laurel is an app that the shop can install. It is told nothing else of this house.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { reachableHost, type StartSettings, type TwinSettings } from './settings.ts';

// The first start fetches Shopify's schemas.
const PATIENCE_MS = 90_000;

/** What to run. Throws where there is no twin to run. */
export function twinChild(given: {
  readonly root: string;
  readonly folder: string;
  readonly settings: StartSettings;
}) {
  const { root, folder, settings } = given;
  const { twin, host, port, env } = settings;
  if (twin === null) throw new Error('There is no twin to run.');
  const origin = `http://${reachableHost(host)}:${port}`;
  return {
    name: 'twin',
    script: join(root, 'twin', 'main.ts'),
    nodeArgs: ['--disable-warning=ExperimentalWarning'],
    args: [
      ...['--folder', join(folder, 'twin')],
      ...['--port', String(twin.admin), '--store-port', String(twin.storefront)],
      ...['--mail-port', String(twin.mail)],
      ...['--app', `${root},${origin},${twin.front}`],
    ],
    env: { ...forNpm(process.env), SHOPIFY_API_SECRET: env.SHOPIFY_API_SECRET },
  };
}

/** What npm is set up by: its own settings, proxies, and the certificates a network may demand. */
const FOR_NPM = new RegExp(
  '^(path|home|userprofile|appdata|localappdata|systemroot|te?mp|npm_config_.*|.*_proxy|' +
    'node_extra_ca_certs|ssl_cert_file|ssl_cert_dir)$',
  'i',
);

/** npm fetches the schemas: what it needs is passed on, and nothing else of ours. */
function forNpm(source: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const isForNpm = (name: string) => FOR_NPM.test(name);
  return Object.fromEntries(Object.entries(source).filter(([name]) => isForNpm(name)));
}

/** Resolves when it answers; rejects after a good while, or when told to stop. */
export async function isTwinUp({ admin }: TwinSettings, stopped: AbortSignal): Promise<void> {
  const url = `http://127.0.0.1:${admin}/control/clock`;
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    stopped.throwIfAborted();
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`${url} did not answer 200 within ${PATIENCE_MS / 1000} s; see twin.log`);
}

/** The preload by which web and worker, unchanged, find the twin where Shopify would be. */
export function rerouted(root: string): string[] {
  return ['--import', pathToFileURL(join(root, 'twin', 'reroute', 'reroute.mjs')).href];
}
