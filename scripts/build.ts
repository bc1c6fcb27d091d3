/**
 * `npm run build`: the screens and what Shopify hosts, with what a shopper loads of it. The
 * database client is the launcher's work.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildExtensions, bundledExtensions } from './start/build-extensions.ts';
import { buildScreens } from './start/build-screens.ts';

const built = await Promise.all([buildScreens(), buildExtensions()]);
console.log(built.includes(true) ? 'Built.' : 'Already built from these files.');
for (const folder of bundledExtensions()) {
  const name = basename(folder);
  const bundle = readFileSync(join(folder, 'dist', `${name}.js`));
  const kilobytes = (gzipSync(bundle, { level: 9 }).length / 1024).toFixed(1);
  console.log(`  ${name}: ${kilobytes} KB compressed`);
}
