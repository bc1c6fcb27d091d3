/** Goal 15: one balance, one reward, whoever asks at the same instant over HTTP. */
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { startBuyersAtWeb } from '../../tests/support/buyers-at-web.ts';
import { openCrowd } from '../../tests/support/released-together.ts';
import { givenByNaiveServer } from '../../tests/storm/naive-server.ts';
import {
  type Arena,
  COST,
  CROWD,
  earnedBy,
  oddOnes,
  OTHER,
  REWARD,
  type Round,
  ROUNDS_AT_ONCE,
  runRounds,
  WEBS,
  wrongBooks,
} from '../../tests/storm/race-rounds.ts';
import { type BenchDatabase, startBenchDatabase } from '../harness/bench-database.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { refuseUnsoundBooks } from './sound-books.ts';

/** `LAUREL_ROUNDS` names another number of rounds, as 10,000: three or four are a second's work. */
const ROUNDS = 2_000;
const QUICK_ROUNDS = 100;
const NAIVE_ROUNDS = 20;

export const racesBench: Bench = {
  name: 'races',
  goal: 15,
  title: 'One balance, one reward',
  run: async (options) => {
    const database = await startBenchDatabase();
    try {
      return await measureRaces(options, database);
    } finally {
      await database.stop();
    }
  },
};

async function measureRaces(options: BenchOptions, database: BenchDatabase): Promise<Measured> {
  const { protocol, say } = options;
  const rounds =
    Number(process.env.LAUREL_ROUNDS ?? 0) || (protocol.repeats > 2 ? ROUNDS : QUICK_ROUNDS);
  const crowd = openCrowd();
  const { appUrl, ownerUrl, queueUrl, adminUrl } = database;
  const drop = () => Promise.resolve();
  say(`starting ${WEBS} web processes`);
  const at = await startBuyersAtWeb(WEBS, { appUrl, ownerUrl, queueUrl, adminUrl, drop });
  try {
    const arena = { at, crowd };
    const figures = await race(arena, rounds, say);
    say('a server that checks and then acts');
    const given = await givenByNaiveServer(ownerUrl, crowd, NAIVE_ROUNDS);
    await refuseUnsound(appUrl, at.shop.programId);
    return {
      figures: [
        ...figures,
        figure(
          {
            name: `rewards of ${NAIVE_ROUNDS} rounds at a server that checks and then acts`,
            ...{ unit: 'times', values: [given] },
          },
          { atLeast: NAIVE_ROUNDS + 1 },
        ),
      ],
      settings: {
        ...database.settings,
        'requests at once': String(CROWD),
        'rounds at once': String(ROUNDS_AT_ONCE),
        'web processes': String(WEBS),
      },
      notes: NOTES,
    };
  } finally {
    crowd.close();
    await at.stop();
  }
}

const NOTES = [
  'Each request is sent but for its last byte, and all last bytes in the same breath, by turns ' +
    'as the checkout’s extension and as the theme. Every round is of a member’s own points, ' +
    'earned through the inbox and the drain; the codes are ready in the pool. The laws and all ' +
    'chains hold afterwards.',
  'The naive server is the control: were the races none, it would give one reward a round as well.',
];

async function refuseUnsound(url: string, programId: number): Promise<void> {
  const pool = openPool({ url, max: 1, name: 'bench' });
  try {
    await refuseUnsoundBooks(pool, programId);
  } finally {
    await pool.end();
  }
}

