/**
 * Writes the tables of elements beside this file, after @shopify/ui-extensions changed:
 * `node twin/extensions/elements/generate-elements.ts`. A test fails where the tables are stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { SURFACES, type Surface } from './element-table.ts';
import { readComponents } from './read-components.ts';

/** The text of one surface's committed table. */
export async function renderTable(surface: Surface): Promise<string> {
  const text = JSON.stringify(readComponents(surface));
  return prettier.format(text, { parser: 'json', printWidth: 100 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const surface of SURFACES) {
    const file = fileURLToPath(new URL(`./${surface}.json`, import.meta.url));
    writeFileSync(file, await renderTable(surface));
  }
}
