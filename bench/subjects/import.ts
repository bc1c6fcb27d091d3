/**
 * A history of a million orders on 512 MB: its file read as a stream into the inbox, and drained
 * from there into the books, by a process of its own whose memory is looked at.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { startBenchDatabase } from '../harness/bench-database.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { openBenchShop } from './bench-shop.ts';

const ORDERS = 1_000_000;
const CUSTOMERS = 100_000;
const ORDERS_QUICKLY = 20_000;
const MEMORY_MB = 512;
/** What V8 may take for objects, so that buffers and the program itself have the rest. */
const HEAP_MB = 320;

export const importBench: Bench = {
  name: 'import',
  goal: 17,
  title: 'A long history in a little memory',
  run: measureImport,
};

const report = z.object({
  orders: z.number(),
  awards: z.number(),
  seconds: z.number(),
  steps: z.number(),
  rssMb: z.number(),
  heapMb: z.number(),
  readTwice: z.number(),
});

async function measureImport({ protocol, say }: BenchOptions): Promise<Measured> {
  // A rough look takes few repeats; so much is asked for only once either way.
  const orders = protocol.repeats < 5 ? ORDERS_QUICKLY : ORDERS;
  const database = await startBenchDatabase();
  try {
    const shop = await openBenchShop(database.admin, 'bench-import.myshopify.com');
    say(`${orders.toLocaleString('en-GB')} orders, by a process with ${HEAP_MB} MB of heap`);
    const size = { orders, customers: Math.ceil((CUSTOMERS * orders) / ORDERS) };
    const seen = await importInChild({ url: database.appUrl, shop, ...size }, say);
    const { seconds, rssMb, heapMb, readTwice, steps } = seen;
    return {
      figures: [
        figure({ name: 'memory at its most', unit: 'MB', values: [rssMb] }, { atMost: MEMORY_MB }),
        figure({ name: 'heap at its most', unit: 'MB', values: [heapMb] }),
        figure({ name: 'orders a second into the books', unit: '/s', values: [orders / seconds] }),
        figure(
          { name: 'of the file, read ÷ its length', unit: '×', values: [1 + readTwice / orders] },
          { atMost: 1.1 },
        ),
      ],
      settings: { ...database.settings, orders: String(orders), heap: `${HEAP_MB} MB` },
      notes: [
        'The process imports and drains by turns, as reading rests while two thousand deliveries ' +
          `wait; it took ${steps.toLocaleString('en-GB')} steps. It may be killed after any of ` +
          'them: the next one goes on at the byte where the last ended.',
        'Every order has three lines, is paid, and earned its points.',
      ],
    };
  } finally {
    await database.stop();
  }
}

async function importInChild(of: object, say: BenchOptions['say']) {
  const script = join(import.meta.dirname, 'import-process.ts');
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(of));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const lines = said.split('\n');
    said = lines.pop() ?? '';
    for (const line of lines.slice(0, -1)) say(line);
    if (lines.length > 0) said = `${lines.at(-1) ?? ''}\n${said}`;
  });
  const status = await new Promise<number | null>((ended) => child.once('close', ended));
  if (status !== 0) throw new Error(`the import ended with ${status}`);
  const seen = report.parse(JSON.parse(said));
  if (seen.awards !== seen.orders) throw new Error(`${seen.awards} awards of ${seen.orders}`);
  return seen;
}
