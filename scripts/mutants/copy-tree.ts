/**
 * Copies of the tree to plant bugs in, so that the tree itself never holds one, however a run ends.
 * What git ignores is left out: a build of the copy is the copy's own. The packages are linked.
 */
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listByGit, listByWalking } from '../../tests/tidy/read-tree.ts';

export type Copies = {
  /** One folder each. */
  readonly folders: readonly string[];
  readonly remove: () => void;
};

/** Copies the tree at `root` so many times. */
export function copyTree(root: string, times: number): Copies {
  const paths = listByGit(root) ?? listByWalking(root);
  // Vite knows files by their real paths, and a system's temporary folder may be a link.
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'laurel-mutants-')));
  const remove = () => rmSync(home, { recursive: true, force: true });
  const folders = Array.from({ length: times }, (_, place) => join(home, String(place)));
  try {
    for (const [place, folder] of folders.entries()) {
      // Somebody may be editing the tree: every further copy is one of the first.
      copyPaths({ from: place === 0 ? root : join(home, '0'), to: folder, paths });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    }
  } catch (error) {
    remove();
    throw error;
  }
  return { folders, remove };
}

function copyPaths({ from, to, paths }: { from: string; to: string; paths: readonly string[] }) {
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    mkdirSync(join(to, folder), { recursive: true });
  }
  for (const path of paths) copyFileSync(join(from, path), join(to, path));
}
