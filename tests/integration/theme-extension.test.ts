/**
 * The theme extension as Shopify and a slow phone judge it: theme-check, sizes, folders, and
 * Liquid's arithmetic beside that of the books.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { themeCheckRun } from '@shopify/theme-check-node';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainWorth } from '../../app/domain/earning/exact-worth.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { testHost } from '../../twin/liquid/test-host.ts';
import { readThemeExtension } from '../../twin/storefront/extensions/read-extension.ts';

const FOLDER = fileURLToPath(new URL('../../extensions/theme/', import.meta.url));
const CONFIG = fileURLToPath(new URL('../support/theme-check.yml', import.meta.url));
/** Goal 24, in bytes as they are sent. */
const SCRIPTS_MAX = 6 * 1024;
const STYLES_MAX = 3 * 1024;

const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(FOLDER.length).replace(/^\//, ''));

test("Shopify's theme-check has nothing to say", async () => {
  const { offenses } = await themeCheckRun(FOLDER, CONFIG, () => undefined);
  expect(offenses.map(({ check, uri, message }) => `${check} ${uri}: ${message}`)).toEqual([]);
});

test('it holds what an extension may hold, and Shopify would take it', () => {
  const extension = readThemeExtension(FOLDER);
  expect(extension.blocks.map(({ handle, target }) => `${handle} ${target}`)).toEqual([
    'loyalty body',
    'product-points section',
  ]);
  const outside = files.filter((path) => !/^(assets|blocks|locales|snippets)\/[\w.-]+$/.test(path));
  expect(outside).toEqual(['shopify.extension.toml']);
});

test('scripts and styles together stay within a few KB', () => {
  const sizeOf = (ending: string): number =>
    files
      .filter((path) => path.startsWith('assets/') && path.endsWith(ending))
      .reduce((sum, path) => sum + gzipSync(readFileSync(FOLDER + path), { level: 9 }).length, 0);
  const [scripts, styles] = [sizeOf('.js'), sizeOf('.css')];
  console.info(`theme extension: ${scripts} B of script, ${styles} B of style, compressed`);
  expect(scripts).toBeLessThanOrEqual(SCRIPTS_MAX);
  expect(styles).toBeLessThanOrEqual(STYLES_MAX);
});

test('nothing in it names another origin', () => {
  const foreign = files.filter((path) =>
    /(https?:)?\/\/[a-z0-9-]+\.[a-z]/i.test(readFileSync(FOLDER + path, 'utf8')),
  );
  expect(foreign).toEqual([]);
});

test('every word that is written is said somewhere', () => {
  const liquid = files.filter((path) => path.endsWith('.liquid'));
  const said = liquid.map((path) => readFileSync(FOLDER + path, 'utf8')).join('\n');
  const words = JSON.parse(readFileSync(`${FOLDER}locales/en.default.json`, 'utf8')) as object;
  expect(keysOf(words).filter((key) => !said.includes(`'${key}'`))).toEqual([]);
});

/** `panel.title`; plural forms are one key. */
function keysOf(words: object, before = ''): string[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = before + name;
    const isPhrase = typeof value === 'string' || Object.hasOwn(value as object, 'other');
    return isPhrase ? [key] : keysOf(value as object, `${key}.`);
  });
}

const extension = readThemeExtension(FOLDER);

const WORDS: Readonly<Record<string, string>> = { thousands: ',', number: '{{ count }}' };

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [1_419, '1,419'],
  [-60, '−60'],
  [-12_005, '−12,005'],
  [2_000_000_000, '2,000,000,000'],
])('%d points are written as checkouts write them', (number, expected) => {
  const place = { words: 'number', number };
  const host = testHost({ translate: (key) => WORDS[key] });
  const text = extension.engine.render('snippets/laurel-count.liquid', place, host);
  expect(text.trim()).toBe(expected);
});

/** What the product block says of a price in Liquid's hundredths. */
function earned(price: number, program: object): number {
  const text = extension.engine.render(
    'snippets/laurel-earned.liquid',
    { price, program },
    testHost(),
  );
  return Number(text.trim());
}

// Currency's decimals, price as the shop knows it, Liquid's hundredths, rate → points.
test.each([
  ['£24.50 at a point a pound', 2, 2450, { points: 1, perMinor: 100 }, 24],
  ['£0.99 at a point a pound', 2, 99, { points: 1, perMinor: 100 }, 0],
  ['£19.99 at 3 points for £10', 2, 1999, { points: 3, perMinor: 1000 }, 5],
  ['¥1,980, which Liquid writes 198000', 0, 198_000, { points: 1, perMinor: 100 }, 19],
  ['¥1,980 at a point a yen', 0, 198_000, { points: 1, perMinor: 1 }, 1980],
  ['12.500 dinars, which Liquid writes 1250', 3, 1250, { points: 1, perMinor: 1000 }, 12],
])('%s earns what the books give', (_title, decimals, price, earning, expected) => {
  expect(earned(price, { decimals, earning })).toBe(expected);
});

test('whatever the price and the rate, Liquid counts as the books do', () => {
  const rate = fc.record({
    points: fc.integer({ min: 1, max: 500 }),
    perMinor: fc.integer({ min: 1, max: 100_000 }),
  });
  const price = fc.integer({ min: 0, max: 50_000_000 });
  fc.assert(
    fc.property(price, rate, (amount, earning) => {
      const terms = { points: points(earning.points), perMinor: minor(earning.perMinor) };
      const worth = plainWorth(minor(amount), 100, terms, 'floor');
      expect(earned(amount, { decimals: 2, earning })).toBe(worth);
    }),
  );
});
