/**
 * Brings node_modules in line with package-lock.json, and only when it is not. A stamp inside
 * node_modules names the lock file it was installed from; npm removes it with everything else when
 * it begins, so an installation cut short leaves none. Built-ins only.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeTurn } from './take-turn.mjs';

const STAMP = '.laurel-install.json';

/** Installs for `mode`: 'production' is enough to run, 'full' is for tests too and serves both. */
export async function installPackages(root, mode) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (serves(readStamp(root), lock, mode)) return;
  // Two commands started in a fresh clone at once would install over each other.
  const release = await takeTurn(join(root, '.laurel', 'installing.pid'), () =>
    console.error('Another command installs the packages; waiting for it …'),
  );
  try {
    const stamp = readStamp(root);
    const before = serves(stamp, lock, mode) ? stamp : (installedByHand(root, lock) ?? stamp);
    if (!serves(before, lock, mode)) {
      // Someone who ran the tests here will run them again: keep what they need.
      const goal = before?.mode === 'full' ? 'full' : mode;
      await install(root, goal);
      writeStamp(root, { lock, mode: goal });
    } else {
      writeStamp(root, before);
    }
  } finally {
    release();
  }
}

function serves(stamp, lock, mode) {
  return stamp?.lock === lock && (stamp.mode === 'full' || stamp.mode === mode);
}

function readStamp(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', STAMP), 'utf8'));
  } catch {
    return undefined;
  }
}

function writeStamp(root, stamp) {
  writeFileSync(join(root, 'node_modules', STAMP), JSON.stringify(stamp));
}

/** What a plain `npm ci` left behind: a stamp if it holds all that the lock file names. */
function installedByHand(root, lock) {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  let here;
  try {
    here = read('node_modules/.package-lock.json');
  } catch {
    return undefined;
  }
  const wanted = Object.entries(read('package-lock.json')).filter(
    ([path, entry]) => path !== '' && !entry.optional && !entry.devOptional,
  );
  const missing = wanted.filter(([path, entry]) => here[path]?.version !== entry.version);
  if (missing.length === 0) return { lock, mode: 'full' };
  return missing.every(([, entry]) => entry.dev) ? { lock, mode: 'production' } : undefined;
}

async function install(root, mode) {
  const what = mode === 'full' ? 'packages' : 'packages it runs on';
  const stopSaying = say(`Installing the ${what} (a minute or so, once)`);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  args.push(mode === 'full' ? '--include=dev' : '--omit=dev', '--include=optional');
  const { code, output } = await runNpm(root, args);
  stopSaying(code === 0 ? 'done' : 'failed');
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed (exit ${code}):\n${output.trim()}`);
}

function runNpm(root, args) {
  // Under `npm run` npm names itself; anywhere else it is on the PATH.
  const npm = process.env.npm_execpath;
  const [file, rest] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const child = spawn(file, rest, {
    cwd: root,
    shell: file === 'npm' && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const stop = (signal) => {
    child.kill(signal);
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
      resolve({ code, output });
    });
  });
}

/** Says on stderr that something takes its time, and for how long it has. */
function say(words) {
  const beganAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - beganAt) / 1000)} s`;
  const isTerminal = process.stderr.isTTY;
  process.stderr.write(isTerminal ? `${words} …` : `${words} …\n`);
  const tick = () =>
    process.stderr.write(isTerminal ? `\r${words} … ${seconds()} ` : `  … ${seconds()}\n`);
  const timer = setInterval(tick, isTerminal ? 1000 : 10_000);
  return (end) => {
    clearInterval(timer);
    process.stderr.write(
      isTerminal ? `\r${words} … ${end}, ${seconds()}\n` : `  ${end}, ${seconds()}\n`,
    );
  };
}
