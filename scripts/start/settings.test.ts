import { mkdtempSync, readFileSync, rmSync, statSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigurationError } from '../../app/env.server.ts';
import { addressOf, readStartSettings } from './settings.ts';

const production = {
  DATABASE_URL: 'postgres://laurel_app:a@db:5432/laurel',
  DATABASE_OWNER_URL: 'postgres://laurel_owner:o@db:5432/laurel',
  QUEUE_URL: 'redis://queue:6379',
  SHOPIFY_API_KEY: '0123456789abcdef0123456789abcdef',
  SHOPIFY_API_SECRET: 'shpss_0123456789abcdef',
  SHOPIFY_APP_URL: 'https://laurel.example.com',
  DATA_KEY: Buffer.alloc(32).toString('base64'),
};

describe('the settings of npm start', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are all made where nothing is given, once, for their owner only', () => {
    const first = readStartSettings({}, folder);
    const second = readStartSettings({}, folder);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ host: '127.0.0.1', port: 3000, embedded: { port: 25432 } });
    expect(first.twin).toEqual({ admin: 3100, storefront: 3101, front: 3102, mail: 3125 });
    expect(statSync(join(folder, 'demo.env')).mode & 0o777).toBe(0o600);
  });

  it('stand before a twin unless it is switched off, its ports side by side', () => {
    const { twin } = readStartSettings({ TWIN_PORT: '20000' }, folder);
    expect(twin).toEqual({ admin: 20000, storefront: 20001, front: 20002, mail: 20025 });
    expect(readStartSettings({ TWIN: 'off' }, folder).twin).toBeNull();
    expect(() => readStartSettings({ TWIN_PORT: '65530' }, folder)).toThrow('TWIN_PORT');
    expect(() => readStartSettings({ TWIN: 'maybe' }, folder)).toThrow('TWIN is malformed');
  });

  it('say of the app what Shopify would: its key, and the front door it is reached by', () => {
    const { env } = readStartSettings({ TWIN_PORT: '20000' }, folder);
    expect(env.SHOPIFY_API_KEY).toMatch(/^[0-9a-f]{32}$/);
    expect(env.SHOPIFY_APP_URL).toBe('http://127.0.0.1:20002');
    expect(env.SHOPIFY_TWIN_ORIGIN).toBe('http://127.0.0.1:20000');
    const alone = readStartSettings({ TWIN: 'off', PORT: '20010' }, folder).env;
    expect(alone.SHOPIFY_APP_URL).toBe('http://127.0.0.1:20010');
    expect(alone).not.toHaveProperty('SHOPIFY_TWIN_ORIGIN');
  });

  it('differ from one demo to the next in every secret', () => {
    const [one, other] = ['one', 'other'].map((name) => {
      mkdirSync(join(folder, name));
      readStartSettings({}, join(folder, name));
      return readFileSync(join(folder, name, 'demo.env'), 'utf8')
        .trim()
        .split('\n');
    });
    expect(one).toHaveLength(6);
    expect(one?.filter((line) => other?.includes(line))).toEqual([]);
  });

  it('connect web and worker as the plain role and keep the owner to themselves', () => {
    const { env, ownerUrl } = readStartSettings({ DATABASE_PORT: '20001' }, folder);
    expect(env.DATABASE_URL).toMatch(/^postgres:\/\/laurel_app:\w+@127\.0\.0\.1:20001\/laurel$/);
    expect(env.QUEUE_URL).toMatch(/^postgres:\/\/laurel_queue:\w+@127\.0\.0\.1:20001\/laurel$/);
    expect(ownerUrl).toMatch(/^postgres:\/\/laurel_owner:\w+@127\.0\.0\.1:20001\/laurel$/);
    expect(Object.keys(env)).not.toContain('DATABASE_OWNER_URL');
  });

  it('take the database and everything else from outside once a database is named', () => {
    const { embedded, twin, env, ownerUrl } = readStartSettings(production, folder);
    expect([embedded, twin]).toEqual([null, null]);
    expect(ownerUrl).toBe(production.DATABASE_OWNER_URL);
    expect(env).toMatchObject({ DATABASE_URL: production.DATABASE_URL });
  });

  it('make up nothing for a database that is not ours', () => {
    const given = { DATABASE_URL: production.DATABASE_URL };
    try {
      readStartSettings(given, folder);
      expect.unreachable();
    } catch (error) {
      const { problems } = error as ConfigurationError;
      const names = problems.map((problem) => problem.split(' ')[0]).sort();
      expect(names).toEqual([
        'DATABASE_OWNER_URL',
        'DATA_KEY',
        'QUEUE_URL',
        'SHOPIFY_API_KEY',
        'SHOPIFY_API_SECRET',
        'SHOPIFY_APP_URL',
      ]);
    }
  });

  it('refuse to guess the password of a database whose secrets are gone', () => {
    mkdirSync(join(folder, 'postgres'));
    expect(() => readStartSettings({}, folder)).toThrow(/has lost the password/);
  });

  it.each([
    [{}, 'http://127.0.0.1:3000'],
    [{ HOST: '0.0.0.0', PORT: '80' }, 'http://127.0.0.1:80'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
  ])('say for %j where to look: %s', (given, address) => {
    expect(addressOf(given)).toBe(address);
  });
});
