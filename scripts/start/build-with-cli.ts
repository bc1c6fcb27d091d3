/** Shopify's own CLI as a developer runs it: `shopify app build`, without a login or network. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where the CLI itself lies, and what it bundles. */
export const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

const OUTPUT_MAX_BYTES = 16 * 1024 * 1024;

/**
 * Builds the app in `folder`, which needs a `shopify.app.toml` with a `client_id` and a
 * `node_modules`; returns what the CLI printed. Throws with that where it fails.
 */
export async function buildWithCli(folder: string, stopped?: AbortSignal): Promise<string> {
  const command = join(MODULES, '@shopify/cli/bin/run.js');
  const args = [command, 'app', 'build', '--skip-dependencies-installation', '--no-color'];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      cwd: folder,
      env: cliEnv(process.env),
      maxBuffer: OUTPUT_MAX_BYTES,
      ...(stopped && { signal: stopped }),
    });
    return `${stdout}${stderr}`;
  } catch (error) {
    stopped?.throwIfAborted();
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`shopify app build failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}

/**
 * npm says where it was started, and the CLI believes that rather than its own folder. What is set
 * for a shop's app (SHOPIFY_API_KEY and its like) are flags to the CLI: a bundle must not depend on
 * who builds it.
 */
function cliEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...env, CI: '1' };
  for (const name of Object.keys(kept)) {
    if (name === 'INIT_CWD' || name.startsWith('SHOPIFY_')) delete kept[name];
  }
  kept.SHOPIFY_CLI_NO_ANALYTICS = '1';
  return kept;
}
