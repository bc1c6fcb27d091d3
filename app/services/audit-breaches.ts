/** What is known to be broken: what was found, less what was found mended since. */
import type { AuditState, BreachFound } from '../contracts/audit-state.ts';
import type { Breach } from './ports/audit.ts';

/** Kept and shown; where there are more, one bug has done the same to all of them. */
const KEPT_MAX = 200;
/** Of one law, so that no law hides another behind it. */
const KEPT_OF_LAW = 20;

type Known = Pick<AuditState, 'breaches' | 'more'>;

/** Members who were asked about, and by which laws. */
type Asked = { readonly memberIds: readonly number[]; readonly laws: ReadonlySet<string> };

/** After some were asked about: what is known of them by these laws is what was found now. */
export function withFound(
  known: Known,
  found: readonly Breach[],
  { asked, at }: { readonly asked: Asked; readonly at: number },
): Known {
  const members = new Set<number | null>(asked.memberIds);
  const left = known.breaches.filter(
    ({ law, memberId }) => memberId === null || !members.has(memberId) || !asked.laws.has(law),
  );
  return bounded(known.more, [...found.map((one) => ({ ...one, foundAt: at })), ...left]);
}

/** After a walk over everybody: what it did not find again is mended. */
export function withoutMended({ breaches, more }: Known, startedAt: number): Known {
  return { breaches: breaches.filter(({ foundAt }) => foundAt >= startedAt), more };
}

/** The latest found come first and stay. */
function bounded(more: boolean, found: readonly BreachFound[]): Known {
  const rows = new Set<string>();
  const counts = new Map<string, number>();
  let left = false;
  const breaches = found.filter((one) => {
    const row = `${one.law} ${one.memberId} ${one.key}`;
    if (rows.has(row)) return false;
    rows.add(row);
    const count = (counts.get(one.law) ?? 0) + 1;
    counts.set(one.law, count);
    const isKept = count <= KEPT_OF_LAW && rows.size <= KEPT_MAX;
    left ||= !isKept;
    return isKept;
  });
  return { breaches, more: more || left };
}
