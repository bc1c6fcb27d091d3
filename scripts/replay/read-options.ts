/** What `npm run replay` was asked for; refuses with a sentence that names the argument to mend. */
import { parseArgs } from 'node:util';
import { PRESETS } from '../../app/domain/program/presets/registry.ts';
import { readInstant } from '../../twin/trade-file/read-instant.ts';
import { UsageError } from '../usage-error.ts';

export const REPLAY_USAGE = `Usage: npm run replay -- FILE [--preset NAME] [--as-of ISO] [--json]

Folds a trade file (.csv or .csv.gz, UTF-8) in memory and prints what it comes to.
  --preset NAME   the program to fold by: ${Object.keys(PRESETS).join(', ')} (default: points)
  --as-of ISO     a date (its first moment) or date-time, UTC unless it carries an offset;
                  later lines are ignored (default: the file's last instant)
  --json          one line of JSON`;

export type ReplayOptions = {
  readonly file: string;
  readonly preset: string;
  readonly asOf: number | undefined;
  readonly json: boolean;
  readonly help: boolean;
};

/** Reads the arguments; throws {@link UsageError}. */
export function readReplayOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parsed(args);
  const { preset = 'points', json = false, help = false } = values;
  const [file = '', ...more] = positionals;
  if (!help && file === '') throw new UsageError('A file to replay is missing.');
  if (more.length > 0) throw new UsageError(`One file at a time: what is "${more[0]}"?`);
  if (!Object.hasOwn(PRESETS, preset)) {
    const known = Object.keys(PRESETS).join(', ');
    throw new UsageError(`--preset "${preset}" is not known; there is: ${known}.`);
  }
  return { file, preset, asOf: readAsOf(values['as-of']), json, help };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        preset: { type: 'string' },
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
