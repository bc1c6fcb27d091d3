/**
 * One row of sound books is changed, put in or taken out, and the auditor names the law that this
 * breaks: a walk over everybody each of them, and a pass over those whose movements were posted
 * since all that such a look can see.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAWS } from '../../app/adapters/postgres/laws/laws.ts';
import { parseAuditState } from '../../app/contracts/audit-state.ts';
import { auditor, breachesOf } from '../support/audit.ts';
import { openAuditedShop, TODAY, withPlanted } from '../support/audited-shop.ts';
import { day } from '../support/drain-shop.ts';
import type { MergeShop } from '../support/merge-shop.ts';
import type { Plant } from '../support/plant.ts';
import { PLANTS_FOR_WALK } from '../support/plants-for-walk.ts';
import { PLANTS_THAT_MOVED } from '../support/plants-that-moved.ts';

/** A walk sees the same by another law: `movements-have-members`. */
const SEEN_BY_PASS_ALONE = 'posted-by-members';

let shop: MergeShop;
beforeAll(async () => {
  shop = await openAuditedShop();
});
afterAll(async () => {
  await shop?.close();
});

/** The laws named with the plant in the books, by a walk and by a pass since the beginning. */
async function lawsNamed(sql: string, first = ''): Promise<{ walk: string[]; pass: string[] }> {
  return withPlanted(shop.database.ownerUrl, async (owner, pool) => {
    if (first) await owner.query(first);
    expect((await owner.query(sql)).rowCount, 'rows planted').toBe(1);
    const audit = auditor(pool);
    const now = day(TODAY);
    const lastWalk = { finishedAt: now, members: 0, movements: 0 };
    const sinceTheBeginning = { ...parseAuditState({}), postedTo: day(0), lastWalk };
    const [walk, pass] = [
      await audit(shop.programId, {}, now),
      await audit(shop.programId, sinceTheBeginning, now),
    ];
    const namesOf = ({ state }: typeof walk) => state.breaches.map(({ law }) => law);
    return { walk: namesOf(walk), pass: namesOf(pass) };
  });
}

const named = (plants: readonly Plant[]) =>
  plants.map(([title, law, sql, first = '']) => ({ title, law, sql, first }));

it('sound books break no law, of whichever kind', async () => {
  expect(await breachesOf(shop.pool, shop.programId)).toEqual([]);
});

it('there is a plant for every law', () => {
  const planted = [...PLANTS_THAT_MOVED, ...PLANTS_FOR_WALK].map(([, law]) => law);
  const laws = [...LAWS.map(({ name }) => name), 'chain-holds'];
  expect(laws.filter((law) => !planted.includes(law))).toEqual([SEEN_BY_PASS_ALONE]);
});

describe('found by a walk and by a pass:', () => {
  it.each(named(PLANTS_THAT_MOVED))('$title breaks $law', async ({ law, sql, first }) => {
    const { walk, pass } = await lawsNamed(sql, first);
    expect(walk).toContain(law);
    expect(pass).toContain(law);
  });
});

describe('found by a walk alone:', () => {
  it.each(named(PLANTS_FOR_WALK))('$title breaks $law', async ({ law, sql, first }) => {
    const { walk, pass } = await lawsNamed(sql, first);
    expect(walk).toContain(law);
    expect(pass).not.toContain(law);
  });
});

it('a pass finds movements of a member who is not there', async () => {
  const sql = "DELETE FROM members WHERE customer_id = 'waits'";
  const { pass } = await lawsNamed(sql);
  expect(pass).toEqual([SEEN_BY_PASS_ALONE]);
});
