/** `npm run publish-program` as the person who runs a production meets it. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { tradeFile } from '../../twin/trade-file/trade-fixture.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const SHOP = 'harbour.myshopify.com';
const TERMS = ['--preset', 'points', '--currency', 'GBP', '--zone', 'Europe/London'];

describe('publishing from the command line', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  function publish(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--no-warnings', 'scripts/publish-program.ts', ...args],
      { encoding: 'utf8', env: { ...process.env, DATABASE_URL: database.appUrl } },
    );
    return { status, stdout, stderr };
  }

  async function published() {
    const { rows } = await connected(database.ownerUrl, (client) =>
      client.query<{ domain: string; version: number; definition: object }>(
        `SELECT domain, version, definition, effective_at <= published_at AS at_once
         FROM program_versions JOIN shops USING (program_id) ORDER BY version`,
      ),
    );
    return rows;
  }

  it('opens the shop and puts a program in force, also for the orders it had before', async () => {
    const first = publish('--shop', SHOP, ...TERMS, '--effective-at', '2026-01-01');
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toBe(
      `${SHOP}: version 1 is published, "points" in GBP, Europe/London, ` +
        'in force from 2026-01-01T00:00:00.000Z.\n',
    );
    const definition = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
    expect(await published()).toEqual([{ domain: SHOP, version: 1, definition, at_once: true }]);
  });

  it('publishes the next version from now on, and none that would change the past', async () => {
    const late = publish('--shop', SHOP, ...TERMS, '--effective-at', '2026-01-01');
    expect(late).toMatchObject({ status: 1, stdout: '' });
    expect(late.stderr).toMatch(/^publish-program: Only a program's first version/);
    expect(publish('--shop', SHOP, ...TERMS)).toMatchObject({ status: 0 });
    expect((await published()).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('names what a shop cannot give out, and publishes none of it', async () => {
    const before = await published();
    const preset = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
    const rewards = preset.rewards.map((reward) => ({ ...reward, auto: true }));
    const file = tradeFile(JSON.stringify({ ...preset, rewards }), 'program.json');
    const refused = publish('--shop', SHOP, '--program', file);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('cannot give out all of this yet');
    for (const at of [0, 1])
      expect(refused.stderr).toContain(`  rewards[${at}].auto must be false`);
    expect(await published()).toEqual(before);
  });

  it('names everything it cannot understand at once, and touches nothing', async () => {
    const before = await published();
    const refused = publish('--shop', 'harbour', '--preset', 'gold', '--currency', 'GBP');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    for (const flag of ['--shop "harbour"', '--preset "gold"', '--zone is missing']) {
      expect(refused.stderr).toContain(flag);
    }
    expect(await published()).toEqual(before);
  });
});
