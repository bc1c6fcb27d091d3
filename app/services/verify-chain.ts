/**
 * Whether a member's movements are the ones that were posted: every link is worked out again from
 * the one before it and compared. A row changed, removed or added later breaks the chain at its
 * place.
 */
import type { ChainCrypto, LinkedPosting } from './ports/drain.ts';
import { linkAfter } from './post-movements.ts';

type ChainVerdict =
  | { readonly ok: true; readonly links: number }
  | {
      readonly ok: false;
      readonly reason: 'missing_link' | 'changed_link' | 'other_head';
      readonly seq: number;
    };

/**
 * Verifies links in the order of `seq` against the head (hex) and count the header keeps.
 * Refusals: `missing_link` (a number is left out), `changed_link` (a row is not what was posted),
 * `other_head` (the newest link is not the header's).
 */
export function verifyChain(
  links: Iterable<LinkedPosting & { readonly digest?: string | null }>,
  header: { readonly seq: number; readonly chain: string },
  sha256: ChainCrypto['sha256'],
): ChainVerdict {
  let [seq, chain] = [0, ''];
  for (const link of links) {
    seq += 1;
    if (link.seq !== seq) return { ok: false, reason: 'missing_link', seq };
    chain = linkAfter(chain, link, sha256);
    if (chain !== link.chain) return { ok: false, reason: 'changed_link', seq };
  }
  if (seq !== header.seq || chain !== header.chain) return { ok: false, reason: 'other_head', seq };
  return { ok: true, links: seq };
}
