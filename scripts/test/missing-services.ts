/** What this machine has to test on, and what therefore cannot be tested here. */
import { existsSync } from 'node:fs';
import { systemPostgres } from '../../tests/support/cluster.ts';
import { redisServer } from '../../tests/support/redis.ts';
import { findSystemBrowser, NPM_SHIPS_CHROMIUM } from '../../tests/support/system-browser.ts';
import { embeddedPostgresHome } from '../install/postgres-links.mjs';

type MissingService = {
  /** What does not run: a part's own name, or the name of what its parts lack. */
  name: string;
  why: string;
  /** The parts that do not run, or run without it. */
  parts: readonly string[];
};

/** Where each service of this machine is; null where there is none. */
export type Machine = {
  redis: string | null;
  systemPostgres: string | null;
  embeddedPostgres: string | null;
  chromium: string | null;
};

export const EMBEDDED = 'integration, embedded PostgreSQL';
export const SYSTEM = 'integration, system PostgreSQL';

/** Looks for every service. */
export function readMachine(root: string): Machine {
  const browser = findSystemBrowser();
  const isThere = browser === null ? NPM_SHIPS_CHROMIUM : existsSync(browser);
  return {
    redis: redisServer(),
    systemPostgres: systemPostgres(),
    embeddedPostgres: embeddedPostgresHome(root),
    chromium: isThere ? (browser ?? 'npm') : null,
  };
}

/** What cannot run here and why; empty where everything can. */
export function missingServices(machine: Machine): MissingService[] {
  const missing: MissingService[] = [];
  const lack = (name: string, why: string, parts = [name]) => missing.push({ name, why, parts });
  if (machine.redis === null) {
    const parts = ['queue on Redis', EMBEDDED, SYSTEM, 'storm'];
    lack('queue on Redis', 'no redis-server found (PATH, TEST_REDIS)', parts);
  }
  if (machine.systemPostgres === null) lack(SYSTEM, 'no server below /usr/lib/postgresql');
  if (machine.embeddedPostgres === null) {
    lack(EMBEDDED, `npm has none for ${process.platform}-${process.arch}`);
  }
  if (machine.chromium === null) {
    const parts = ['browser, Laurel', 'browser, the twin'];
    lack('browser', 'no Chromium found (CHROMIUM, or a system package)', parts);
  }
  return missing;
}

/** Whether the words of `npm test -- WORDS` ask for one of these names; no words ask for all. */
export function isWanted(words: readonly string[], names: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => names.some((name) => name.includes(word)));
}
