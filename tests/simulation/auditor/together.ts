/**
 * Members who were made one: one list of all that happened to any of them, parted again by whose
 * each thing is and by time. A merge is an arrow from its instant on; who has what comes to a
 * member then is found by following the arrows.
 */
import type { Decision } from '../../../app/domain/facts/decision.ts';
import type { Claim } from '../../../app/domain/identity/guest-orders.ts';
import type { Merge } from '../../../app/domain/identity/merge.ts';
import type { ProgramVersion } from '../../../app/domain/program/program.ts';
import { audit, type Audited, type Doer } from './audit.ts';
import { type MemberLog, versionAt } from './book.ts';
import { daysLater } from './calendar.ts';

export type Person = { readonly id: string; readonly log: MemberLog };

export type AuditedTogether = Audited & {
  /** By `{person} {lot}`: what was handed on of it, less what was taken over. */
  readonly transferred: ReadonlyMap<string, number>;
};

export function auditTogether(
  versions: readonly ProgramVersion[],
  { people, merges }: { people: readonly Person[]; merges: readonly Merge[] },
  asOf: number,
): AuditedTogether {
  const [only, ...others] = people;
  if (only && others.length === 0) {
    return { ...audit(versions, only.log, asOf), transferred: new Map() };
  }
  const instants = [...new Set(merges.map(({ at }) => at))].sort((a, b) => a - b);
  const log = { ...uniteLogs(people), looks: instants.map((at) => at - 1) };
  const has = new Map<string, number>();
  const transferred = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, by: number) =>
    to.set(key, (to.get(key) ?? 0) + by);
  const waiting = [...instants];
  let seen = new Map<string, number>();
  const handOn = (at: number) => {
    for (const [key, amount] of [...has]) {
      const [person = '', lotId = ''] = key.split(' ');
      const holder = holderAt(person, merges, at);
      if (holder === person || amount === 0) continue;
      add(transferred, key, amount);
      add(transferred, `${holder} ${lotId}`, -amount);
      add(has, key, -amount);
      add(has, `${holder} ${lotId}`, amount);
    }
  };
  const audited = audit(versions, log, asOf, (lots, by, at) => {
    for (let next = waiting[0]; next !== undefined && next <= at; next = waiting[0]) {
      waiting.shift();
      handOn(next);
    }
    const now = new Map(lots.map((lot) => [lot.id, lot.pending + lot.available + lot.held]));
    for (const [lotId, amount] of now) {
      const change = amount - (seen.get(lotId) ?? 0);
      const whose = whoDid(by, people) ?? homeOf(lotId, people);
      if (change !== 0) add(has, `${holderAt(whose, merges, at)} ${lotId}`, change);
    }
    seen = now;
  });
  return { ...audited, transferred };
}

/** All that happened to any of them, as if they had always been one. */
export function uniteLogs(people: readonly Person[]): MemberLog {
  const all = <What extends keyof MemberLog>(what: What) =>
    people.flatMap(({ log }) => [...(log[what] ?? [])]) as never;
  const decisions: Decision[] = all('decisions');
  return {
    ...{ orders: all('orders'), activities: all('activities'), standing: all('standing') },
    ...{ uses: all('uses'), decisions: decisions.sort((a, b) => a.at - b.at) },
  };
}

function holderAt(person: string, merges: readonly Merge[], at: number): string {
  const arrow = merges.find((merge) => merge.from === person && merge.at <= at);
  return arrow ? holderAt(arrow.into, merges, at) : person;
}

/** Whose decision it was, or whose reward was used; null where something else moved points. */
function whoDid(by: Doer, people: readonly Person[]): string | null {
  const isIts = ({ log }: Person) =>
    log.decisions.some((one) => one === by) || log.uses.some((one) => one === by);
  return people.find(isIts)?.id ?? null;
}

/** Whose fact the name of a lot speaks of; else who first decided on points of it. */
function homeOf(lotId: string, people: readonly Person[]): string {
  const [what, id = ''] = lotId.split(':');
  const isIts = ({ log }: Person) =>
    (what === 'order' && log.orders.some((one) => one.id === id)) ||
    (what === 'activity' && log.activities.some((one) => one.id === id)) ||
    (what === 'redemption' && log.decisions.some((one) => nameOf(one) === id));
  const owner = people.find(isIts);
  if (owner) return owner.id;
  const named = people.flatMap(({ id: person, log }) =>
    log.decisions.flatMap((one) => {
      const isOpened = nameOf(one) === id && one.kind === what;
      const isTaken = 'takes' in one && one.takes.some((take) => take.lotId === lotId);
      return isOpened
        ? [{ person, at: one.at, rank: 0 }]
        : isTaken
          ? [{ person, at: one.at, rank: 1 }]
          : [];
    }),
  );
  named.sort((a, b) => a.rank - b.rank || a.at - b.at);
  const [first] = named;
  if (!first) throw new Error(`The auditor knows nobody whose ${lotId} could be.`);
  return first.person;
}

function nameOf(decision: Decision): string {
  if ('redemptionId' in decision) return decision.redemptionId;
  return decision.kind === 'entry' ? decision.levelId : decision.id;
}

/** Whose a guest's order is: theirs who first joined with its e-mail, and looked back that far. */
export function adopter(
  order: { readonly emailHash: string | null; readonly createdAt: number },
  claims: readonly Claim[],
  versions: readonly ProgramVersion[],
): string | null {
  const able = claims.filter(({ emailKey, at }) => {
    if (emailKey !== order.emailHash) return false;
    const program = versionAt(versions, at)?.definition;
    const days = program?.lookBackDays ?? null;
    return !program || days === null || daysLater(order.createdAt, days, program.zone) >= at;
  });
  able.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return able[0]?.memberId ?? null;
}
