import { describe, expect, it } from 'vitest';
import { ConfigurationError, readWebEnv, readWorkerEnv } from './env.server.ts';

const complete = {
  DATABASE_URL: 'postgres://laurel_app:password@127.0.0.1:5432/laurel',
  QUEUE_URL: 'redis://127.0.0.1:6379',
  SHOPIFY_API_KEY: '0123456789abcdef0123456789abcdef',
  SHOPIFY_API_SECRET: 'shpss_0123456789abcdef',
  SHOPIFY_APP_URL: 'https://laurel.example.com',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
};

function problemsOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    readWebEnv(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('the settings of the processes', () => {
  it('need six values and know a default for the others', () => {
    expect(readWebEnv(complete)).toEqual({
      databaseUrl: complete.DATABASE_URL,
      queueUrl: complete.QUEUE_URL,
      shopifyApiKey: complete.SHOPIFY_API_KEY,
      shopifyApiSecret: complete.SHOPIFY_API_SECRET,
      shopifyAppUrl: 'https://laurel.example.com',
      dataKey: Buffer.alloc(32, 7),
      host: '127.0.0.1',
      port: 3000,
      statusPassword: null,
      databaseReadUrl: null,
      telemetry: null,
      logLevel: 'info',
    });
  });

  it('name everything that is missing in one list', () => {
    const names = problemsOf({}).map((problem) => problem.split(' is missing: expected ')[0]);
    expect(names).toEqual([
      'DATABASE_URL',
      'QUEUE_URL',
      'DATA_KEY',
      'SHOPIFY_API_KEY',
      'SHOPIFY_API_SECRET',
      'SHOPIFY_APP_URL',
    ]);
  });

  it('take an empty value for a missing one', () => {
    expect(problemsOf({ ...complete, QUEUE_URL: '' })[0]).toMatch(/^QUEUE_URL is missing/);
    expect(readWebEnv({ ...complete, PORT: '' }).port).toBe(3000);
  });

  it.each([
    ['DATABASE_URL', 'mysql://somebody-s-host/laurel'],
    ['DATABASE_URL', 'no-address'],
    ['DATABASE_READ_URL', 'redis://127.0.0.1'],
    ['QUEUE_URL', 'http://127.0.0.1'],
    ['QUEUE_URL', 'redis-cluster://one,two:port'],
    ['DATA_KEY', 'c2hvcnQ='],
    ['DATA_KEY', `${complete.DATA_KEY}${complete.DATA_KEY}`],
    ['SHOPIFY_API_KEY', 'two words'],
    ['SHOPIFY_API_SECRET', 'too-short'],
    ['SHOPIFY_APP_URL', 'http://laurel.example.com'],
    ['SHOPIFY_APP_URL', 'https://laurel.example.com/app'],
    ['SHOPIFY_APP_URL', 'https://user:word@laurel.example.com'],
    ['SHOPIFY_APP_URL', 'ftp://127.0.0.1'],
    ['SHOPIFY_APP_URL', 'laurel.example.com'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000x'],
    ['STATUS_PASSWORD', 'short'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse a malformed %s by name and never repeat its value', (name, value) => {
    const problems = problemsOf({ ...complete, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} is malformed: expected `));
    expect(problems[0]).not.toContain(value);
  });

  it.each([
    ['https://laurel.example.com/', 'https://laurel.example.com'],
    ['http://127.0.0.1:3103', 'http://127.0.0.1:3103'],
    ['http://localhost:3103/', 'http://localhost:3103'],
  ])('take %s for the app’s address', (url, origin) => {
    expect(readWebEnv({ ...complete, SHOPIFY_APP_URL: url }).shopifyAppUrl).toBe(origin);
  });

  it('ask the same of the worker, but for what concerns pages', () => {
    expect(readWorkerEnv(complete).shopifyAppUrl).toBe('https://laurel.example.com');
    expect(() => readWorkerEnv({})).toThrow(/6 settings are missing or malformed/);
    expect(readWorkerEnv({ ...complete, PORT: '0' })).not.toHaveProperty('port');
  });
});
