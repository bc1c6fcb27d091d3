/** What `npm run storm` was asked for; refuses with a sentence that names what to mend. */
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

export const STORM_USAGE = `Usage: npm run storm -- [PART] [--orders N] [--seeds A,B] [--queue NAME]

Runs the real processes while everything that can be killed is killed.
  storm          whole lives of orders and rewards; the books must be the auditor's (the default)
  crash-points   each flow, killed at every one of its statements and commands
  races          10,000 rounds of simultaneous redemptions
  --orders N     so many orders in the storm; 100,000 unless told otherwise
  --seeds A,B    a storm for each; 1 unless told otherwise
  --queue NAME   on this queue backend alone: redis or postgres`;

const PARTS = ['storm', 'crash-points', 'races'] as const;
const QUEUES = ['redis', 'postgres'] as const;

export type StormOptions =
  | { readonly help: true }
  | {
      readonly help: false;
      /** The test file, without its ending. */
      readonly part: (typeof PARTS)[number];
      readonly env: Readonly<Record<string, string>>;
      /** Only tests whose names contain it. */
      readonly only: string | null;
    };

/** Reads the arguments; throws {@link UsageError}. */
export function readStormOptions(args: readonly string[]): StormOptions {
  const { values, positionals } = parsed(args);
  if (values.help) return { help: true };
  const [word = 'storm', ...more] = positionals;
  const part = PARTS.find((one) => one === word);
  if (!part || more.length > 0) {
    throw new UsageError(`"${positionals.join(' ')}" is none of ${PARTS.join(', ')}.`);
  }
  const { orders = '100000', seeds = '1', queue } = values;
  if (!/^[1-9]\d{0,6}$/.test(orders)) throw new UsageError('--orders must be a whole number.');
  if (!/^\d{1,9}(,\d{1,9})*$/.test(seeds)) {
    throw new UsageError('--seeds must be whole numbers with commas between them.');
  }
  if (queue !== undefined && !QUEUES.some((one) => one === queue)) {
    throw new UsageError(`--queue must be one of ${QUEUES.join(', ')}.`);
  }
  const env = {
    LAUREL_STORM_ORDERS: orders,
    LAUREL_STORM_SEEDS: seeds,
    LAUREL_CRASH_POINTS: 'all',
    LAUREL_ROUNDS: '10000',
  };
  return { help: false, part, env, only: queue === undefined ? null : `queue on ${queue}` };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        orders: { type: 'string' },
        seeds: { type: 'string' },
        queue: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
