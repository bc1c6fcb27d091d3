/** What `npm run replay` was asked for; refuses with a sentence that names the argument to mend. */
import { parseArgs } from 'node:util';
import { PRESETS } from '../../app/domain/program/presets/registry.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { readInstant } from '../../twin/trade-file/read-instant.ts';
import { readProgram } from '../read-program.ts';
import { UsageError } from '../usage-error.ts';

export const REPLAY_USAGE = `Usage: npm run replay -- FILE [--preset NAME | --program FILE] \
[--as-of ISO] [--json]

Folds a trade file (.csv or .csv.gz, UTF-8) in memory and prints what it comes to.
  --preset NAME   the program to fold by (default: points); there is
                  ${Object.keys(PRESETS).slice(0, 5).join(', ')},
                  ${Object.keys(PRESETS).slice(5).join(', ')}
  --program FILE  or a program of your own, as JSON
  --as-of ISO     a date (its first moment) or date-time, UTC unless it carries an offset;
                  later lines are ignored (default: the file's last instant)
  --json          one line of JSON`;

export type ReplayOptions = {
  readonly file: string;
  readonly definition: ProgramDefinition;
  readonly asOf: number | undefined;
  readonly json: boolean;
  readonly help: boolean;
};

/** Reads the arguments; throws {@link UsageError}. */
export function readReplayOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parsed(args);
  const { json = false, help = false } = values;
  const [file = '', ...more] = positionals;
  if (!help && file === '') throw new UsageError('A file to replay is missing.');
  if (more.length > 0) throw new UsageError(`One file at a time: what is "${more[0]}"?`);
  const definition = readDefinition(values);
  return { file, definition, asOf: readAsOf(values['as-of']), json, help };
}

// The format's prices are pounds, and its times are read as UTC.
const SHOP = { currency: 'GBP', zone: 'UTC' };

function readDefinition(values: { preset?: string; program?: string }): ProgramDefinition {
  const { program, preset = 'points' } = values;
  if (program === undefined) {
    const known = Object.hasOwn(PRESETS, preset) ? PRESETS[preset] : undefined;
    if (known) return known.make(SHOP);
    const names = Object.keys(PRESETS).join(', ');
    throw new UsageError(`--preset "${preset}" is not known; there is: ${names}.`);
  }
  if (values.preset !== undefined) throw new UsageError('Either --preset or --program, not both.');
  const definition = readProgram(program);
  if (definition.currency === SHOP.currency) return definition;
  throw new UsageError(`--program ${program}: currency must be ${SHOP.currency}, as the trade is.`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        preset: { type: 'string' },
        program: { type: 'string' },
        'as-of': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readAsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = readInstant(text);
  if (at === null) throw new UsageError(`--as-of "${text}" is not an ISO date or date-time.`);
  return at;
}
