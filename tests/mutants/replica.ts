/** Bugs in who reads a replica, and when. */
import type { Mutant } from './mutant.ts';

export const REPLICA: readonly Mutant[] = [
  {
    name: 'a redemption reads a replica',
    breaks: 'No redemption decision reads a replica.',
    file: 'app/composition.server.ts',
    find: 'composeRedemption({ pool, clock, pause })',
    put:
      'composeRedemption({ pool: openPool({ url: env.databaseReadUrl ?? env.databaseUrl, ' +
      "max: 4, name: 'laurel-web' }), clock, pause })",
    killedBy: {
      project: 'tidy',
      file: 'tests/tidy/tidy.test.ts',
      title: 'the tree > keeps the rule: only what shows figures reads a replica',
    },
  },
  {
    name: 'what a replica has not replayed counts as shown',
    breaks: 'What is read from a replica is at most so many seconds old.',
    file: 'app/adapters/postgres/replica-progress.ts',
    find: '(each) => each.position <= position)',
    put: '(each) => each.position <= position || each.askedAt > 0)',
    killedBy: {
      project: 'unit',
      file: 'app/adapters/postgres/replica-progress.test.ts',
      title:
        'a replica shows everything > up to the last answer of the primary that it has replayed',
    },
  },
];
