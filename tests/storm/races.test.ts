/**
 * Races over HTTP: sixty-four requests at several web processes over one database, each sent but
 * for its last byte, and all last bytes sent at once. `LAUREL_ROUNDS` says how many such rounds.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedeemReply, RefusalReply } from '../../app/contracts/buyer-api.ts';
import { assertBooksBalance } from '../support/books.ts';
import {
  type Answered,
  asExtension,
  asTheme,
  type BuyersAtWeb,
  proxied,
  startBuyersAtWeb,
} from '../support/buyers-at-web.ts';
import { day, seenOrder } from '../support/drain-shop.ts';
import { freePort } from '../support/ports.ts';
import { type Crowd, openCrowd, type Prepared } from '../support/released-together.ts';

const ROUNDS = Number(process.env.LAUREL_ROUNDS ?? 300);
const SAME_KEY_ROUNDS = Math.ceil(ROUNDS / 10);
const REUSED_KEY_ROUNDS = Math.ceil(ROUNDS / 30);
const NAIVE_ROUNDS = 20;
const CROWD = 64;
const ROUNDS_AT_ONCE = 3;
/** One process lets a member try twenty times at once: so many take the whole crowd. */
const WEBS = 4;
const REWARD = 'amount-off-5';
const OTHER = 'free-shipping';
const COST = 500;
/** Bounds a run that would never end; says nothing about how fast it ought to be. */
const PATIENCE_MS = 60 * 60_000;

let at: BuyersAtWeb;
let crowd: Crowd;

beforeAll(async () => {
  at = await startBuyersAtWeb(WEBS);
  crowd = openCrowd();
  await at.shop.fillPool(ROUNDS + SAME_KEY_ROUNDS + REUSED_KEY_ROUNDS + CROWD);
  await at.shop.fillPool(REUSED_KEY_ROUNDS, { rewardId: OTHER, fingerprint: OTHER });
});
afterAll(async () => {
  crowd.close();
  await at.stop();
});

/** As many members as there are rounds, each with so many points. */
async function earnedBy(kind: string, rounds: number, points: number): Promise<string[]> {
  const customers = Array.from({ length: rounds }, (_, round) => `${kind}${1_000_000 + round}`);
  const orders = customers.map((customerId) =>
    seenOrder(`e-${customerId}`, { customerId, price: `${points}.00` }),
  );
  await at.shop.feed(orders);
  await at.shop.at(day(20)).drain();
  return customers;
}

type Ask = (place: number) => { readonly key: string; readonly rewardId?: string };

/** All places of the crowd ask at once for one member: by turns as extension and as theme. */
async function race(customerId: string, ask: Ask): Promise<Answered[]> {
  const who = { shop: at.shop, customerId };
  // Shopify hands out the same proof for every call of some minutes.
  const { headers } = await asExtension(who, null);
  const path = proxied('/redeem', who);
  const prepared = Array.from({ length: CROWD }, (_, place): Prepared => {
    const web = at.webs[place % WEBS]?.url ?? '';
    const theme = asTheme({ rewardId: REWARD, ...ask(place) });
    return place % (2 * WEBS) < WEBS
      ? { url: `${web}/api/redeem`, init: { ...theme, ...(headers ? { headers } : {}) } }
      : { url: `${web}${path}`, init: theme };
  });
  return crowd.send(prepared);
}

