/**
 * Metafields written so that nothing newer is ever overwritten: each write names the digest of what
 * it replaces. A call is all or nothing at Shopify, so whatever it refuses is taken out of it,
 * looked at alone, and the rest goes on without it.
 */
import type { Log } from './ports/log.ts';
import type { Told, ToldRow } from './ports/mirror.ts';
import type { MetafieldWrite, Shopify, ShopRef } from './ports/shopify.ts';

/** Metafields of one call at Shopify. */
export const WRITES_PER_CALL = 25;

export type WantedMetafield = Omit<ToldRow, 'digest'> &
  Omit<MetafieldWrite, 'digest' | 'key'> & {
    /** What we believe is there; null: nothing. */
    readonly told: Told | null;
  };

export type WrittenMetafields = {
  /** What is there now, to be remembered. */
  readonly told: readonly ToldRow[];
  /** Their owner is not there any more: there is nobody to tell. */
  readonly gone: readonly WantedMetafield[];
  /** Not taken, by Shopify's code. */
  readonly refused: readonly RefusedMetafield[];
};

export type RefusedMetafield = {
  readonly one: WantedMetafield;
  readonly code: string;
  /** Shopify will never have it; else somebody wrote meanwhile, or Shopify stumbled. */
  readonly isHopeless: boolean;
};

export type WriteNeeds = {
  readonly shopify: Pick<Shopify, 'setMetafields' | 'readMetafield'>;
  readonly log: Log;
};

type Lane = Parameters<Shopify['setMetafields']>[1];
type Outcome = { told: ToldRow[]; gone: WantedMetafield[]; refused: RefusedMetafield[] };

/** Something else is there than our digest says. */
const STALE: ReadonlySet<string> = new Set(['STALE_OBJECT', 'INVALID_COMPARE_DIGEST']);
const STUMBLED: ReadonlySet<string> = new Set(['INTERNAL_ERROR', 'UNKNOWN']);
const OWNER_GONE = 'NOT_FOUND';

/** Writes at most {@link WRITES_PER_CALL}, whose owners and keys differ. */
export async function writeMetafields(
  needs: WriteNeeds,
  { shop, lane }: { readonly shop: ShopRef; readonly lane: Lane },
  wanted: readonly WantedMetafield[],
): Promise<WrittenMetafields> {
  const outcome: Outcome = { told: [], gone: [], refused: [] };
  const refused: { one: WantedMetafield; code: string }[] = [];
  const calls = wanted.length > 0 ? [wanted] : [];
  for (let call = calls.pop(); call; call = calls.pop()) {
    const answer = await needs.shopify.setMetafields(shop, lane, call.map(toWrite));
    if (answer.ok) {
      outcome.told.push(...call.map((one, place) => toRow(one, answer.digests[place] ?? null)));
      continue;
    }
    const codes = new Map(answer.problems.map(({ place, code }) => [place, code]));
    const rest = call.filter((_, place) => !codes.has(place));
    refused.push(
      ...call.flatMap((one, place) => {
        const code = codes.get(place);
        return code === undefined ? [] : [{ one, code }];
      }),
    );
    calls.push(...smaller(call, rest, refused));
  }
  for (const { one, code } of refused) await mend(needs, { shop, lane }, one, code, outcome);
  return outcome;
}

/** What to send after a refusal: the rest; or each half, where nobody was named. */
function smaller(
  call: readonly WantedMetafield[],
  rest: readonly WantedMetafield[],
  refused: { one: WantedMetafield; code: string }[],
): (readonly WantedMetafield[])[] {
  if (rest.length < call.length) return rest.length > 0 ? [rest] : [];
  const [only] = call;
  if (only && call.length === 1) {
    refused.push({ one: only, code: 'UNKNOWN' });
    return [];
  }
  const half = Math.ceil(call.length / 2);
  return [call.slice(0, half), call.slice(half)];
}

/** A write that was refused, once more and alone, after a look at what is there. */
async function mend(
  needs: WriteNeeds,
  { shop, lane }: { readonly shop: ShopRef; readonly lane: Lane },
  one: WantedMetafield,
  code: string,
  outcome: Outcome,
): Promise<void> {
  if (!STALE.has(code)) return note(needs, shop, { one, code }, outcome);
  const there = await needs.shopify.readMetafield(shop, { ownerId: one.ownerId, key: one.key });
  if (there && (there.value === one.value || isNewer(there.value, one))) {
    outcome.told.push(toRow(one, there.digest));
    return;
  }
  const write = { ...toWrite(one), digest: there?.digest ?? null };
  const answer = await needs.shopify.setMetafields(shop, lane, [write]);
  if (answer.ok) outcome.told.push(toRow(one, answer.digests[0] ?? null));
  else note(needs, shop, { one, code: answer.problems[0]?.code ?? 'UNKNOWN' }, outcome);
}

/** Whoever is gone is told of no more; that is said once, as nobody can do anything about it. */
function note(
  { log }: WriteNeeds,
  shop: ShopRef,
  { one, code }: { readonly one: WantedMetafield; readonly code: string },
  outcome: Outcome,
): void {
  const about = { shop: shop.shopId, owner: one.owner, key: one.key, code };
  if (code === OWNER_GONE) {
    log.info(about, 'Not mirrored: Shopify knows its owner no more.');
    outcome.gone.push(one);
    return;
  }
  log.warn(about, 'Not mirrored.');
  const isHopeless = !STALE.has(code) && !STUMBLED.has(code);
  outcome.refused.push({ one, code, isHopeless });
}

/**
 * Whether what is there was written of a later state than ours: by another worker, which then told
 * the outbox as well.
 */
function isNewer(value: string, { seq }: WantedMetafield): boolean {
  try {
    const there = JSON.parse(value) as { seq?: unknown } | null;
    return typeof there?.seq === 'number' && there.seq > seq;
  } catch {
    return false;
  }
}

function toWrite({ ownerId, key, value, told }: WantedMetafield): MetafieldWrite {
  return { ownerId, key, value, digest: told?.digest ?? null };
}

function toRow({ owner, key, contentHash, seq }: WantedMetafield, digest: string | null): ToldRow {
  return { owner, key, contentHash, digest, seq };
}
