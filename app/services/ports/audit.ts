/** What the auditor needs of the books: all of a step is read in one snapshot of them. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { LinkedPosting } from './drain.ts';

/** A law by its name, and what is wrong where it answers anything, as a sentence for the owner. */
export type LawNamed = { readonly name: string; readonly broken: string };

/**
 * What a law is asked of. `changed`: members, in every pass. `members`: members too, but nothing a
 * movement brings can break it, so only as everybody is looked at. `range`: rows of members in a
 * range of ids, whether those exist or not. `program`: a program as a whole.
 */
export type AskedOf = 'changed' | 'members' | 'range' | 'program';

/** A row that breaks a law. `key` names it within the member, or the program: ids of ours only. */
export type Breach = {
  readonly law: string;
  readonly memberId: number | null;
  readonly key: string;
};

/** Members by id, beyond `after` up to `to`: null is the end of all ids. */
export type MemberRange = { readonly after: number; readonly to: number | null };

/** Movements after `since`, not after `until`, of members by id beyond `after`. */
export type PostedRange = {
  readonly since: Instant;
  readonly until: Instant;
  readonly after: number;
};

/** Where verifying a member's chain begins: after the link numbered so; 0: with the first. */
export type ChainFrom = { readonly memberId: number; readonly afterSeq: number };

/** Links of a member numbered beyond `afterSeq` up to `toSeq`. */
export type ChainSpan = ChainFrom & { readonly toSeq: number };

/** A member's head, and the link before those that are read; '' before the first. */
export type ChainHead = ChainFrom & {
  readonly chain: string;
  readonly seq: number;
  readonly previous: string;
};

export type ReadLink = LinkedPosting & { readonly digest: string | null };

/** The books of one program in one snapshot, which nobody can write to. */
export type OpenAudit = {
  /**
   * Whose movements were posted in the range, and from which of them on: as many members as a step
   * may bear. `to` is the last of them; null where no other is left.
   */
  changed(range: PostedRange): Promise<{ readonly to: number | null; readonly from: ChainFrom[] }>;
  /** The next members by id with about so many movements; `to` is null where there are none. */
  page(after: number, movements: number): Promise<{ to: number | null; memberIds: number[] }>;
  /** All of them, and all they are one with. */
  withGroups(memberIds: readonly number[]): Promise<number[]>;
  /** Asks what movements change of those members: whole groups. */
  askChanged(memberIds: readonly number[]): Promise<Breach[]>;
  /** Asks every law of members about them: whole groups. */
  askMembers(memberIds: readonly number[]): Promise<Breach[]>;
  /** Whether every row in the range has the member it names. */
  askRange(range: MemberRange): Promise<Breach[]>;
  /** What is asked of a program as a whole. */
  askProgram(): Promise<Breach[]>;
  readHeads(from: readonly ChainFrom[]): Promise<ChainHead[]>;
  /** Links in the order of the spans given and of their numbers. */
  readLinks(spans: readonly ChainSpan[]): Promise<ReadLink[]>;
};

export type Audits = {
  /** Every law there is, the chain's apart. */
  readonly laws: readonly (LawNamed & { readonly of: AskedOf })[];
  /** Shows the books as they were at one instant, however long `work` takes. */
  snapshot<T>(programId: number, work: (open: OpenAudit) => Promise<T>): Promise<T>;
};
