/**
 * What became of a delivery: `npm run trace -- DELIVERY [--log FILE]…`, with DATABASE_URL (the
 * application's role) in the environment. The id is X-Shopify-Webhook-Id, as logs and traces name
 * it. Without --log the demo's logs are read, where there are any. Exit codes: 0 found, 1 not
 * known, 2 the arguments cannot be understood.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPool } from '../app/adapters/postgres/pool.server.ts';
import { dataFolder } from './start/settings.ts';
import { tellDelivery } from './trace/tell-delivery.ts';
import { UsageError } from './usage-error.ts';

const USAGE = 'Usage: npm run trace -- DELIVERY [--log FILE]… (DATABASE_URL names the database)';

async function trace(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { deliveryId, files } = readOptions(args, env);
  const databaseUrl = env['DATABASE_URL'] ?? '';
  if (databaseUrl === '') throw new UsageError('The variable DATABASE_URL is not set.');
  const pool = openPool({ url: databaseUrl, max: 1, name: 'laurel-trace' });
  try {
    const log = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    const told = await tellDelivery(pool, deliveryId, log);
    if (told === null) process.exitCode = 1;
    console.log(told === null ? `Nothing is known of ${deliveryId}.` : told.join('\n'));
  } finally {
    await pool.end();
  }
}

function readOptions(args: readonly string[], env: NodeJS.ProcessEnv) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { log: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const [deliveryId, ...more] = positionals;
  if (deliveryId === undefined || more.length > 0) throw new UsageError(USAGE);
  const usual = ['web.log', 'worker.log'].map((name) => join(dataFolder(env), name));
  return { deliveryId, files: values.log ?? usual.filter((file) => existsSync(file)) };
}

try {
  await trace(process.argv.slice(2), process.env);
} catch (error) {
  process.exitCode = error instanceof UsageError || error instanceof TypeError ? 2 : 1;
  console.error(`trace: ${error instanceof Error ? error.message : String(error)}`);
}
