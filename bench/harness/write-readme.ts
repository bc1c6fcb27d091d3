/**
 * `bench/README.md` and a page for each bench are written from what the benches saved, so that a
 * figure in them was measured, and a bench run by itself leaves the others' figures standing.
 */
import type { Figure, Measured, Unit } from './bench.ts';
import { median, variation } from './statistics.ts';

/** A bench's figures as kept in `bench/figures/NAME.json`. */
export type SavedBench = Measured & {
  readonly name: string;
  readonly goal: number;
  readonly title: string;
  readonly takenAt: string;
  readonly machine: Readonly<Record<string, string>>;
  /** Processes that wanted a core in the minute before the bench began. */
  readonly loadBefore: number;
};

const INTRODUCTION = `# Bench

What the goals ask for in speed, measured. Written by \`npm run bench\`; do not edit it by hand.

**Owns** the yardsticks (\`yardsticks/\`: the least that could do the job, in reviewed code that may
not be slowed), the harness (\`harness/\`) and one bench for each goal (\`subjects/\`).

**Does not own** tests: nothing here fails a build, because clocks on shared machines lie.

- \`npm run bench\` runs all but the soak, \`npm run bench -- fold read\` those named, one after the
  other; never two at once. \`--file PATH\` names another file of trade, \`--quick\` takes a rough
  look and saves nothing.
- **Ratios** are the subject's rate ÷ the yardstick's on one machine and one server, taken in ABBA
  slices (\`harness/abba.ts\`): a ratio is the median of 24 pairs, taken five times; the figure is
  the median of the five, and all are printed. Rates and times are this machine's own.
- **Counters** (statements, commands, bytes of write-ahead log, buffers) hardly depend on the
  machine.
- **Yardsticks:** Y1 \`node:http\` + timing-safe HMAC + one prepared INSERT · Y2 one call of a
  minimal award function, 8 connections · Y3 a prepared primary-key SELECT, 8 connections.

| goal | bench | taken | figures with a goal that are met | missed |
| ---: | --- | --- | --- | --- |
`;

/** The page of them all: benches by the number of their goal, and what each of them misses. */
export function writeReadme(saved: readonly SavedBench[]): string {
  const inOrder = [...saved].sort((a, b) => a.goal - b.goal || (a.name < b.name ? -1 : 1));
  return `${INTRODUCTION}${inOrder.map(writeRow).join('\n')}\n`;
}

function writeRow({ goal, name, title, takenAt, figures }: SavedBench): string {
  const asked = figures.filter((one) => one.goal !== undefined);
  const missed = asked.filter((one) => one.goal?.met === false);
  const words = missed.map((one) => {
    return `${one.name}: **${sayValue(median(one.values), one.unit)}** (${one.goal?.asks})`;
  });
  const met = `${asked.length - missed.length} of ${asked.length}`;
  const link = `[${title}](figures/${name}.md)`;
  return `| ${goal} | ${link} | ${takenAt.slice(0, 10)} | ${met} | ${words.join('; ')} |`;
}

/** The page of one bench, with all of its figures. */
export function writeBench(bench: SavedBench): string {
  const notes = [...sayLoad(bench.loadBefore), ...bench.notes];
  const lines = [
    `# Goal ${bench.goal}: ${bench.title}`,
    '',
    `\`npm run bench -- ${bench.name}\`, taken ${bench.takenAt}. ` +
      `${saySettings({ ...bench.machine, ...bench.settings })}.`,
    '',
    '| figure | median | goal | all | spread |',
    '| --- | ---: | --- | --- | ---: |',
    ...bench.figures.map(writeFigure),
    '',
    ...notes.map((note) => `- ${note}`),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Above this, others were at work on the cores while it measured. */
const QUIET = 1.5;

function sayLoad(load: number): string[] {
  if (load < QUIET) return [`The machine was quiet when it began (load ${load.toFixed(2)}).`];
  return [
    `**The machine was busy with other work when it began (load ${load.toFixed(2)}):** believe ` +
      'the counters, take ratios with doubt and rates and times not at all.',
  ];
}

function writeFigure({ name, unit, values, goal }: Figure): string {
  const verdict = goal ? `${goal.asks}: ${goal.met ? 'met' : '**not met**'}` : '';
  const all = values.length > 1 ? values.map((value) => sayNumber(value)).join(' · ') : '';
  // Around zero a spread relative to the mean says nothing.
  const isSpread = values.length > 1 && values.every((value) => value > 0);
  const spread = isSpread ? `${(variation(values) * 100).toFixed(1)} %` : '';
  return `| ${name} | ${sayValue(median(values), unit)} | ${verdict} | ${all} | ${spread} |`;
}

function saySettings(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** A number with its unit: `1.12 ×`, `400,000 /s`. */
export function sayValue(value: number, unit: Unit): string {
  return `${sayNumber(value)} ${unit}`;
}

/** Three or four digits that say something, no more. */
export function sayNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-GB');
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
}
