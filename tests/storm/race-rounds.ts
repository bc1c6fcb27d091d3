/**
 * Rounds in which sixty-four requests of one member meet: at several web processes over one
 * database, each sent but for its last byte, and all last bytes sent at once.
 */
import type { RedeemReply, RefusalReply } from '../../app/contracts/buyer-api.ts';
import {
  type Answered,
  asExtension,
  asTheme,
  type BuyersAtWeb,
  proxied,
} from '../support/buyers-at-web.ts';
import { day, seenOrder } from '../support/drain-shop.ts';
import type { Crowd, Prepared } from '../support/released-together.ts';

export const CROWD = 64;
export const ROUNDS_AT_ONCE = 3;
/** One process lets a member try twenty times at once: so many take the whole crowd. */
export const WEBS = 4;
export const REWARD = 'amount-off-5';
export const OTHER = 'free-shipping';
export const COST = 500;

export type Arena = { readonly at: BuyersAtWeb; readonly crowd: Crowd };

/** What one place of the crowd asks for, and under which key. */
export type Ask = (place: number) => { readonly key: string; readonly rewardId?: string };

export type Round = {
  readonly customerId: string;
  /** Answers by status and what they said: `409 insufficient_points`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly differentBodies: number;
  readonly serverErrors: number;
};

/** As many members as there are rounds, each with so many points. */
export async function earnedBy(
  { at: { shop } }: Arena,
  { kind, rounds, points }: { kind: string; rounds: number; points: number },
): Promise<string[]> {
  const customers = Array.from({ length: rounds }, (_, round) => `${kind}${1_000_000 + round}`);
  const orders = customers.map((customerId) =>
    seenOrder(`e-${customerId}`, { customerId, price: `${points}.00` }),
  );
  await shop.feed(orders);
  await shop.at(day(20)).drain();
  return customers;
}

/** A round for each of the customers, in no particular order. */
export async function runRounds(
  arena: Arena,
  customers: readonly string[],
  ask: Ask,
): Promise<Round[]> {
  const rounds: Round[] = [];
  const waiting = [...customers];
  // One member's requests wait for one another, so other members' rounds run beside them.
  const runSome = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      rounds.push(roundOf(one, await race(arena, one, ask)));
    }
  };
  await Promise.all(Array.from({ length: ROUNDS_AT_ONCE }, runSome));
  return rounds;
}

/** All places of the crowd ask at once for one member: by turns as extension and as theme. */
async function race({ at, crowd }: Arena, customerId: string, ask: Ask): Promise<Answered[]> {
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

function roundOf(customerId: string, answers: readonly Answered[]): Round {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const name = sayAnswer(answer);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return {
    ...{ customerId, counts },
    differentBodies: new Set(answers.map(({ text }) => text)).size,
    serverErrors: answers.filter(({ status }) => status >= 500).length,
  };
}

function sayAnswer({ status, text }: Answered): string {
  if (status >= 500) return `${status}`;
  const said = JSON.parse(text) as RedeemReply | RefusalReply;
  return `${status} ${said.ok ? 'ok' : said.reason}`;
}

/** Those that did not have exactly so many answers of each kind. */
export function oddOnes(
  rounds: readonly Round[],
  each: Readonly<Record<string, number>>,
  isOdd: (round: Round) => boolean = () => false,
): Round[] {
  return rounds.filter((round) => {
    const isAsItOughtToBe = Object.entries(each).every(
      ([name, many]) => round.counts[name] === many,
    );
    return !isAsItOughtToBe || isOdd(round);
  });
}

/** What is not one reward each, or below zero, for those members. */
export async function wrongBooks(
  { at: { shop } }: Arena,
  customers: readonly string[],
  left: number,
): Promise<object[]> {
  return shop.rows(
    `SELECT m.customer_id, m.available::int, m.held::int, count(r.redemption_id)::int AS rewards
     FROM members m LEFT JOIN redemptions r USING (program_id, member_id)
     WHERE m.customer_id = ANY ($1)
     GROUP BY m.program_id, m.member_id
     HAVING count(r.redemption_id) <> 1 OR m.held <> $2 OR m.available <> $3`,
    [customers, COST, left],
  );
}
