import { beforeEach, describe, expect, it } from 'vitest';
import { type AuditState, parseAuditState } from '../contracts/audit-state.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { auditBooks } from './audit-books.ts';
import { auditView } from './audit-view.ts';
import type { Audits, Breach, OpenAudit } from './ports/audit.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const NOON = instant(1_780_000_000_000);
const SHOP = { programId: 1, shopId: 1, domain: 'a.myshopify.com' };
const LAWS: Audits['laws'] = [
  { name: 'sums', broken: 'Sums differ.', of: 'changed' },
  { name: 'names', broken: 'Names are kept.', of: 'members' },
  { name: 'owners', broken: 'Rows have no owner.', of: 'program' },
];

/** Members 1 to 6 with a movement each; two to a page, and whose were posted when. */
class Books {
  broken: Breach[] = [];
  posted: { memberId: number; at: Instant }[] = [];
  asked: string[] = [];
  errors: object[] = [];
  now = NOON;

  readonly open: OpenAudit = {
    changed: async ({ since, until, after }) => {
      const due = this.posted.filter(({ at }) => at > since && at <= until);
      const members = [...new Set(due.map(({ memberId }) => memberId))].filter((id) => id > after);
      const [first] = members.sort((a, b) => a - b);
      this.asked.push(`changed ${members.length}`);
      const from = first === undefined ? [] : [{ memberId: first, afterSeq: 0 }];
      return { to: members.length > 1 && first !== undefined ? first : null, from };
    },
    page: async (after) => {
      const memberIds = [after + 1, after + 2].filter((id) => id <= 6);
      return { to: memberIds.at(-1) ?? null, memberIds };
    },
    withGroups: async (memberIds) => [...memberIds],
    askChanged: async (memberIds) => this.#of(memberIds, ['sums']),
    askMembers: async (memberIds) => {
      this.asked.push(`members ${memberIds.join(',')}`);
      return this.#of(memberIds, ['sums', 'names']);
    },
    askRange: async () => [],
    askProgram: async () => this.broken.filter(({ memberId }) => memberId === null),
    readHeads: async (from) =>
      from.map((one) => ({ ...one, seq: one.afterSeq, chain: '', previous: '' })),
    readLinks: async () => [],
  };

  #of(memberIds: readonly number[], laws: readonly string[]): Breach[] {
    return this.broken.filter(
      ({ law, memberId }) => laws.includes(law) && memberIds.includes(memberId ?? 0),
    );
  }
}

let books: Books;
beforeEach(() => {
  books = new Books();
});

/** One step of the chore, as of so many minutes after noon. */
async function audit(state: unknown, minutes = 0, stepMs = 0) {
  const { open, errors } = books;
  const asOf = instant(NOON + minutes * MINUTE_MS);
  books.now = asOf;
  const chore = auditBooks({
    audits: { laws: LAWS, snapshot: (_programId, work) => work(open) },
    sha256: () => '',
    log: { info: () => {}, warn: () => {}, error: (fields) => void errors.push(fields) },
    clock: () => (books.now = instant(books.now + stepMs)),
  });
  const { state: next, again } = await chore(SHOP, JSON.parse(JSON.stringify(state)), asOf);
  return { state: parseAuditState(next), inMs: (again ?? 0) - asOf };
}

const foundIn = ({ breaches }: AuditState) =>
  breaches.map(({ law, memberId }) => `${law} ${memberId}`);
const breach = (law: string, memberId: number | null): Breach => ({ law, memberId, key: '' });

