/** What is told of a line of the ledger beside its sentence. */
import type { LedgerLine } from '../../contracts/admin-members.ts';

type Facts = Pick<LedgerLine, 'seq'> &
  Partial<Pick<LedgerLine, 'firstSeq' | 'corrects' | 'version'>>;

/** `line 12 · program version 1`, `lines 7–9` of an event over several lots; what it puts right. */
export function sayFacts({ seq, firstSeq = seq, version, corrects = [] }: Facts): string {
  const facts = [sayLines(firstSeq, seq)];
  if (version !== null && version !== undefined) facts.push(`program version ${version}`);
  const [first] = corrects;
  if (first !== undefined) facts.push(`puts ${sayLines(first, Math.max(...corrects))} right`);
  return facts.join(' · ');
}

function sayLines(first: number, last: number): string {
  return first === last ? `line ${last}` : `lines ${first}–${last}`;
}
