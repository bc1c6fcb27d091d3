/**
 * The chore `audit`: the laws of the books, asked of the books while they are in use. Every ten
 * minutes of those whose movements were posted since, and once a day of everybody and of every row.
 * It repairs nothing: what is broken is a bug, and is shown to the owner and logged as an error
 * until it is found mended.
 *
 * Each step reads one snapshot, in which a transaction of the drain is there whole or not at all.
 * What was posted in the last two minutes is left to the next pass: it is stamped before it is
 * committed, and what is committed late must not be passed over. Steps are short and rest between,
 * so that a walk over millions never keeps the worker from its work.
 */
import { type AuditState, parseAuditState } from '../contracts/audit-state.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { withFound, withoutMended } from './audit-breaches.ts';
import { auditChains, CHAIN_HOLDS } from './audit-chains.ts';
import type { Audits, Breach, ChainFrom, OpenAudit } from './ports/audit.ts';
import type { ChoreHandler } from './ports/chores.ts';
import type { ChainCrypto } from './ports/drain.ts';
import type { Log } from './ports/log.ts';

export type AuditNeeds = {
  readonly audits: Audits;
  readonly sha256: ChainCrypto['sha256'];
  readonly log: Log;
  readonly clock: () => Instant;
};

const PASS_EVERY_MS = 10 * 60_000;
const WALK_EVERY_MS = 24 * 60 * 60_000;
/** No transaction that posts lives longer between its stamp and its commit. */
const SETTLED_MS = 2 * 60_000;
const STEP_MS = 1_000;
const REST_MS = 2_000;
/** What a step of the walk looks at, about. */
const PAGE_MOVEMENTS = 4_000;

/** The chore `audit`: never done, due again within ten minutes. */
export function auditBooks(needs: AuditNeeds): ChoreHandler {
  return async ({ programId }, given, asOf) => {
    const deadline = needs.clock() + STEP_MS;
    let state = begun(parseAuditState(given), asOf);
    while (state.pass || state.walk) {
      const step = state.pass ? lookAtChanged : walkOn;
      const at: Step = { programId, state, asOf };
      state = begun(await needs.audits.snapshot(programId, (open) => step(needs, open, at)), asOf);
      const now = needs.clock();
      if ((state.pass || state.walk) && now >= deadline) {
        return { state, again: instant(now + REST_MS) };
      }
    }
    const walkAt = (state.lastWalk?.finishedAt ?? 0) + WALK_EVERY_MS;
    return { state, again: instant(Math.min(state.changedAt, walkAt)) };
  };
}

type Step = { readonly programId: number; readonly state: AuditState; readonly asOf: Instant };
type Tally = { members: number; movements: number };
type State = AuditState;

/** With the pass and the walk begun that are due. */
function begun(state: State, asOf: Instant): State {
  const none = { members: 0, movements: 0 };
  const walkIsDue = asOf >= (state.lastWalk?.finishedAt ?? -WALK_EVERY_MS) + WALK_EVERY_MS;
  const walk = state.walk ?? (walkIsDue ? { startedAt: asOf, after: 0, ...none } : null);
  const more = state.walk === null && walk !== null ? false : state.more;
  const settled = asOf - SETTLED_MS;
  if (state.postedTo === null) {
    // Of what is there already the walk asks.
    return { ...state, walk, more, postedTo: settled, changedAt: asOf + PASS_EVERY_MS };
  }
  const passIsDue = asOf >= state.changedAt;
  const pass =
    state.pass ?? (passIsDue ? { startedAt: asOf, until: settled, after: 0, ...none } : null);
  return { ...state, walk, more, pass };
}

/**
 * Of those whose movements were posted, so many members further: each is looked at once a pass,
 * however often they were posted for.
 */
