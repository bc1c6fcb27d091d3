/**
 * The web process: webhooks, health, pages. It starts only when every setting is there and the
 * database holds it to one program at a time, and it ends only when what it has begun is answered.
 */
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createWebServer } from './adapters/http/web-server.server.ts';
import { composeWeb, type ComposedWeb } from './composition.server.ts';
import { builtPages, missingPages, pagesAreBuilt } from './entry.node.server.ts';
import { readWebEnv } from './env.server.ts';
import type { Log } from './services/ports/log.ts';
import { listenOrGiveUp, startUp } from './start-up.server.ts';

const BUILD_FOLDER = join(import.meta.dirname, '..', 'build');
const BUILD_COMMAND = 'npm run build';
/** How long requests under way may take to end once we were asked to stop. */
const GOODBYE_MS = 10_000;

async function main(): Promise<void> {
  const { env, log, composed } = await startUp({
    name: 'web',
    readEnv: readWebEnv,
    compose: composeWeb,
  });
  const pages = pagesAreBuilt(BUILD_FOLDER)
    ? await builtPages(BUILD_FOLDER, composed.context)
    : missingPages(BUILD_COMMAND);
  if (!pagesAreBuilt(BUILD_FOLDER)) {
    log.warn(
      { command: BUILD_COMMAND },
      'The pages are not built; webhooks are taken all the same.',
    );
  }
  const { ingest, wake, readiness, watch } = composed;
  const server = createWebServer({ ingest, wake, readiness, watch, log, pages });
  await listenOrGiveUp(server, { host: env.host, port: env.port, setting: 'PORT' });
  log.info({ host: env.host, port: env.port }, `Listening on http://${env.host}:${env.port}`);
  stopWhenAsked(server, composed, log);
}

function stopWhenAsked(server: Server, web: ComposedWeb, log: Log): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Stopping.');
    setTimeout(() => server.closeAllConnections(), GOODBYE_MS).unref();
    setTimeout(() => process.exit(1), 2 * GOODBYE_MS).unref();
    // A connection kept alive is idle only once its last answer is out: close() looks just once.
    const sweeping = setInterval(() => server.closeIdleConnections(), 50);
    await new Promise((resolve) => server.close(resolve));
    clearInterval(sweeping);
    await web.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

await main();
