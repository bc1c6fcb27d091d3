/**
 * PostgreSQL refuses to run as root, and containers often are root. As root we give the server a
 * user namespace in which root looks like `nobody`; where the kernel forbids that we switch to
 * `nobody` for real, which needs folders that `nobody` may enter. Nobody else is root: run plainly.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
} from 'node:fs';
import { renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The one uid that has a passwd entry everywhere; initdb asks for its name. */
const NOBODY = 65534;
const NAMESPACE = ['-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

export type AccountKind = 'plain' | 'namespace' | 'nobody';

/** How to run the server's programs on this machine, and where its files must lie for that. */
export type Account = {
  kind: AccountKind;
  binDir: string;
  dataDir: string;
  /** Wraps a program's command line for spawn(). */
  command: (program: string, args: readonly string[]) => [file: string, args: string[]];
  spawnAs: { uid?: number; gid?: number };
  /** Who owns the data folder on disk; null: whoever we are. */
  owner: number | null;
};

/** Picks the way this process can run the server. `kind` overrides the choice, for tests. */
export function serverAccount(wanted: {
  binDir: string;
  dataDir: string;
  kind?: AccountKind | undefined;
}): Account {
  const kind = wanted.kind ?? accountKind();
  const plain = { ...wanted, kind, spawnAs: {}, owner: null };
  const program = (binDir: string, name: string) => join(binDir, name);
  if (kind === 'plain') {
    return { ...plain, command: (name, args) => [program(wanted.binDir, name), [...args]] };
  }
  if (kind === 'namespace') {
    const command = (name: string, args: readonly string[]): [string, string[]] => [
      'unshare',
      [...NAMESPACE, program(wanted.binDir, name), ...args],
    ];
    return { ...plain, command, owner: 0 };
  }
  const binDir = reachableBinaries(wanted.binDir);
  return {
    kind,
    binDir,
    dataDir: isReachable(dirname(wanted.dataDir))
      ? wanted.dataDir
      : join(openRoom(wanted.dataDir), 'data'),
    command: (name, args) => [program(binDir, name), [...args]],
    spawnAs: { uid: NOBODY, gid: NOBODY },
    owner: NOBODY,
  };
}

/** Hands the data folder to the account's owner; a folder may have been made another way before. */
export function giveTo(owner: number | null, folder: string): void {
  if (owner === null || statSync(folder).uid === owner) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (!lstatSync(path).isSymbolicLink()) chownSync(path, owner, owner);
  }
  chownSync(folder, owner, owner);
}

function accountKind(): AccountKind {
  if (process.getuid?.() !== 0) return 'plain';
  return spawnSync('unshare', [...NAMESPACE, 'true']).status === 0 ? 'namespace' : 'nobody';
}

/** Whether somebody who is neither owner nor in the group can walk down to the folder. */
function isReachable(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || isReachable(parent);
}

/** A root-owned folder others may enter, the same one each time for the same path. */
function openRoom(path: string): string {
  const room = join(
    '/var/tmp',
    `laurel-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`,
  );
  mkdirSync(room, { recursive: true, mode: 0o755 });
  const found = lstatSync(room);
  // /var/tmp is everybody's: somebody else may have put a folder of theirs in our place.
  if (!found.isDirectory() || found.uid !== 0) {
    throw new Error(
      `${room} is not ours; remove it, or move the project to a folder others may enter`,
    );
  }
  chmodSync(room, 0o755);
  return room;
}

function reachableBinaries(binDir: string): string {
  if (isReachable(binDir)) return binDir;
  const home = dirname(binDir);
  const stamp = Math.trunc(statSync(join(binDir, 'postgres')).mtimeMs);
  const copy = join(openRoom(home), `server-${stamp}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(home, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return join(copy, basename(binDir));
}
