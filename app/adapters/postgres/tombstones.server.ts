/** Keyed hashes of whom we forgot, so that nothing that comes in later brings them back. */
import type pg from 'pg';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Buried, KeyHash } from '../../services/ports/intake.ts';

export type Tombstone = {
  readonly shopId: number;
  readonly kind: Buried['kind'];
  readonly keyHash: string;
};

export async function bury(
  client: pg.ClientBase,
  programId: number,
  tombstones: readonly Tombstone[],
): Promise<void> {
  await client.query(
    `INSERT INTO tombstones (program_id, shop_id, kind, key_hash, at)
     SELECT $1, named.*, now() FROM unnest($2::bigint[], $3::text[], $4::text[]) AS named
     ON CONFLICT DO NOTHING`,
    [programId, ...columnsOf(tombstones)],
  );
}

/** Those of the names that are on a tombstone. */
export async function findBuried(
  client: pg.ClientBase,
  programId: number,
  names: readonly Tombstone[],
): Promise<Tombstone[]> {
  const { rows } = await client.query<{ shop_id: number; kind: Buried['kind']; key_hash: string }>({
    name: 'find-buried',
    text: `SELECT t.shop_id, t.kind, t.key_hash
           FROM unnest($2::bigint[], $3::text[], $4::text[]) AS named (shop_id, kind, key_hash)
           CROSS JOIN LATERAL (
             SELECT t.shop_id, t.kind, t.key_hash FROM tombstones t
             WHERE t.program_id = $1 AND t.shop_id = named.shop_id AND t.kind = named.kind
               AND t.key_hash = named.key_hash
             OFFSET 0) AS t`,
    values: [programId, ...columnsOf(names)],
  });
  return rows.map(({ shop_id: shopId, kind, key_hash: keyHash }) => ({ shopId, kind, keyHash }));
}

/** Those of Shopify's names that are on a tombstone. */
export async function findBuriedNames<T extends Buried & { readonly shopId: number }>(
  client: pg.ClientBase,
  by: { readonly programId: number; readonly keyHash: KeyHash | undefined },
  names: readonly T[],
): Promise<T[]> {
  const { keyHash } = by;
  invariant(keyHash, 'A program with tombstones is drained with the key they were made with.');
  const hashed = names.map((name) => ({ ...name, keyHash: keyHash(name) }));
  const buried = await findBuried(client, by.programId, hashed);
  const keys = new Set(buried.map(keyOf));
  return names.filter((_name, place) => {
    const one = hashed[place];
    return one !== undefined && keys.has(keyOf(one));
  });
}

const keyOf = ({ shopId, kind, keyHash }: Tombstone): string => `${shopId} ${kind} ${keyHash}`;

function columnsOf(names: readonly Tombstone[]): [number[], string[], string[]] {
  return [
    names.map(({ shopId }) => shopId),
    names.map(({ kind }) => kind),
    names.map(({ keyHash }) => keyHash),
  ];
}
