/**
 * Publishes a preset as the next version of a shop's program: until one is in force, orders are
 * kept and earn nothing. `npm run publish-program -- --shop DOMAIN --preset points --currency GBP
 * --zone Europe/London [--effective-at ISO]`, or `--program FILE` for a program as JSON, with
 * DATABASE_URL (the application's role) in the environment. Exit codes: 0 published, 1 refused, 2
 * the arguments cannot be understood.
 */
import { openPool } from '../app/adapters/postgres/pool.server.ts';
import { instant } from '../app/domain/kernel/instant.ts';
import { openShop, publishVersion, withVersions } from './publish/publish-version.ts';
import { PUBLISH_USAGE, type PublishOptions, readPublishOptions } from './publish/read-options.ts';
import { sayWarnings } from './read-program.ts';
import { UsageError } from './usage-error.ts';

async function publish(options: PublishOptions): Promise<string> {
  const { shop, definition, databaseUrl } = options;
  const publishedAt = instant(Date.now());
  const effectiveAt = options.effectiveAt ?? publishedAt;
  const pool = openPool({ url: databaseUrl, max: 1, name: 'laurel-publish-program' });
  try {
    const programId = await openShop(pool, shop);
    const offer = { programId, definition, effectiveAt, publishedAt };
    const version = await withVersions(databaseUrl, (versions) => publishVersion(versions, offer));
    const { preset, currency, zone } = definition;
    const warnings = sayWarnings(definition);
    return (
      `${shop}: version ${version} is published, "${preset}" in ${currency}, ${zone}, ` +
      `in force from ${new Date(effectiveAt).toISOString()}.` +
      (warnings === '' ? '' : `\nWorth a second thought:\n${warnings}`)
    );
  } finally {
    await pool.end();
  }
}

try {
  const options = readPublishOptions(process.argv.slice(2), process.env);
  console.log(options === null ? PUBLISH_USAGE : await publish(options));
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  const message = error instanceof Error ? error.message : String(error);
  console.error(`publish-program: ${message}`);
  if (error instanceof UsageError) console.error(`\n${PUBLISH_USAGE}`);
}
