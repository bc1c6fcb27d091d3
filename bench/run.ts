/**
 * `npm run bench [-- NAME…] [--file PATH] [--quick]`: runs benches one after the other, prints
 * their figures, keeps them in `bench/figures/` and writes the pages of `bench/` anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { PROTOCOL } from './harness/abba.ts';
import type { Bench, BenchOptions, Measured } from './harness/bench.ts';
import { claimTheMachine } from './harness/one-at-a-time.ts';
import {
  sayNumber,
  sayValue,
  type SavedBench,
  writeBench,
  writeReadme,
} from './harness/write-readme.ts';
import { median } from './harness/statistics.ts';
import { auditBench } from './subjects/audit.ts';
import { besideBench } from './subjects/beside.ts';
import { cardsBench } from './subjects/cards.ts';
import { drainBench } from './subjects/drain.ts';
import { flatBench } from './subjects/flat.ts';
import { foldBench } from './subjects/fold.ts';
import { historyBench } from './subjects/history.ts';
import { importBench } from './subjects/import.ts';
import { ingestBench } from './subjects/ingest.ts';
import { peakBench } from './subjects/peak.ts';
import { racesBench } from './subjects/races.ts';
import { readBench } from './subjects/read.ts';
import { recoveryBench } from './subjects/recovery.ts';
import { soakBench } from './subjects/soak.ts';
import { spreadBench } from './subjects/spread.ts';
import { startUpBench } from './subjects/start-up.ts';
import { whalesBench } from './subjects/whales.ts';

const BENCHES: readonly Bench[] = [
  ingestBench,
  peakBench,
  drainBench,
  readBench,
  spreadBench,
  flatBench,
  soakBench,
  auditBench,
  racesBench,
  recoveryBench,
  importBench,
  foldBench,
  startUpBench,
  besideBench,
  cardsBench,
  historyBench,
  whalesBench,
];
const ROOT = join(import.meta.dirname, '..');
const FIGURES = join(import.meta.dirname, 'figures');
const FILES = [
  '../shared/data/online-retail-2009-2010.csv.gz',
  'twin/trade-file/online-retail-slice.csv.gz',
];
const USAGE = `Usage: npm run bench [-- NAME…] [--file PATH] [--quick]
  NAME         one or more of: ${BENCHES.map(({ name }) => name).join(', ')}
               (default: all but ${BENCHES.filter(isOnlyNamed)
                 .map(({ name }) => name)
                 .join(', ')})
  --file PATH  trade to measure on (.csv or .csv.gz)
  --quick      fewer slices and repeats, for a rough look; nothing is saved
  Other sizes: LAUREL_ENTRIES of flat, LAUREL_AWARDS of spread, LAUREL_ROUNDS of races and
               LAUREL_WEBHOOKS of soak`;

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  const asked = readOptions(args);
  if (asked === null) return;
  claimTheMachine();
  const protocol = asked.quick ? { ...PROTOCOL, pairs: 8, repeats: 2 } : PROTOCOL;
  for (const bench of asked.benches) {
    console.error(`\n${bench.name} (goal ${bench.goal}: ${bench.title})`);
    const machine = describeMachine();
    const options: BenchOptions = {
      protocol,
      file: asked.file,
      say: (sentence) => console.error(`  … ${sentence}`),
    };
    const measured = await bench.run(options);
    print(measured);
    if (asked.quick) continue;
    await save(bench, measured, machine);
    await writePages();
  }
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      quick: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const unknown = positionals.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (values.help || unknown !== undefined) {
    if (unknown !== undefined) process.exitCode = 1;
    console.error(unknown === undefined ? USAGE : `There is no bench "${unknown}".\n${USAGE}`);
    return null;
  }
  const file =
    values.file ?? FILES.map((path) => join(ROOT, path)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`there is no trade to measure on: name one with --file`);
  const benches = BENCHES.filter((bench) =>
    positionals.length === 0 ? !isOnlyNamed(bench) : positionals.includes(bench.name),
  );
  return { benches, file, quick: values.quick === true };
}

function isOnlyNamed({ onlyNamed }: Bench): boolean {
  return onlyNamed === true;
}

/** Read before a bench begins: afterwards the load is its own. */
function describeMachine(): Pick<SavedBench, 'machine' | 'loadBefore'> {
  const [loadBefore = 0] = loadavg();
  const machine = { cores: String(availableParallelism()), Node: process.version };
  return { machine, loadBefore };
}

function print({ figures, settings, notes }: Measured): void {
  for (const { name, unit, values, goal } of figures) {
    const verdict = goal ? ` (${goal.asks}: ${goal.met ? 'met' : 'not met'})` : '';
    const all = values.length > 1 ? `  [${values.map(sayNumber).join(' ')}]` : '';
    console.log(`  ${name}: ${sayValue(median(values), unit)}${verdict}${all}`);
  }
  console.log(
    `  ${Object.entries(settings)
      .map((setting) => setting.join(' '))
      .join(', ')}`,
  );
  for (const note of notes) console.log(`  ${note}`);
}

async function save(bench: Bench, measured: Measured, on: ReturnType<typeof describeMachine>) {
  const { name, goal, title } = bench;
  const takenAt = new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
  const saved: SavedBench = { name, goal, title, takenAt, ...on, ...measured };
  mkdirSync(FIGURES, { recursive: true });
  await writeFormatted(join(FIGURES, `${name}.json`), JSON.stringify(saved));
}

/** The page of all benches and one of each, out of what was saved. */
async function writePages(): Promise<void> {
  const saved = readSaved();
  for (const one of saved) await writeFormatted(join(FIGURES, `${one.name}.md`), writeBench(one));
  await writeFormatted(join(import.meta.dirname, 'README.md'), writeReadme(saved));
}

/** As the formatter of the whole tree would have it, so that it finds nothing to change. */
async function writeFormatted(file: string, text: string): Promise<void> {
  const config = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...config, filepath: file }));
}

function readSaved(): SavedBench[] {
  const known = new Set(BENCHES.map(({ name }) => `${name}.json`));
  return readdirSync(FIGURES)
    .filter((file) => known.has(file))
    .map((file) => JSON.parse(readFileSync(join(FIGURES, file), 'utf8')) as SavedBench);
}