describe('the audit', () => {
  it('looks at everybody first, then at what changed, and at everybody a day later', async () => {
    const first = await audit({});
    expect(books.asked).toEqual(['members 1,2', 'members 3,4', 'members 5,6']);
    expect(first.state).toMatchObject({ lastWalk: { members: 6 }, lastPass: null, walk: null });
    expect(first.inMs).toBe(10 * MINUTE_MS);
    books.asked = [];
    books.posted = [{ memberId: 3, at: instant(NOON + MINUTE_MS) }];
    const second = await audit(first.state, 10);
    expect(books.asked).toEqual(['changed 1']);
    expect(second.state.lastPass).toMatchObject({ members: 1 });
    expect((await audit(second.state, 20)).state.lastPass).toMatchObject({ members: 0 });
    books.asked = [];
    const { state } = await audit(second.state, DAY_MS / MINUTE_MS);
    expect(books.asked).toEqual(['changed 0', 'members 1,2', 'members 3,4', 'members 5,6']);
    expect(state.lastWalk?.finishedAt).toBe(NOON + DAY_MS);
  });

  it('leaves what was posted just now, and may not be committed, to the next pass', async () => {
    const { state } = await audit({});
    books.posted = [{ memberId: 3, at: instant(NOON + 9 * MINUTE_MS) }];
    const next = await audit(state, 10);
    expect(next.state.lastPass).toMatchObject({ members: 0 });
    expect((await audit(next.state, 20)).state.lastPass).toMatchObject({ members: 1 });
  });

  it('is cut short by the clock and goes on where it stopped, what changed first', async () => {
    const first = await audit({}, 0, 2_000);
    expect(first.state).toMatchObject({ walk: { after: 2, members: 2 }, lastWalk: null });
    expect(first.inMs).toBeLessThan(MINUTE_MS);
    // Twice for the one: who was looked at is not looked at again in the same pass.
    books.posted = [2, 1, 2].map((memberId, place) => ({
      ...{ memberId, at: instant(NOON + (place + 1) * MINUTE_MS) },
    }));
    const second = await audit(first.state, 10, 2_000);
    expect(second.state).toMatchObject({ walk: { after: 2 }, pass: { members: 1 } });
    const third = await audit(second.state, 11);
    expect(third.state).toMatchObject({ walk: null, pass: null });
    expect(third.state.lastPass?.members).toBe(2);
    expect(third.state.lastWalk?.members).toBe(6);
    expect(books.asked.filter((asked) => asked === 'members 1,2')).toHaveLength(1);
  });

  it('begins anew over a state it cannot read', async () => {
    expect((await audit({ breaches: 'many' })).state.lastWalk).toMatchObject({ members: 6 });
  });
});

describe('what is broken', () => {
  it('is said in an error line each, and stays until it is found mended', async () => {
    books.broken = [
      breach('sums', 2),
      breach('sums', 4),
      breach('names', 4),
      breach('owners', null),
    ];
    const first = await audit({});
    expect(foundIn(first.state)).toHaveLength(4);
    expect(books.errors).toContainEqual(
      expect.objectContaining({ programId: 1, law: 'names', broken: 'Names are kept.', rows: 1 }),
    );
    books.broken = [breach('names', 4), breach('owners', null)];
    const second = await audit(first.state, 10);
    expect(foundIn(second.state).sort()).toEqual(['names 4', 'owners null']);
    books.broken = [];
    const third = await audit(second.state, 20);
    // A walk finds what speaks of no member, and finds it mended.
    expect(foundIn(third.state)).toEqual(['owners null']);
    expect(foundIn((await audit(third.state, 1_440)).state)).toEqual([]);
  });

  it('by one law hides no other, and there being more is said', async () => {
    const { state } = await audit({});
    books.broken = Array.from({ length: 30 }, (_, place) => ({
      ...breach('sums', 3),
      key: String(place),
    }));
    books.broken.push(breach('names', 3));
    const walked = await audit({ ...state, lastWalk: null }, 5);
    expect(foundIn(walked.state).filter((found) => found === 'sums 3')).toHaveLength(20);
    expect(foundIn(walked.state)).toContain('names 3');
    expect(auditView(LAWS, walked.state)).toMatchObject({
      laws: 4,
      more: true,
      whole: { members: 6 },
      broken: [
        { sentence: 'Sums differ.', rows: 20, memberIds: [3] },
        { sentence: 'Names are kept.', rows: 1 },
      ],
    });
  });

  it('is nothing as long as nobody looked', () => {
    expect(auditView(LAWS, undefined)).toEqual({
      ...{ lookedAt: null, whole: null, underWay: null, laws: 4, broken: [], more: false },
    });
  });
});