async function race(arena: Arena, rounds: number, say: BenchOptions['say']): Promise<Figure[]> {
  const { shop } = arena.at;
  const sameKey = Math.ceil(rounds / 10);
  const reusedKey = Math.ceil(rounds / 30);
  await shop.fillPool(rounds + sameKey + reusedKey + CROWD);
  await shop.fillPool(reusedKey, { rewardId: OTHER, fingerprint: OTHER });
  say(`${rounds.toLocaleString('en-GB')} rounds of ${CROWD} with points for one reward`);
  const one = await play(arena, { kind: '1', rounds, rewards: 1 }, (place) => ({
    key: `race-tab-${place}`,
  }));
  say(`${sameKey.toLocaleString('en-GB')} rounds under one key`);
  const same = await play(arena, { kind: '2', rounds: sameKey, rewards: 10 }, () => ({
    key: 'the-one-tap',
  }));
  say(`${reusedKey.toLocaleString('en-GB')} rounds under one key for two rewards`);
  const reused = await play(arena, { kind: '3', rounds: reusedKey, rewards: 10 }, (place) => ({
    key: 'two-minds',
    rewardId: place < CROWD / 2 ? REWARD : OTHER,
  }));
  const all = [...one.played, ...same.played, ...reused.played];
  const refused = { '200 ok': 1, '409 insufficient_points': CROWD - 1 };
  const successes = one.played.map(({ counts }) => counts['200 ok'] ?? 0);
  const halves = { '200 ok': CROWD / 2, '409 key_reused': CROWD / 2 };
  return [
    count('rounds with points for one reward', rounds),
    count('successes a round, the least', Math.min(...successes), { atLeast: 1 }),
    count('successes a round, the most', Math.max(...successes), { atMost: 1 }),
    none('rounds whose other requests were not all refused', oddOnes(one.played, refused).length),
    none('members below zero', await belowZero(arena)),
    none('members with other than one reward', await withOtherThanOne(arena)),
    none('members with other points than one reward leaves', one.wrong + same.wrong),
    none(
      'answers of 500 and above',
      all.reduce((sum, { serverErrors }) => sum + serverErrors, 0),
    ),
    count('rounds under one key', sameKey),
    none(
      'rounds under one key whose answers were not all the same to the byte',
      oddOnes(same.played, { '200 ok': CROWD }, isDifferent).length,
    ),
    count('rounds under one key for two rewards', reusedKey),
    none(
      'of these, rounds where the second reward was not refused',
      oddOnes(reused.played, halves).length,
    ),
  ];
}

const isDifferent = ({ differentBodies }: Round): boolean => differentBodies !== 1;

/** Rounds of members who have points for so many rewards, and how many had wrong books then. */
async function play(
  arena: Arena,
  of: { readonly kind: string; readonly rounds: number; readonly rewards: number },
  ask: Parameters<typeof runRounds>[2],
): Promise<{ readonly played: readonly Round[]; readonly wrong: number }> {
  const { kind, rounds, rewards } = of;
  const customers = await earnedBy(arena, { kind, rounds, points: rewards * COST });
  const played = await runRounds(arena, customers, ask);
  const wrong = await wrongBooks(arena, customers, (rewards - 1) * COST);
  return { played, wrong: wrong.length };
}

async function belowZero({ at: { shop } }: Arena): Promise<number> {
  const [found] = await shop.rows<{ members: number }>(
    `SELECT count(DISTINCT member_id)::int AS members
     FROM members LEFT JOIN lots l USING (program_id, member_id)
     WHERE least(members.pending, members.available, members.held, l.pending, l.available,
                 l.held) < 0`,
  );
  return found?.members ?? Number.NaN;
}

/** Everybody of the shop was asked for in one round. */
async function withOtherThanOne({ at: { shop } }: Arena): Promise<number> {
  const [found] = await shop.rows<{ members: number }>(
    `SELECT count(*)::int AS members
     FROM (SELECT FROM members m LEFT JOIN redemptions r USING (program_id, member_id)
           GROUP BY m.program_id, m.member_id HAVING count(r.redemption_id) <> 1) AS other`,
  );
  return found?.members ?? Number.NaN;
}

function count(name: string, value: number, bound?: Parameters<typeof figure>[1]): Figure {
  return figure({ name, unit: 'times', values: [value] }, bound);
}

function none(name: string, value: number): Figure {
  return count(name, value, { atMost: 0 });
}
