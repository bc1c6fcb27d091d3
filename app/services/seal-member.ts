/**
 * A member erased: nothing leads from their books to a person any more. Numbers, lots and the chain
 * stay, so the program's sums do; the words go, and of each the digest stays that its link was made
 * with. A sealed member is never folded again: their orders are gone, and folding without them
 * would take everything back.
 */
import type { NoticeNeeds } from './apply-notices.ts';
import type { OpenNotices } from './ports/intake.ts';
import { digestOf } from './post-movements.ts';

export async function sealMember(
  open: OpenNotices,
  memberId: number,
  crypto: NoticeNeeds['crypto'],
): Promise<void> {
  const links = await open.readLinks(memberId);
  const digests = links.map((link) => ({ seq: link.seq, digest: digestOf(link, crypto.sha256) }));
  // First sealed, then erased: the door to a ledger's words opens for nobody else.
  await open.sealMember(memberId);
  await open.eraseWords(memberId, digests);
}
