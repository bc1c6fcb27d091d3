/**
 * The files the rules judge: everything git tracks and everything new that it does not ignore.
 * Without git (a downloaded archive) the folders are walked instead, leaving out what .gitignore
 * names.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeFile } from './rule.ts';

const BINARY = /\.(gz|png|jpg|jpeg|gif|ico|webp|woff2?|pdf|zip|bin)$/;

/** Every file of the repository at `root`, sorted by path; a picture or archive has no text. */
export function readTree(root: string): TreeFile[] {
  const paths = listByGit(root) ?? listByWalking(root);
  return paths
    .filter((path) => isFile(join(root, path)))
    .sort()
    .map((path) => ({
      path,
      text: BINARY.test(path) ? '' : readFileSync(join(root, path), 'utf8'),
    }));
}

/** What git knows or would add; null where there is no git or no repository. */
export function listByGit(root: string): string[] | null {
  if (!existsSync(join(root, '.git'))) return null;
  // A clone may belong to another user than the one who tests it; only reading, we trust it.
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '-co', '--exclude-standard'];
  const listed = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (listed.status !== 0) return null;
  return listed.stdout.split('\0').filter((path) => path !== '' && isFile(join(root, path)));
}

/** What lies below `root` and is not ignored; understands the plain names our .gitignore uses. */
export function listByWalking(root: string): string[] {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((name) => new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.*')}$`));
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name === '.git' || ignored.some((name) => name.test(entry.name))) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk('');
  return found;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
