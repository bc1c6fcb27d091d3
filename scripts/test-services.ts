/** What this machine has to test on, and what therefore cannot be tested here. */
import { existsSync } from 'node:fs';
import { embeddedPostgresHome } from './install-postgres-links.mjs';
import { systemPostgres } from '../tests/support/cluster.ts';
import { redisServer } from '../tests/support/redis.ts';

export type Missing = { name: string; why: string };

/** The parts that cannot run here and why; empty where everything can. */
export function missingServices(root: string): Missing[] {
  const missing: Missing[] = [];
  if (redisServer() === null) {
    missing.push({ name: 'queue on Redis', why: 'no redis-server found (PATH, TEST_REDIS)' });
  }
  if (systemPostgres() === null) {
    missing.push({
      name: 'integration, system PostgreSQL',
      why: 'no server below /usr/lib/postgresql',
    });
  }
  if (embeddedPostgresHome(root) === null) {
    missing.push({
      name: 'integration, embedded PostgreSQL',
      why: `npm has none for ${process.platform}-${process.arch}`,
    });
  }
  if (!hasChromium()) {
    missing.push({ name: 'browser', why: 'no Chromium found (CHROMIUM, or a system package)' });
  }
  return missing;
}

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function hasChromium(): boolean {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM);
  // npm ships one for this platform; elsewhere the system has to.
  if (process.platform === 'linux' && process.arch === 'x64') return true;
  return BROWSERS.some((path) => existsSync(path));
}
