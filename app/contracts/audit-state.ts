/** Where the audit of a program's books stands, as its chore keeps it. */
import { z } from 'zod';

const count = z.int().nonnegative();
const moment = z.int();

const breachFound = z.object({
  law: z.string(),
  memberId: z.int().nullable(),
  /** Names the row within the member or the program; ids of ours only. */
  key: z.string(),
  foundAt: moment,
});

const tally = { members: count, movements: count };

const auditStateSchema = z.object({
  /** All that was posted up to here has been audited since. */
  postedTo: moment.nullable(),
  /** When what changed is looked at next; until then a walk over everybody goes on. */
  changedAt: moment,
  /** A pass over what changed that goes on, with members beyond `after`. */
  pass: z.object({ startedAt: moment, until: moment, after: count, ...tally }).nullable(),
  /** A walk over all members that goes on. */
  walk: z.object({ startedAt: moment, after: count, ...tally }).nullable(),
  lastPass: z.object({ finishedAt: moment, ...tally }).nullable(),
  lastWalk: z.object({ finishedAt: moment, ...tally }).nullable(),
  /** What is broken as far as we know, no more than can be shown. */
  breaches: z.array(breachFound),
  /** There were more than are kept. */
  more: z.boolean(),
});

export type AuditState = z.output<typeof auditStateSchema>;
export type BreachFound = z.output<typeof breachFound>;

const NEW: AuditState = {
  ...{ postedTo: null, changedAt: 0, pass: null, walk: null, lastPass: null, lastWalk: null },
  breaches: [],
  more: false,
};

/** What a chore kept; a fresh start where it kept nothing of today's shape. */
export function parseAuditState(state: unknown): AuditState {
  const parsed = auditStateSchema.safeParse(state);
  return parsed.success ? parsed.data : NEW;
}
