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
