/** Where this machine has a Chromium. Apart from the browser itself: `npm test` asks it too. */
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** npm ships one for this platform; elsewhere the system has to have one. */
export const NPM_SHIPS_CHROMIUM = process.platform === 'linux' && process.arch === 'x64';

/** The browser that CHROMIUM names, else the system's own, else null. */
export function findSystemBrowser(): string | null {
  return process.env.CHROMIUM || (PLACES.find((path) => existsSync(path)) ?? null);
}

/**
 * The browser of the tests: the one CHROMIUM names; else the one npm ships, which is the same on
 * every machine, has no window to draw and takes a third less of the processor; else the system's.
 * Throws where there is none.
 */
export async function findBrowser(): Promise<string> {
  if (!process.env.CHROMIUM && NPM_SHIPS_CHROMIUM) {
    // Its libraries come along, but it unpacks them only where it takes itself to be in the cloud.
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
    const shipped = await import('@sparticuz/chromium');
    return shipped.default.executablePath();
  }
  const found = findSystemBrowser();
  if (found) return found;
  throw new Error('No Chromium found: install one, or name it with CHROMIUM=/path.');
}

/**
 * Has it unpacked, so that parts side by side find it whole. Our own environment stays as it is,
 * and why there is no browser is for those to say who open one.
 */
export async function unpackBrowser(): Promise<void> {
  const before = { ...process.env };
  await findBrowser().catch(() => undefined);
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
}
