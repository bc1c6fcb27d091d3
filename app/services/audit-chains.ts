/**
 * Members' chains, verified from any link on: every link is worked out from the one before it, and
 * the last one is the header's. A row changed, removed or put in later breaks the chain there.
 */
import type {
  Breach,
  ChainFrom,
  ChainHead,
  ChainSpan,
  OpenAudit,
  ReadLink,
} from './ports/audit.ts';
import type { ChainCrypto } from './ports/drain.ts';
import { linkAfter } from './post-movements.ts';

/** The one law that is no query, as the others are named. */
export const CHAIN_HOLDS = {
  name: 'chain-holds',
  broken: 'A movement is not what was posted: it was changed, taken out or put in later.',
} as const;

/** Links read at once: each has its explanation with it. */
const LINKS_AT_ONCE = 2_000;

/** One breach for each member whose chain does not hold, and how many links were worked out. */
export async function auditChains(
  open: Pick<OpenAudit, 'readHeads' | 'readLinks'>,
  from: readonly ChainFrom[],
  sha256: ChainCrypto['sha256'],
): Promise<{ readonly breaches: Breach[]; readonly links: number }> {
  const heads = await open.readHeads(from);
  const reached = new Map(heads.map((head) => [head.memberId, startOf(head)]));
  let links = 0;
  for (const spans of spansOf(heads)) {
    const read = await open.readLinks(spans);
    links += read.length;
    for (const link of read) follow(reached.get(link.memberId), link, sha256);
  }
  const breaches = heads.flatMap((head): Breach[] => {
    const place = reached.get(head.memberId);
    const holds = place?.brokenAt === null && place.seq === head.seq && place.chain === head.chain;
    const key = `seq:${place?.brokenAt ?? place?.seq ?? 0}`;
    return holds ? [] : [{ law: CHAIN_HOLDS.name, memberId: head.memberId, key }];
  });
  return { breaches, links };
}

type Place = { seq: number; chain: string; brokenAt: number | null };

function startOf({ afterSeq, previous }: ChainHead): Place {
  return { seq: afterSeq, chain: previous, brokenAt: null };
}

function follow(place: Place | undefined, link: ReadLink, sha256: ChainCrypto['sha256']): void {
  if (!place || place.brokenAt !== null) return;
  if (link.seq !== place.seq + 1 || linkText(place.chain, link, sha256) !== link.chain) {
    place.brokenAt = link.seq;
  }
  place.seq = link.seq;
  place.chain = link.chain;
}

/** Null where there is nothing left to work the link out of. */
function linkText(previous: string, link: ReadLink, sha256: ChainCrypto['sha256']): string | null {
  const { explanation } = link as { explanation: ReadLink['explanation'] | null };
  if (link.digest === null && explanation === null) return null;
  return linkAfter(previous, link, sha256);
}

/** What is to be read, so many links at a time; a long chain comes in parts. */
function* spansOf(heads: readonly ChainHead[]): Generator<ChainSpan[]> {
  let spans: ChainSpan[] = [];
  let room = LINKS_AT_ONCE;
  for (const { memberId, afterSeq, seq } of heads) {
    for (let after = afterSeq; after < seq;) {
      const toSeq = Math.min(seq, after + room);
      spans.push({ memberId, afterSeq: after, toSeq });
      room -= toSeq - after;
      after = toSeq;
      if (room > 0) continue;
      yield spans;
      [spans, room] = [[], LINKS_AT_ONCE];
    }
  }
  if (spans.length > 0) yield spans;
}
