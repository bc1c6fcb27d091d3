/** What the auditor found last, for the owner. */
import type { AuditView, BrokenLaw } from '../contracts/admin-status.ts';
import { parseAuditState } from '../contracts/audit-state.ts';
import { CHAIN_HOLDS } from './audit-chains.ts';
import type { Audits, LawNamed } from './ports/audit.ts';

/** Of what the chore `audit` kept; undefined where it never ran. */
export function auditView(laws: Audits['laws'], state: unknown): AuditView {
  const { lastPass, lastWalk, walk, breaches, more } = parseAuditState(state);
  const all: LawNamed[] = [...laws, CHAIN_HOLDS];
  const looks = [lastPass, lastWalk].flatMap((look) => (look ? [look.finishedAt] : []));
  return {
    lookedAt: looks.length === 0 ? null : Math.max(...looks),
    whole: lastWalk && { finishedAt: lastWalk.finishedAt, members: lastWalk.members },
    underWay: walk && walk.members,
    laws: all.length,
    broken: all.flatMap(({ name, broken }): BrokenLaw[] => {
      const rows = breaches.filter(({ law }) => law === name);
      if (rows.length === 0) return [];
      const ids = rows.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
      return [{ law: name, sentence: broken, rows: rows.length, memberIds: [...new Set(ids)] }];
    }),
    more,
  };
}
