/**
 * Postings become numbered, salted links of a member's chain, and the header follows them.
 *
 * Law 2, checked before anything is written: the header after = the header before + the movements,
 * and the lots changed by exactly as much. A bug that breaks it ends the transaction.
 */
import { digestText, linkText } from '../domain/ledger/chain.ts';
import { shortened } from '../domain/ledger/complete-explanation.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import { type Points, points } from '../domain/kernel/points.ts';
import type { Lot } from '../domain/ledger/lot.ts';
import type { Posting } from '../domain/ledger/post-difference.ts';
import type { ChainCrypto, LinkedPosting, MemberHeader } from './ports/drain.ts';

const SALT_BYTES = 16;

type SaltedPosting = Posting & { readonly salt: string };

type Balances = {
  readonly pending: Points;
  readonly available: Points;
  readonly held: Points;
};

/** The header after its postings, and the postings as links that go on from the header's. */
export function postMovements(
  header: MemberHeader,
  postings: readonly Posting[],
  crypto: ChainCrypto,
): { header: MemberHeader; links: LinkedPosting[] } {
  const salts = crypto.randomBytes(SALT_BYTES * postings.length);
  const links: LinkedPosting[] = [];
  let { seq, chain } = header;
  const balances = { pending: 0, available: 0, held: 0 };
  for (const [place, asked] of postings.entries()) {
    const posting = { ...asked, explanation: shortened(asked.explanation) };
    const salt = hex(salts.subarray(place * SALT_BYTES, (place + 1) * SALT_BYTES));
    seq += 1;
    chain = linkAfter(chain, { ...posting, seq, salt }, crypto.sha256);
    links.push({ ...posting, memberId: header.memberId, seq, salt, chain });
    if (isOwn(posting.from)) balances[posting.from] -= posting.points;
    if (isOwn(posting.to)) balances[posting.to] += posting.points;
  }
  return {
    links,
    header: {
      ...header,
      seq,
      chain,
      pending: points(header.pending + balances.pending),
      available: points(header.available + balances.available),
      held: points(header.held + balances.held),
    },
  };
}

/**
 * The link (hex) that follows `previous`; what writing and verifying have in common. Where words
 * were erased, the digest that was kept of them stands for them.
 */
export function linkAfter(
  previous: string,
  link: SaltedPosting & { readonly seq: number; readonly digest?: string | null },
  sha256: ChainCrypto['sha256'],
): string {
  const digest = link.digest ?? digestOf(link, sha256);
  return sha256(linkText({ ...link, previous, digest }));
}

/** What of a movement's cause and explanation enters its link, in hex. */
export function digestOf(link: SaltedPosting, sha256: ChainCrypto['sha256']): string {
  return sha256(Buffer.from(link.salt, 'hex'), digestText(link));
}

export function sumOfLots(lots: Iterable<Lot>): Balances {
  const sum = { pending: 0, available: 0, held: 0 };
  for (const lot of lots) {
    sum.pending += lot.pending;
    sum.available += lot.available;
    sum.held += lot.held;
  }
  return {
    pending: points(sum.pending),
    available: points(sum.available),
    held: points(sum.held),
  };
}

/** Throws unless the header changed by exactly what the lots changed by. */
export function checkLawTwo(
  header: { readonly before: Balances; readonly after: Balances },
  lots: { readonly before: Balances; readonly after: Balances },
): void {
  for (const account of ['pending', 'available', 'held'] as const) {
    invariant(
      header.after[account] - header.before[account] === lots.after[account] - lots.before[account],
      `A member's ${account} points and their lots changed by different amounts.`,
    );
  }
}

function isOwn(account: string): account is 'pending' | 'available' | 'held' {
  return account === 'pending' || account === 'available' || account === 'held';
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
