import { describe, expect, it } from 'vitest';
import { ConfigurationError, readWebEnv, readWorkerEnv } from './env.server.ts';

const complete = {
  DATABASE_URL: 'postgres://laurel_app:password@127.0.0.1:5432/laurel',
  QUEUE_URL: 'redis://127.0.0.1:6379',
  SHOPIFY_API_SECRET: 'shpss_0123456789abcdef',
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
  it('need four values and know a default for the others', () => {
    expect(readWebEnv(complete)).toEqual({
      databaseUrl: complete.DATABASE_URL,
      queueUrl: complete.QUEUE_URL,
      shopifyApiSecret: complete.SHOPIFY_API_SECRET,
      dataKey: Buffer.alloc(32, 7),
      host: '127.0.0.1',
      port: 3000,
      statusPassword: null,
      logLevel: 'info',
    });
  });

  it('name everything that is missing in one list', () => {
    const names = problemsOf({}).map((problem) => problem.split(' is missing: expected ')[0]);
    expect(names).toEqual(['DATABASE_URL', 'QUEUE_URL', 'DATA_KEY', 'SHOPIFY_API_SECRET']);
  });

  it('take an empty value for a missing one', () => {
    expect(problemsOf({ ...complete, QUEUE_URL: '' })[0]).toMatch(/^QUEUE_URL is missing/);
    expect(readWebEnv({ ...complete, PORT: '' }).port).toBe(3000);
  });

  it.each([
    ['DATABASE_URL', 'mysql://somebody-s-host/laurel'],
    ['DATABASE_URL', 'no-address'],
    ['QUEUE_URL', 'http://127.0.0.1'],
    ['DATA_KEY', 'c2hvcnQ='],
    ['DATA_KEY', `${complete.DATA_KEY}${complete.DATA_KEY}`],
    ['SHOPIFY_API_SECRET', 'too-short'],
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

  it('ask less of the worker, which Shopify does not talk to', () => {
    const { SHOPIFY_API_SECRET: _, ...rest } = complete;
    expect(readWorkerEnv(rest).queueUrl).toBe(complete.QUEUE_URL);
    expect(() => readWorkerEnv({})).toThrow(/3 settings are missing or malformed/);
  });
});
