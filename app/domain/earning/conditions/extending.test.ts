import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const HOUSE = join(import.meta.dirname, '../../../..');

/** A block of the page: what it is about stands in its first line. */
type Block = { readonly path: string; readonly content: string };

test.each([
  ['a condition', 'check.ts', 'app/domain/earning/conditions'],
  ['an expiry model', 'check-expiry.ts', 'app/domain/expiry'],
  ['a reward kind', 'check-reward.ts', 'app/domain/rewards'],
])('the page on extending the language adds %s, and it works', async (_title, check, room) => {
  const page = await readFile(join(HOUSE, 'docs/extending.md'), 'utf8');
  const [checks, files] = parted(blocksOf(page, 'ts', '// '), ({ path }) => path === check);
  const news = files.filter(({ path }) => path.startsWith(room));
  const changes = blocksOf(page, 'diff', '--- ').filter(({ path }) => path.startsWith(room));
  expect([checks.length, news.length, changes.length]).toEqual([1, 1, 1]);

  const copy = await copyOfHouse();
  await write(copy, checks);
  // What is to be added is not there yet, so the check does not pass by itself.
  await expect(run(copy, check)).rejects.toThrow('AssertionError');

  await write(copy, news);
  for (const { path, content } of changes) {
    const before = await readFile(join(copy, path), 'utf8');
    await writeFile(join(copy, path), changed(before, content));
  }
  await run(copy, check);
});

/** What is said by the page's blocks in that language. */
function blocksOf(page: string, language: string, mark: string): Block[] {
  const fence = '```';
  const blocks = page.matchAll(
    new RegExp(`^${fence}${language}\\n${mark}(.*)\\n([^]*?)^${fence}`, 'gm'),
  );
  return [...blocks].map(([, path = '', content = '']) => ({ path, content }));
}

/** The domain and its contracts, where a file can be added without anybody noticing. */
async function copyOfHouse(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'laurel-extending-'));
  onTestFinished(() => rm(copy, { recursive: true }));
  for (const room of ['app/domain', 'app/contracts', 'package.json']) {
    const filter = (path: string) => !path.includes('.test.');
    await cp(join(HOUSE, room), join(copy, room), { recursive: true, filter });
  }
  await symlink(join(HOUSE, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

async function write(copy: string, files: readonly Block[]): Promise<void> {
  for (const { path, content } of files) await writeFile(join(copy, path), content);
}

async function run(copy: string, check: string): Promise<void> {
  await promisify(execFile)(process.execPath, [check], { cwd: copy });
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** Carries a diff out: what it keeps or takes away must be there, in that order. */
function changed(before: string, diff: string): string {
  const lines = before.split('\n');
  const made: string[] = [];
  let added: string[] = [];
  for (const line of diff.trimEnd().split('\n')) {
    const [mark, text] = [line.charAt(0), line.slice(1)];
    if (mark === '+') {
      added.push(text);
      continue;
    }
    const at = lines.indexOf(text);
    expect(at, `“${text}” stands in the file`).toBeGreaterThan(-1);
    made.push(...lines.splice(0, at), ...added);
    added = [];
    lines.shift();
    if (mark !== '-') made.push(text);
  }
  return [...made, ...added, ...lines].join('\n');
}
