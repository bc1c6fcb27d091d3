import { adapterFolder, roomOf, type Room } from '../rooms.ts';
import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { importsOf, isCode, isTest, packageOf, resolveImport, type Import } from '../source.ts';

type Law = {
  readonly rooms: readonly Room[];
  /** Packages the room may import; absent where any will do (see library-homes). */
  readonly packages?: readonly string[];
  readonly remedy: string;
};

const COMPOSE = 'Let composition.server.ts build it and call it through a service.';

/** Imports go downwards only. A room that is not listed may know everything. */
const LAWS: Readonly<Partial<Record<Room, Law>>> = {
  domain: {
    rooms: ['domain'],
    packages: [],
    remedy:
      'The domain is plain data and pure functions: pass what it needs in as a parameter, ' +
      'or move the file to a room that may know it.',
  },
  contracts: {
    rooms: ['contracts', 'domain'],
    packages: ['zod'],
    remedy: 'A contract is a zod schema over domain types; move the rest to a service or adapter.',
  },
  services: {
    rooms: ['services', 'contracts', 'domain'],
    packages: [],
    remedy: 'Name what you need in app/services/ports/ and let composition.server.ts hand it in.',
  },
  adapters: {
    rooms: ['contracts', 'domain'],
    remedy:
      'An adapter knows domain, contracts, services/ports/ and its own library only: take what ' +
      'is missing as a parameter and let composition.server.ts hand it in.',
  },
  jobs: { rooms: ['jobs', 'services', 'contracts', 'domain', 'entry'], remedy: COMPOSE },
  routes: { rooms: ['routes', 'ui', 'services', 'contracts', 'domain', 'entry'], remedy: COMPOSE },
  ui: {
    rooms: ['ui', 'contracts', 'domain'],
    packages: [
      'react',
      'react-dom',
      '@shopify/polaris',
      '@shopify/polaris-icons',
      '@shopify/app-bridge-react',
      '@shopify/shopify-app-remix',
      '@remix-run',
    ],
    remedy: 'A view is given its view-model and fetches nothing: load it in the route.',
  },
  entry: {
    rooms: ['entry', 'domain', 'contracts', 'services', 'adapters', 'jobs', 'routes', 'ui'],
    remedy: 'app/ stands by itself; move what it shares with the other folder to a contract.',
  },
  twin: {
    rooms: ['twin'],
    remedy: 'The twin is a Shopify that any app could run on: speak to the app over HTTP.',
  },
  extensions: {
    rooms: ['extensions'],
    remedy: 'An extension is bundled alone: only `import type … from` app/contracts is free.',
  },
};

function judge(from: TreeFile, imported: Import): Violation | null {
  const room = roomOf(from.path);
  const law = LAWS[room];
  if (!law) return null;
  const violation = (problem: string): Violation => ({
    path: from.path,
    line: imported.line,
    problem,
    remedy: law.remedy,
  });
  const target = resolveImport(from.path, imported.specifier);
  if (target === null) {
    if (isTest(from.path) || mayUse(law, imported.specifier)) return null;
    return violation(`${room} must not import '${imported.specifier}'.`);
  }
  if (mayReach(from.path, target, imported, law)) return null;
  return violation(`${room} must not import ${target}.`);
}

function mayUse(law: Law, specifier: string): boolean {
  const name = packageOf(specifier);
  return !law.packages || law.packages.some((free) => free === name || name.startsWith(`${free}/`));
}

function mayReach(from: string, target: string, imported: Import, law: Law): boolean {
  const [fromRoom, room] = [roomOf(from), roomOf(target)];
  if (isTest(from) && isTest(target)) return true;
  if (fromRoom === 'adapters') {
    if (room === 'adapters') return adapterFolder(from) === adapterFolder(target);
    if (target.startsWith('app/services/ports/')) return true;
  }
  if (fromRoom === 'extensions' && room === 'contracts') return imported.typeOnly;
  return law.rooms.includes(room);
}

export const importDirections: Rule = {
  name: 'imports go downwards only',
  check: (files) =>
    files
      .filter((each) => isCode(each.path))
      .flatMap((each) => importsOf(each).map((imported) => judge(each, imported)))
      .filter((violation) => violation !== null),
  caught: [
    planted('app/domain/fold.ts', ["import { z } from 'zod';", "import '../services/x.ts';"], 1, 2),
    planted('app/contracts/a.ts', ["export * from '../services/drain.ts';"], 1),
    planted('app/services/a.ts', ["const p = await import('../adapters/postgres/pool.ts');"], 1),
    planted('app/services/b.ts', ["import type { Env } from '../env.server.ts';"], 1),
    planted('app/adapters/queue/a.server.ts', ["import '../postgres/pool.server.ts';"], 1),
    planted('app/adapters/queue/b.server.ts', ["import '../../services/drain.ts';"], 1),
    planted('app/adapters/queue/c.server.ts', ["import '../../services/ports.ts';"], 1),
    planted('app/jobs/a.ts', ["import '../adapters/postgres/pool.server.ts';"], 1),
    planted('app/routes/a.tsx', ["import '../adapters/postgres/pool.server.ts';"], 1),
    planted('app/ui/a.tsx', ["import pg from 'pg';", "import '../services/drain.ts';"], 1, 2),
    planted('app/worker.ts', ["import '../twin/shop.ts';"], 1),
    planted('twin/a.ts', ["let x: import('../app/domain/fold.ts').Fold;"], 1),
    planted('extensions/card/src/a.ts', ["import { x } from '../../../app/contracts/a.ts';"], 1),
    planted('extensions/card/src/b.ts', ["import type { X } from '../../../app/domain/a.ts';"], 1),
  ],
  allowed: [
    [file('app/domain/fold.ts', "import { a } from './ledger/a.ts';", '// from pg')],
    [file('app/contracts/a.ts', "import { z } from 'zod';")],
    [file('app/adapters/queue/a.server.ts', "import type { P } from '../../services/ports/a.ts';")],
    [file('app/routes/a.tsx', "import { c } from '../composition.server.ts';")],
    [file('app/ui/a.tsx', "import { Link } from '@remix-run/react';")],
    [file('extensions/card/src/a.ts', "import type { X } from '../../../app/contracts/a.ts';")],
    [file('app/domain/a.test.ts', "import { it } from 'vitest';", "import './a.ts';")],
    [file('scripts/replay.ts', "import '../app/adapters/postgres/pool.server.ts';")],
  ],
};
