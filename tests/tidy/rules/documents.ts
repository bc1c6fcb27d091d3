import { dirname, posix } from 'node:path';
import { file, planted, type Rule, type TreeFile } from '../rule.ts';

type Mention = { readonly target: string; readonly line: number };

export const linksResolve: Rule = {
  name: 'every link between documents leads somewhere',
  check: (files) => {
    const known = knownPaths(files);
    return files.filter(isDocument).flatMap((each) =>
      linksOf(each)
        .filter(({ target }) => !known.has(resolveFrom(each.path, target)))
        .map(({ target, line }) => ({
          path: each.path,
          line,
          problem: `The link '${target}' leads nowhere.`,
          remedy: 'Link a file of the repository, by its path from this document.',
        })),
    );
  },
  caught: [
    planted('README.md', ['', 'See [how](docs/how.md#start).'], 2),
    planted('docs/a.md', ['[b]: ../b.md'], 1),
  ],
  allowed: [
    [file('README.md', 'See [how](docs/how.md#start) and [docs](docs/).'), file('docs/how.md', '')],
    [
      file('docs/a.md', '[b](../README.md) [c](https://example.com) [d](#d)'),
      file('README.md', ''),
    ],
    [file('docs/a.md', '```', '[b](nowhere.md)', '```', 'a `[c](nowhere.md)`')],
  ],
};

/** A path in backticks that begins with one of our folders is a promise that it exists. */
export const pathsExist: Rule = {
  name: 'documents name files that exist',
  check: (files) => {
    const known = knownPaths(files);
    return files.filter(isDocument).flatMap((each) =>
      pathsOf(each)
        .filter(({ target }) => !known.has(target.replace(/\/$/, '')))
        .map(({ target, line }) => ({
          path: each.path,
          line,
          problem: `\`${target}\` does not exist.`,
          remedy: 'Name it as it is called today, or say in words what will come.',
        })),
    );
  },
  caught: [planted('docs/a.md', ['It lives in `app/domain/fold.ts`.'], 1)],
  allowed: [
    [file('docs/a.md', '`app/domain/fold.ts`, `app/domain/`'), file('app/domain/fold.ts', '')],
    [file('docs/a.md', '`app/**/x.ts`, `scripts/<name>.ts`, `build/server.js`, `docs/NNNN-x.md`')],
    [file('docs/a.md', '`twin` and `tests/…`, `npm run bench -- x`')],
  ],
};

function isDocument({ path }: TreeFile): boolean {
  return path.endsWith('.md');
}

/** Every file and every folder on the way to one. */
function knownPaths(files: readonly TreeFile[]): ReadonlySet<string> {
  const known = new Set<string>(['.']);
  for (const { path } of files) {
    for (let part = path; part !== '.'; part = dirname(part)) known.add(part);
  }
  return known;
}

function resolveFrom(path: string, target: string): string {
  const clean = decodeURI(target.split('#')[0] ?? '').replace(/\/$/, '');
  return posix.normalize(posix.join(posix.dirname(path), clean)).replace(/\/$/, '');
}

function linksOf(each: TreeFile): Mention[] {
  const inline = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;
  const reference = /^\[[^\]]+\]:\s+<?(\S+?)>?$/g;
  return proseOf(each).flatMap(({ text, line }) => {
    const bare = text.replace(/`[^`]*`/g, '');
    const matches = [...bare.matchAll(inline), ...bare.matchAll(reference)];
    return matches
      .map((match) => ({ target: match[1] ?? '', line }))
      .filter(({ target }) => !/^([a-z]+:|#|\/\/)/i.test(target));
  });
}

function pathsOf(each: TreeFile): Mention[] {
  const ours = /`((?:app|extensions|prisma|twin|tests|bench|docs|scripts)\/[a-z0-9_./$-]*)`/gi;
  return proseOf(each).flatMap(({ text, line }) =>
    [...text.matchAll(ours)]
      .map((match) => ({ target: match[1] ?? '', line }))
      .filter(({ target }) => !/NNNN|\.\.\.|YYYY/.test(target)),
  );
}

/** The lines outside fenced blocks. */
function proseOf(each: TreeFile): { text: string; line: number }[] {
  let fenced = false;
  return each.text.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) {
      fenced = !fenced;
      return [];
    }
    return fenced ? [] : [{ text, line: index + 1 }];
  });
}
