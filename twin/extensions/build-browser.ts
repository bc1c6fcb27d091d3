/** The scripts a page needs to run UI extensions, bundled at start and served as they are. */
import { fileURLToPath } from 'node:url';
import { bundleBrowserModules, type ServedFile } from '../browser-bundle/bundle.ts';

/** Import `runExtension` from here. */
export const HOST_PATH = '/twin-assets/extension-host.js';
/** Hand this to `runExtension` as `workerUrl`. */
export const WORKER_PATH = '/twin-assets/extension-worker.js';

/** Served path → file. */
export async function bundleBrowser(): Promise<Map<string, ServedFile>> {
  return bundleBrowserModules({
    [HOST_PATH]: fileURLToPath(new URL('./browser/host.ts', import.meta.url)),
    [WORKER_PATH]: fileURLToPath(new URL('./browser/worker.ts', import.meta.url)),
  });
}
