/** Races over HTTP (race-rounds.ts). `LAUREL_ROUNDS` says how many such rounds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertBooksBalance } from '../support/books.ts';
import { startBuyersAtWeb } from '../support/buyers-at-web.ts';
import { openCrowd } from '../support/released-together.ts';
import { givenByNaiveServer } from './naive-server.ts';
import {
  type Arena,
  COST,
  CROWD,
  earnedBy,
  oddOnes,
  OTHER,
  REWARD,
  runRounds,
  WEBS,
  wrongBooks,
} from './race-rounds.ts';

const ROUNDS = Number(process.env.LAUREL_ROUNDS ?? 300);
const SAME_KEY_ROUNDS = Math.ceil(ROUNDS / 10);
const REUSED_KEY_ROUNDS = Math.ceil(ROUNDS / 30);
const NAIVE_ROUNDS = 20;
/** Bounds a run that would never end; says nothing about how fast it ought to be. */
const PATIENCE_MS = 60 * 60_000;

let arena: Arena;

beforeAll(async () => {
  arena = { at: await startBuyersAtWeb(WEBS), crowd: openCrowd() };
  const { shop } = arena.at;
  await shop.fillPool(ROUNDS + SAME_KEY_ROUNDS + REUSED_KEY_ROUNDS + CROWD);
  await shop.fillPool(REUSED_KEY_ROUNDS, { rewardId: OTHER, fingerprint: OTHER });
});
afterAll(async () => {
  arena.crowd.close();
  await arena.at.stop();
});

describe('sixty-four requests whose last bytes come at once', () => {
  it('with points for one give one reward each round', { timeout: PATIENCE_MS }, async () => {
    const customers = await earnedBy(arena, { kind: '1', rounds: ROUNDS, points: COST });
    const each = { '200 ok': 1, '409 insufficient_points': CROWD - 1 };
    const rounds = await runRounds(arena, customers, (place) => ({ key: `race-tab-${place}` }));
    expect(oddOnes(rounds, each)).toEqual([]);
    expect(await wrongBooks(arena, customers, 0)).toEqual([]);
  });

  it('of one key are one reward, told alike to the byte', { timeout: PATIENCE_MS }, async () => {
    const of = { kind: '2', rounds: SAME_KEY_ROUNDS, points: 10 * COST };
    const customers = await earnedBy(arena, of);
    const rounds = await runRounds(arena, customers, () => ({ key: 'the-one-tap' }));
    const isOdd = ({ differentBodies }: { differentBodies: number }) => differentBodies !== 1;
    expect(oddOnes(rounds, { '200 ok': CROWD }, isOdd)).toEqual([]);
    expect(await wrongBooks(arena, customers, 9 * COST)).toEqual([]);
  });

  it('of one key for two rewards are one of both', { timeout: PATIENCE_MS }, async () => {
    const of = { kind: '3', rounds: REUSED_KEY_ROUNDS, points: 10 * COST };
    const customers = await earnedBy(arena, of);
    const rounds = await runRounds(arena, customers, (place) => ({
      key: 'two-minds',
      rewardId: place < CROWD / 2 ? REWARD : OTHER,
    }));
    expect(oddOnes(rounds, { '200 ok': CROWD / 2, '409 key_reused': CROWD / 2 })).toEqual([]);
    const twice = await arena.at.shop.rows(
      `SELECT member_id FROM redemptions JOIN members USING (program_id, member_id)
       WHERE customer_id = ANY ($1) GROUP BY member_id HAVING count(*) <> 1`,
      [customers],
    );
    expect(twice).toEqual([]);
    await assertBooksBalance(arena.at.database.ownerUrl);
  });

  it('spend a balance more than once at a server that checks and then acts', async () => {
    const { at, crowd } = arena;
    const given = await givenByNaiveServer(at.database.ownerUrl, crowd, NAIVE_ROUNDS);
    expect(given).toBeGreaterThan(NAIVE_ROUNDS);
  });
});
