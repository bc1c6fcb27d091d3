/**
 * The tiny app of `tests/twin/app`, built by Shopify's own CLI and started in a process of its own.
 * The build is kept by what it is made of, so that a run of the tests builds at most once; its
 * packages are always those of this checkout, as the checkout that built it may be gone.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { buildWithCli, MODULES } from '../../scripts/start/build-with-cli.ts';

const SOURCE = fileURLToPath(new URL('../twin/app/', import.meta.url));
const REROUTE = new URL('../../twin/reroute/reroute.mjs', import.meta.url).href;
const LOCK = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

/** Where the app is at home; `shopify app build` writes it into extensions, from `.env`. */
const HOME = 'https://loyal-stamp.example.com';
/** Compiling a function needs a download; the twin bundles it itself. */
const FUNCTIONS = ['regulars'];

export const APP_SECRET = 'a secret of Loyal Stamp, for tests';

/**
 * A folder with the app as it is deployed: extensions built, and their server's address that of
 * `frontOrigin`. Throws with what the CLI printed where a build fails.
 */
export async function placeLoyalStamp(frontOrigin: string): Promise<string> {
  const built = await buildOnce();
  const folder = mkdtempSync(join(tmpdir(), 'loyal-stamp-'));
  cpSync(built, folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
  symlinkSync(MODULES, join(folder, 'node_modules'));
  for (const name of FUNCTIONS) {
    cpSync(join(SOURCE, 'extensions', name), join(folder, 'extensions', name), { recursive: true });
  }
  for (const bundle of bundlesOf(folder)) {
    writeFileSync(bundle, readFileSync(bundle, 'utf8').replaceAll(HOME, frontOrigin));
  }
  return folder;
}

async function buildOnce(): Promise<string> {
  const shelf = join(tmpdir(), 'loyal-stamp-builds');
  const built = join(shelf, fingerprint());
  if (existsSync(built)) return built;
  mkdirSync(shelf, { recursive: true });
  const folder = mkdtempSync(join(shelf, 'building-'));
  cpSync(SOURCE, folder, { recursive: true });
  for (const name of FUNCTIONS) rmSync(join(folder, 'extensions', name), { recursive: true });
  symlinkSync(MODULES, join(folder, 'node_modules'));
  writeFileSync(join(folder, '.env'), `APP_URL=${HOME}\n`);
  await buildWithCli(folder);
  try {
    renameSync(folder, built);
  } catch (error) {
    // Another process was quicker, and built the same.
    if (!existsSync(built)) throw error;
    rmSync(folder, { recursive: true });
  }
  return built;
}

/** Of all that goes into a build. */
function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(LOCK));
  const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  for (const path of paths.sort()) {
    hash.update(path.slice(SOURCE.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function bundlesOf(folder: string): string[] {
  const extensions = join(folder, 'extensions');
  return readdirSync(extensions)
    .map((name) => join(extensions, name, 'dist', `${name}.js`))
    .filter((path) => existsSync(path));
}

export type RunningLoyalStamp = {
  /** What it has printed so far, by line. */
  readonly said: readonly string[];
  readonly stop: () => Promise<void>;
};

/** Starts the app's own server, which knows the twin only by the preload. */
export async function startLoyalStamp(options: {
  readonly port: number;
  readonly apiKey: string;
  readonly scopes: string;
  readonly appUrl: string;
  readonly adminOrigin: string;
}): Promise<RunningLoyalStamp> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', REROUTE, join(SOURCE, 'server.ts')],
    {
      env: {
        ...process.env,
        PORT: String(options.port),
        SHOPIFY_API_KEY: options.apiKey,
        SHOPIFY_API_SECRET: APP_SECRET,
        SHOPIFY_APP_URL: options.appUrl,
        SCOPES: options.scopes,
        SHOPIFY_TWIN_ORIGIN: options.adminOrigin,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => said.push(...String(chunk).trimEnd().split('\n')));
  }
  await listening(child, said);
  return { said, stop: () => ended(child) };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function listening(child: Child, said: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`The app ended:\n${said.join('\n')}`)));
    child.stdout.on('data', () => {
      if (said.some((line) => line.startsWith('listening'))) resolve();
    });
  });
}

async function ended(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await gone;
}
