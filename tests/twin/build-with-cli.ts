/** Shopify's own CLI as a developer runs it: `shopify app build`, without a login. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The CLI asks for Node 22 and finds its packages here. */
export const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

/** Builds the app in `folder`; throws with what the CLI printed where it fails. */
export async function buildWithCli(folder: string): Promise<void> {
  const command = join(MODULES, '@shopify/cli/bin/run.js');
  const args = [command, 'app', 'build', '--skip-dependencies-installation', '--no-color'];
  // npm says where it was started, and the CLI believes that rather than its own folder.
  const { INIT_CWD: _startedIn, ...env } = process.env;
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: folder,
      env: { ...env, CI: '1', SHOPIFY_CLI_NO_ANALYTICS: '1' },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`shopify app build failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
