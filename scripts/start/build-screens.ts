/** Builds the screens with Remix, unless the last build was made from the very same files. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { takeTurn } from '../install/take-turn.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['app', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/** Returns whether anything had to be built. Throws with Remix's last words if it cannot be. */
export async function buildScreens(stopped?: AbortSignal, root = ROOT): Promise<boolean> {
  const stamp = join(root, 'build', '.laurel-build');
  const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(root);
  if (isBuilt()) return false;
  const release = await takeTurn(join(root, 'node_modules', '.laurel-building.pid'));
  try {
    if (isBuilt()) return false;
    const sources = hashOf(root);
    await runRemix(root, stopped);
    writeFileSync(stamp, sources);
    return true;
  } finally {
    release();
  }
}

async function runRemix(root: string, stopped?: AbortSignal): Promise<void> {
  const remix = join(root, 'node_modules/@remix-run/dev/dist/cli.js');
  const child = spawn(process.execPath, [remix, 'vite:build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(stopped && { signal: stopped }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`remix vite:build failed (exit ${code}):\n${output.trim()}`);
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of filesUnder(path)) {
      hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [path];
    throw error;
  }
}
