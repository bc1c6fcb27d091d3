/**
 * For files that share their process. One that changed what they have in common, and did not put it
 * back, would decide how the files after it go: so it fails, and is told what it left behind.
 */
import http from 'node:http';
import https from 'node:https';
import { afterAll } from 'vitest';

type Stock = ReadonlyMap<string, unknown>;

/** What libraries do when they are loaded, once for all: Hono's server, Zod, Prisma and tslib. */
const LOADED = /^globalThis\.(Request|Response|__\w+|DEBUG\w*|NODE_CLIENT|PRISMA_\w+)$/;

/** Everything that is there now, by the name a person would give it. */
function takeStock(): Stock {
  const stock = new Map<string, unknown>();
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    // A getter is not asked, as it would load what it stands for: only that it is there counts.
    stock.set(`globalThis.${name}`, value);
  }
  for (const [name, value] of Object.entries(process.env)) stock.set(`process.env.${name}`, value);
  for (const [name, module] of Object.entries({ http, https })) {
    stock.set(`${name}.request`, module.request).set(`${name}.get`, module.get);
  }
  return stock.set('process.cwd()', process.cwd()).set('process.exitCode', process.exitCode);
}

/** The names of what came, went or is another thing by now. */
function changesSince(before: Stock): string[] {
  const now = takeStock();
  const isChanged = (name: string) =>
    before.has(name) !== now.has(name) || !Object.is(before.get(name), now.get(name));
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return names.filter((name) => !LOADED.test(name) && isChanged(name));
}

const before = takeStock();

afterAll(() => {
  const changes = changesSince(before);
  if (changes.length > 0) throw new Error(`Left behind for the next file: ${changes.join(', ')}`);
});
