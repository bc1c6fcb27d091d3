import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
/** Without these, `npm ci` misses platform packages that the registry does not have. */
const OVERRIDES = ['rollup', 'msgpackr-extract'];

type Named = Readonly<Record<string, string>>;
type Manifest = Partial<Record<(typeof KINDS)[number] | 'overrides', Named>>;
type Lock = { readonly packages?: Readonly<Record<string, Manifest & { resolved?: string }>> };

export const exactVersions: Rule = {
  name: 'package.json names exact versions and the overrides that make npm ci whole',
  check: (files) =>
    files
      .filter(({ path }) => path === 'package.json')
      .flatMap((each) => {
        const manifest = JSON.parse(each.text) as Manifest;
        const loose = KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}))
          .filter(([, version]) => !EXACT.test(version))
          .map(([name, version]) => ({
            path: each.path,
            line: lineNaming(each, name),
            problem: `${name} is '${version}', which another day may mean something else.`,
            remedy: 'Name one version, without ^ or ~, and run npm install to renew the lock.',
          }));
        const missing = OVERRIDES.filter((name) => !manifest.overrides?.[name]).map((name) => ({
          path: each.path,
          line: 1,
          problem: `The override of ${name} is gone.`,
          remedy: 'Put it back: without it npm drops platform packages from the lock silently.',
        }));
        return [...loose, ...missing];
      }),
  caught: [
    planted(
      'package.json',
      [
        '{ "dependencies": {',
        '  "pg": "^8.0.0" },',
        '  "overrides": { "rollup": "4.67.4", "msgpackr-extract": "3.0.4" } }',
      ],
      2,
    ),
    planted('package.json', ['{ "overrides": { "rollup": "4.67.4" } }'], 1),
  ],
  allowed: [
    [
      file(
        'package.json',
        '{ "dependencies": { "pg": "8.23.1", "x": "1.0.0-beta.17" },',
        '  "overrides": { "rollup": "4.67.4", "msgpackr-extract": "3.0.4" } }',
      ),
    ],
  ],
};

export const wholeLock: Rule = {
  name: 'package-lock.json is whole and names no host',
  check: (files) => {
    const lock = files.find(({ path }) => path === 'package-lock.json');
    if (!lock) return [];
    const manifest = files.find(({ path }) => path === 'package.json');
    const packages = (JSON.parse(lock.text) as Lock).packages ?? {};
    return [
      ...hostsOf(lock),
      ...missingOptionals(lock, packages),
      ...(manifest ? staleRoots(lock, packages[''] ?? {}, manifest) : []),
    ];
  },
  caught: [
    planted(
      'package-lock.json',
      ['{ "packages": { "node_modules/a": {', '"resolved": "https://host/a.tgz" } } }'],
      2,
    ),
    planted(
      'package-lock.json',
      [
        '{ "packages": { "node_modules/a": {',
        '"optionalDependencies": { "a-linux": "1.0.0" } } } }',
      ],
      2,
    ),
    {
      files: [
        file('package.json', '{ "dependencies": { "a": "1.0.1" } }'),
        file(
          'package-lock.json',
          '{ "packages": { "": {',
          '"dependencies": { "a": "1.0.0" } } } }',
        ),
      ],
      at: ['package-lock.json:2'],
    },
  ],
  allowed: [
    [
      file('package.json', '{ "dependencies": { "a": "1.0.0" } }'),
      file(
        'package-lock.json',
        '{ "packages": { "": { "dependencies": { "a": "1.0.0" } },',
        '  "node_modules/a": { "optionalDependencies": { "b": "1", "c": "1" } },',
        '  "node_modules/a/node_modules/b": {}, "node_modules/c": {} } }',
      ),
    ],
  ],
};

function hostsOf(lock: TreeFile): Violation[] {
  return lock.text.split('\n').flatMap((line, index) =>
    /"resolved":/.test(line)
      ? [
          {
            path: lock.path,
            line: index + 1,
            problem: 'The lock names where a package was downloaded.',
            remedy: 'Keep omit-lockfile-registry-resolved=true in .npmrc and renew the lock.',
          },
        ]
      : [],
  );
}

/** npm drops an optional package it cannot find without a word, and `npm ci` fails later. */
function missingOptionals(lock: TreeFile, packages: NonNullable<Lock['packages']>): Violation[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !folders(path).some((folder) => packages[`${folder}node_modules/${name}`]))
      .map((name) => ({
        path: lock.path,
        line: lineNaming(lock, name),
        problem: `${path || 'the project'} may need ${name}, which the lock does not hold.`,
        remedy: 'Name a version that exists for every platform (an override), renew the lock.',
      })),
  );
}

/** Where node would look from `path`, nearest first: `a/node_modules/b` → that, `a/`, the root. */
function folders(path: string): string[] {
  const found = path === '' ? [] : [`${path}/`];
  for (
    let at = path.lastIndexOf('/node_modules/');
    at >= 0;
    at = path.lastIndexOf('/node_modules/', at - 1)
  )
    found.push(`${path.slice(0, at)}/`);
  return [...found, ''];
}

function staleRoots(lock: TreeFile, root: Manifest, manifestFile: TreeFile): Violation[] {
  const manifest = JSON.parse(manifestFile.text) as Manifest;
  return KINDS.flatMap((kind) => {
    const [wanted, locked] = [manifest[kind] ?? {}, root[kind] ?? {}];
    return [...new Set([...Object.keys(wanted), ...Object.keys(locked)])]
      .filter((name) => wanted[name] !== locked[name])
      .map((name) => ({
        path: lock.path,
        line: lineNaming(lock, name),
        problem: `${name} is ${wanted[name] ?? 'absent'} in package.json, not in the lock.`,
        remedy: 'Run npm install and keep both files.',
      }));
  });
}

function lineNaming(each: TreeFile, name: string): number {
  return Math.max(1, each.text.split('\n').findIndex((line) => line.includes(`"${name}":`)) + 1);
}
