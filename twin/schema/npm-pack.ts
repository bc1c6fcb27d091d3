/** The ordinary npm client brings one package, as it would for anybody who typed the command. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The bytes of a package's archive, e.g. of `@shopify/dev-mcp@1.16.0`, put into `folder` on the
 * way. Nothing of the package runs. Throws a sentence where npm fails, which it mostly does
 * offline.
 */
export async function npmPack(pinned: string, folder: string): Promise<Buffer> {
  const args = ['pack', pinned, '--ignore-scripts', '--loglevel=error', '--pack-destination', '.'];
  const { code, output } = await runNpm(args, folder);
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || archive === undefined) {
    throw new Error(
      `Shopify's schemas are in the package ${pinned}, and npm could not fetch it. ` +
        `They are fetched once and then kept; is this machine online? npm said:\n${output.trim()}`,
    );
  }
  return readFile(join(folder, archive));
}

type Ran = { readonly code: number | null; readonly output: string };

function runNpm(args: readonly string[], cwd: string): Promise<Ran> {
  // Under `npm run` npm names itself; anywhere else it is on the PATH.
  const npm = process.env.npm_execpath;
  const isNamed = npm?.endsWith('.js') === true;
  const child = spawn(isNamed ? process.execPath : 'npm', isNamed ? [npm, ...args] : args, {
    cwd,
    shell: !isNamed && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (output += text.toString()));
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