async function lookAtChanged(needs: AuditNeeds, open: OpenAudit, at: Step): Promise<State> {
  const { state } = at;
  const { pass, postedTo } = state;
  if (!pass || postedTo === null) return state;
  const isFirst = pass.members === 0 && pass.movements === 0;
  const known = isFirst ? await askAgain(needs, open, at) : state;
  const range = { since: instant(postedTo), until: instant(pass.until), after: pass.after };
  const { to, from } =
    range.since < range.until ? await open.changed(range) : { to: null, from: [] };
  const memberIds = await open.withGroups(from.map(({ memberId }) => memberId));
  const chains = await auditChains(open, from, needs.sha256);
  const found = [...(await open.askChanged(memberIds)), ...chains.breaches];
  report(needs, at, found);
  const asked = { memberIds, laws: namesOf(needs.audits, 'changed') };
  const next = { ...known, ...withFound(known, found, { asked, at: at.asOf }) };
  const tally = added(pass, { members: from.length, movements: chains.links });
  if (to !== null) return { ...next, pass: { ...pass, ...tally, after: to } };
  return {
    ...next,
    pass: null,
    lastPass: { finishedAt: at.asOf, ...tally },
    postedTo: Math.max(pass.until, postedTo),
    changedAt: at.asOf + PASS_EVERY_MS,
  };
}

/** Whether what is known to be broken still is: somebody may have mended it. */
async function askAgain(needs: AuditNeeds, open: OpenAudit, at: Step): Promise<State> {
  const { state } = at;
  const known = state.breaches.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
  if (known.length === 0) return state;
  const memberIds = [...new Set(known)];
  const { found, groups } = await askWhole(needs, open, memberIds);
  report(needs, at, found);
  const asked = { memberIds: groups, laws: namesOf(needs.audits, 'changed', 'members') };
  asked.laws.add(CHAIN_HOLDS.name);
  return { ...state, ...withFound(state, found, { asked, at: at.asOf }) };
}

/** Of everybody, so many members further; behind the last one of the program as a whole. */
async function walkOn(needs: AuditNeeds, open: OpenAudit, at: Step): Promise<State> {
  const { state, asOf } = at;
  const { walk } = state;
  if (!walk) return state;
  const { to, memberIds } = await open.page(walk.after, PAGE_MOVEMENTS);
  const { found, links } = await askWhole(needs, open, memberIds);
  found.push(...(await open.askRange({ after: walk.after, to })));
  if (to === null) found.push(...(await open.askProgram()));
  report(needs, at, found);
  const asked = { memberIds: [], laws: new Set<string>() };
  const known = withFound(state, found, { asked, at: asOf });
  const tally = added(walk, { members: memberIds.length, movements: links });
  if (to !== null) return { ...state, ...known, walk: { ...walk, ...tally, after: to } };
  const lastWalk = { finishedAt: asOf, ...tally };
  return { ...state, ...withoutMended(known, walk.startedAt), walk: null, lastWalk };
}

/** Every law of those members, and of their chains from the first link on. */
async function askWhole({ sha256 }: AuditNeeds, open: OpenAudit, memberIds: readonly number[]) {
  if (memberIds.length === 0) return { found: [] as Breach[], groups: [], links: 0 };
  const groups = await open.withGroups(memberIds);
  const from = memberIds.map((memberId): ChainFrom => ({ memberId, afterSeq: 0 }));
  const { breaches, links } = await auditChains(open, from, sha256);
  return { found: [...(await open.askMembers(groups)), ...breaches], groups, links };
}

function namesOf({ laws }: Audits, ...kinds: readonly string[]): Set<string> {
  return new Set(laws.filter(({ of }) => kinds.includes(of)).map(({ name }) => name));
}

function added(to: Tally, more: Tally): Tally {
  return { members: to.members + more.members, movements: to.movements + more.movements };
}

/** A line for each law: whoever runs Laurel is woken by it. */
function report({ log, audits }: AuditNeeds, { programId }: Step, found: readonly Breach[]): void {
  for (const { name, broken } of [...audits.laws, CHAIN_HOLDS]) {
    const rows = found.filter(({ law }) => law === name);
    if (rows.length === 0) continue;
    const members = rows.slice(0, 10).map(({ memberId, key }) => ({ memberId, key }));
    log.error({ programId, law: name, broken, rows: rows.length, members }, 'A law is broken.');
  }
}
