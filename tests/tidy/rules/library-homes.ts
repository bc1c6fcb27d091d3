import { file, planted, type Rule } from '../rule.ts';
import { importsOf, isCode, packageOf } from '../source.ts';

type Home = {
  readonly library: RegExp;
  readonly homes: readonly RegExp[];
  readonly remedy: string;
};

const TOOLS = [/^tests\//, /\.test\.tsx?$/, /^bench\//, /^scripts\//];

/**
 * Where each library lives. Remix and Polaris stay in few rooms because Shopify steers new apps to
 * React Router and Polaris web components, and that move must stay mechanical.
 */
const HOMES: readonly Home[] = [
  {
    library: /^@remix-run\//,
    homes: [
      /^app\/(routes|ui)\//,
      /^app\/(root|entry\.[a-z.]+)\.tsx?$/,
      /^app\/(routes|web)\.ts$/,
      /^vite\.config\.ts$/,
      /^tests\//,
    ],
    remedy: 'Keep Remix in app/routes, app/ui and the entry files.',
  },
  {
    library: /^@shopify\/polaris/,
    homes: [/^app\/(routes|ui)\//, /^vite\.config\.ts$/],
    remedy: 'Keep Polaris in app/ui and app/routes; hand plain data to it.',
  },
  {
    // What leaves is the library's own types; what it does is behind functions of ours.
    library: /^@shopify\/shopify-(api|app-remix)$/,
    homes: [
      /^app\/shopify\.server\.ts$/,
      /^app\/adapters\/shopify\//,
      // Its boundary hands on the pages it answers with; its AppProvider loads App Bridge.
      /^app\/(routes|ui)\//,
      ...TOOLS,
      /^twin\//,
    ],
    remedy: 'Ask through app/adapters/shopify; pages take boundary and AppProvider only.',
  },
  {
    library: /^@shopify\/app-bridge-react$/,
    homes: [/^app\/(routes|ui)\//, /^vite\.config\.ts$/, ...TOOLS],
    remedy: 'App Bridge belongs to pages in the admin: app/routes and app/ui.',
  },
  {
    library: /^graphql-request$/,
    homes: [/^app\/adapters\/shopify\//],
    remedy: 'Write the question as one operation in app/adapters/shopify/admin.',
  },
  {
    library: /^pg$/,
    // BullMQ may live in PostgreSQL too, in a schema and a pool of its own.
    homes: [
      /^app\/adapters\/(postgres|queue)\//,
      /^app\/(db\.server\.ts$|composition\/)/,
      ...TOOLS,
    ],
    remedy: 'Write the statement as one operation in app/adapters/postgres and call that.',
  },
  {
    library: /^@opentelemetry\//,
    homes: [/^app\/adapters\/telemetry\//],
    remedy: 'Tell what happened through app/services/ports/telemetry.ts.',
  },
  {
    library: /^(bullmq|ioredis)$/,
    homes: [/^app\/adapters\/queue\//, ...TOOLS],
    remedy: 'Ask for a wake-up through the port that app/adapters/queue keeps.',
  },
  {
    library: /^@?prisma(\/|$)/,
    homes: [
      /^app\/(db\.server\.ts$|composition\/)/,
      /^app\/adapters\/postgres\//,
      /^prisma/,
      ...TOOLS,
    ],
    remedy: 'Prisma serves schema and plain CRUD; keep it in app/adapters/postgres.',
  },
  {
    library: /^(vitest|fast-check|playwright-core|axe-core|ajv|shopify-webhook-schemas)$/,
    homes: [...TOOLS, /^twin\//, /^vitest\.config\.ts$/],
    remedy: 'What ships must not need a test library: move this to a test.',
  },
];

export const libraryHomes: Rule = {
  name: 'each library stays in its room',
  check: (files) =>
    files.flatMap((each) => {
      if (!isCode(each.path)) return [];
      return importsOf(each).flatMap(({ specifier, line }) => {
        const home = HOMES.find(({ library }) => library.test(packageOf(specifier)));
        if (!home || home.homes.some((place) => place.test(each.path))) return [];
        const problem = `'${specifier}' does not live here.`;
        return [{ path: each.path, line, problem, remedy: home.remedy }];
      });
    }),
  caught: [
    planted('app/services/a.ts', ["import { json } from '@remix-run/node';"], 1),
    planted('app/root.tsx', ["import { Page } from '@shopify/polaris';"], 1),
    planted('app/adapters/http/a.server.ts', ['', "import type pg from 'pg';"], 2),
    planted('app/worker.ts', ["import { Worker } from 'bullmq';", "import 'ioredis';"], 1, 2),
    planted('app/routes/a.tsx', ["import { PrismaClient } from '@prisma/client';"], 1),
    planted('app/domain/a.ts', ["import fc from 'fast-check';"], 1),
    planted('app/services/a.ts', ["import { Session } from '@shopify/shopify-api';"], 1),
    planted('app/jobs/a.ts', ["import { request } from 'graphql-request';"], 1),
    planted('app/web.ts', ["import { trace } from '@opentelemetry/api';"], 1),
    planted('app/worker.ts', ["import { useAppBridge } from '@shopify/app-bridge-react';"], 1),
  ],
  allowed: [
    [file('app/routes/a.tsx', "import { Page } from '@shopify/polaris';")],
    [file('app/web.ts', "import { createRequestHandler } from '@remix-run/node';")],
    [file('app/adapters/postgres/a.server.ts', "import pg from 'pg';")],
    [file('scripts/migrate.ts', "import pg from 'pg';")],
    [file('app/domain/a.test.ts', "import fc from 'fast-check';")],
    [
      file(
        'app/shopify.server.ts',
        "import { shopifyApp } from '@shopify/shopify-app-remix/server';",
      ),
    ],
    [file('app/routes/app.tsx', "import { boundary } from '@shopify/shopify-app-remix/server';")],
  ],
};
