/** What Shopify was told, and what there is to tell it. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import { versionInForce } from '../../domain/program/program.ts';
import type { Mirrors, ProgramNews, ToldRow } from '../../services/ports/mirror.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { bringBack, putOff } from './dead-letters.server.ts';
import { lockUnsealed } from './lock-unsealed.server.ts';
import {
  forgetOutboxMembers,
  forgetTold,
  readOutboxMembers,
  tellOfAllMembers,
} from './outbox.server.ts';
import { inProgram, inProgramByKeys } from './pool.server.ts';
import { readVersions } from './read-versions.server.ts';

/** The mirrors of all shops, over the pool. */
export function openMirrors(pool: pg.Pool): Mirrors {
  const within = <T>(shop: ShopRef, work: (client: pg.PoolClient) => Promise<T>) =>
    inProgram(pool, shop.programId, work);
  const byKeys = <T>(shop: ShopRef, work: (client: pg.PoolClient) => Promise<T>) =>
    inProgramByKeys(pool, shop.programId, work);
  return {
    readMembers: (shop, from) => byKeys(shop, (client) => readOutboxMembers(client, shop, from)),
    readRules: (shop, asOf) =>
      within(shop, async (client) => {
        const versions = await readVersions(client, shop.programId);
        const inForce = versionInForce(versions, asOf) ?? versions[0];
        return inForce?.definition ?? null;
      }),
    readProgram: (shop) => within(shop, (client) => readProgram(client, shop)),
    writeTold: (shop, rows, asOf) =>
      byKeys(shop, (client) => writeTold(client, shop.programId, rows, asOf)),
    forget: (shop, done) => byKeys(shop, (client) => forgetOutboxMembers(client, shop, done)),
    putOff: (shop, news, asOf) => byKeys(shop, (client) => putOff(client, shop, news, asOf)),
    bringBack: (shop, asOf, atMost) =>
      byKeys(shop, (client) => bringBack(client, shop, asOf, atMost)),
    beginAnew: (shop, asOf) =>
      within(shop, async (client) => {
        await forgetTold(client, shop);
        await tellOfAllMembers(client, shop, asOf);
      }),
    tellAll: (shop, asOf) => within(shop, (client) => tellOfAllMembers(client, shop, asOf)),
  };
}

const READ_SHOP = {
  name: 'read-shop-to-mirror',
  text: `SELECT s.shopify_id, r.content_hash, r.digest, r.seq
         FROM shops s
         LEFT JOIN mirrors r ON r.program_id = s.program_id AND r.key = 'program'
                            AND r.owner = 'shop:' || s.shop_id
         WHERE s.program_id = $1 AND s.shop_id = $2`,
};

async function readProgram(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
): Promise<ProgramNews> {
  const values = [programId, shopId];
  const { rows } = await client.query<{
    shopify_id: string | null;
    content_hash: string | null;
    digest: string | null;
    seq: number | null;
  }>({ ...READ_SHOP, values });
  const [row] = rows;
  const contentHash = row?.content_hash ?? null;
  const told =
    contentHash === null
      ? null
      : { contentHash, digest: row?.digest ?? null, version: row?.seq ?? 0 };
  return {
    shopifyId: row?.shopify_id ?? null,
    versions: await readVersions(client, programId),
    told,
  };
}

const WRITE = {
  name: 'write-told',
  text: `
    INSERT INTO mirrors (program_id, owner, key, content_hash, digest, seq, told_at)
    SELECT $1, new.owner, new.key, new."contentHash", new.digest, new.seq, $3
    FROM json_to_recordset($2) AS new (
      owner text, key text, "contentHash" text, digest text, seq bigint)
    ON CONFLICT (program_id, owner, key) DO UPDATE
    SET content_hash = excluded.content_hash, digest = excluded.digest, seq = excluded.seq,
        told_at = excluded.told_at`,
};

const MEMBER = /^member:(\d+)$/;

/** Of whoever was erased while Shopify was told, nothing is noted. */
async function writeTold(
  client: pg.ClientBase,
  programId: number,
  rows: readonly ToldRow[],
  asOf: Instant,
): Promise<void> {
  const memberOf = ({ owner }: ToldRow) => Number(MEMBER.exec(owner)?.[1] ?? 0);
  const members = rows.map(memberOf).filter((memberId) => memberId > 0);
  const known = await lockUnsealed(client, programId, members);
  const noted = rows.filter((row) => memberOf(row) === 0 || known.has(memberOf(row)));
  const values = [programId, JSON.stringify(noted), new Date(asOf)];
  if (noted.length > 0) await client.query({ ...WRITE, values });
}