function tally(answers: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, text } of answers) {
    const said = JSON.parse(text) as RedeemReply | RefusalReply;
    const name = `${status} ${said.ok ? 'ok' : said.reason}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

type Rounds = { readonly customers: readonly string[]; readonly each: Record<string, number> };

/** Runs the rounds and answers those that were not as each ought to be. */
async function runRounds(
  { customers, each }: Rounds,
  ask: Ask,
  isOdd: (answers: readonly Answered[]) => boolean = () => false,
): Promise<object[]> {
  const odd: object[] = [];
  const waiting = [...customers];
  // One member's requests wait for one another, so other members' rounds run beside them.
  const runSome = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const answers = await race(one, ask);
      const counts = tally(answers);
      const isAsItOughtToBe = Object.entries(each).every(([name, many]) => counts[name] === many);
      if (!isAsItOughtToBe || isOdd(answers)) odd.push({ customerId: one, counts });
    }
  };
  await Promise.all(Array.from({ length: ROUNDS_AT_ONCE }, runSome));
  return odd;
}

/** What is not one reward each, or below zero, for those members. */
async function wrongBooks(customers: readonly string[], left: number): Promise<object[]> {
  return at.shop.rows(
    `SELECT m.customer_id, m.available::int, m.held::int, count(r.redemption_id)::int AS rewards
     FROM members m LEFT JOIN redemptions r USING (program_id, member_id)
     WHERE m.customer_id = ANY ($1)
     GROUP BY m.program_id, m.member_id
     HAVING count(r.redemption_id) <> 1 OR m.held <> $2 OR m.available <> $3`,
    [customers, COST, left],
  );
}

const isTheSame = (answers: readonly Answered[]) =>
  new Set(answers.map(({ text }) => text)).size === 1;

describe('sixty-four requests whose last bytes come at once', () => {
  it('with points for one give one reward each round', { timeout: PATIENCE_MS }, async () => {
    const customers = await earnedBy('1', ROUNDS, COST);
    const each = { '200 ok': 1, '409 insufficient_points': CROWD - 1 };
    const odd = await runRounds({ customers, each }, (place) => ({ key: `race-tab-${place}` }));
    expect(odd).toEqual([]);
    expect(await wrongBooks(customers, 0)).toEqual([]);
  });

  it('of one key are one reward, told alike to the byte', { timeout: PATIENCE_MS }, async () => {
    const customers = await earnedBy('2', SAME_KEY_ROUNDS, 10 * COST);
    const each = { '200 ok': CROWD };
    const ask = () => ({ key: 'the-one-tap' });
    expect(await runRounds({ customers, each }, ask, (all) => !isTheSame(all))).toEqual([]);
    expect(await wrongBooks(customers, 9 * COST)).toEqual([]);
  });

  it('of one key for two rewards are one of both', { timeout: PATIENCE_MS }, async () => {
    const customers = await earnedBy('3', REUSED_KEY_ROUNDS, 10 * COST);
    const each = { '200 ok': CROWD / 2, '409 key_reused': CROWD / 2 };
    const ask = (place: number) => ({
      key: 'two-minds',
      rewardId: place < CROWD / 2 ? REWARD : OTHER,
    });
    expect(await runRounds({ customers, each }, ask)).toEqual([]);
    const twice = await at.shop.rows(
      `SELECT member_id FROM redemptions JOIN members USING (program_id, member_id)
       WHERE customer_id = ANY ($1) GROUP BY member_id HAVING count(*) <> 1`,
      [customers],
    );
    expect(twice).toEqual([]);
    await assertBooksBalance(at.database.ownerUrl);
  });

  it('spend a balance more than once at a server that checks and then acts', async () => {
    const naive = await startNaiveServer(at.database.ownerUrl);
    let given = 0;
    for (let round = 0; round < NAIVE_ROUNDS; round += 1) {
      const id = String(round);
      await naive.open(id);
      const init = { method: 'POST', body: JSON.stringify({ id }) };
      const asked = Array.from({ length: CROWD }, () => ({ url: naive.url, init }));
      const answers = await crowd.send(asked);
      given += answers.filter(({ status }) => status === 200).length;
    }
    await naive.stop();
    expect(given).toBeGreaterThan(NAIVE_ROUNDS);
  });
});

/** What an app does that reads the balance and then writes what is left, as most do. */
async function startNaiveServer(ownerUrl: string) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 8 });
  await pool.query('CREATE TABLE naive (id text PRIMARY KEY, available integer NOT NULL)');
  const redeem = async (id: string): Promise<boolean> => {
    const { rows } = await pool.query<{ available: number }>(
      'SELECT available FROM naive WHERE id = $1',
      [id],
    );
    const available = rows[0]?.available ?? 0;
    if (available < COST) return false;
    await pool.query('UPDATE naive SET available = $2 WHERE id = $1', [id, available - COST]);
    return true;
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const { id } = JSON.parse(text) as { id: string };
      void redeem(id).then((ok) => response.writeHead(ok ? 200 : 409).end('{}'));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listens } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listens}/redeem`,
    open: (id: string) => pool.query('INSERT INTO naive VALUES ($1, $2)', [id, COST]),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.query('DROP TABLE naive');
      await pool.end();
    },
  };
}
