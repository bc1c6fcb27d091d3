/** Notices in PostgreSQL: each operation is a file of this folder; here they meet. */
import type pg from 'pg';
import type { Notices, OpenNotices } from '../../services/ports/intake.ts';
import { keepDataRequest } from './data-requests.server.ts';
import {
  dropDeliveries,
  erasePerson,
  eraseWords,
  findPerson,
  sealedDeliveries,
  sealMember,
} from './erase-person.server.ts';
import { eraseShop, membersToSeal } from './erase-shop.server.ts';
import { adoptOrders, isClaimed, readGuest, writeClaim } from './email-claims.server.ts';
import { readLinks } from './load-member.server.ts';
import { membersHolding } from './members-holding.server.ts';
import { openMergesOf } from './merges.server.ts';
import { claimNotice, finishNotice, isOutdone, waitingNotices } from './notice-rows.server.ts';
import { inProgram, inProgramAlone } from './pool.server.ts';
import {
  hurryHistory,
  noteScopes,
  noteShop,
  noteUninstalled,
  readShopLife,
} from './shop-life.server.ts';
import { bury, findBuried } from './tombstones.server.ts';

export function openNotices(pool: pg.Pool): Notices {
  return {
    waiting: (programId) =>
      inProgram(pool, programId, (client) => waitingNotices(client, programId)),
    inProgram: (programId, work) =>
      inProgram(pool, programId, (client) => work(openNoticesOf(client, programId))),
    alone: (programId, work) =>
      inProgramAlone(pool, programId, (client) =>
        work({ ...openNoticesOf(client, programId), ...openMergesOf(client, programId) }),
      ),
    membersHolding: (shop, memberId) =>
      inProgram(pool, shop.programId, (client) => membersHolding(client, shop, memberId)),
  };
}

function openNoticesOf(client: pg.PoolClient, programId: number): OpenNotices {
  const shop = (shopId: number) => ({ programId, shopId });
  return {
    claim: (inboxId) => claimNotice(client, programId, inboxId),
    finish: (inboxId, note) => finishNotice(client, programId, { inboxId, note }),
    readShop: (shopId) => readShopLife(client, shop(shopId)),
    isOutdone: (notice) => isOutdone(client, programId, notice),
    noteUninstalled: (shopId, at) => noteUninstalled(client, shop(shopId), at),
    noteScopes: (shopId, scopes) => noteScopes(client, shop(shopId), scopes),
    noteShop: (shopId, facts) => noteShop(client, shop(shopId), facts),
    hurryHistory: (shopId, of) => hurryHistory(client, shop(shopId), of),
    keepDataRequest: (request) => keepDataRequest(client, programId, request),
    isClaimed: (claiming) => isClaimed(client, programId, claiming),
    writeClaim: (claiming, at) => writeClaim(client, programId, { ...claiming, at }),
    readGuest: (guest) => readGuest(client, programId, guest),
    adoptOrders: (orderKeys, memberId) => adoptOrders(client, programId, { orderKeys, memberId }),
    findPerson: (person) => findPerson(client, programId, person),
    bury: (shopId, hashes) =>
      bury(
        client,
        programId,
        hashes.map((hash) => ({ ...hash, shopId })),
      ),
    isBuried: async (shopId, hash) =>
      (await findBuried(client, programId, [{ ...hash, shopId }])).length > 0,
    sealMember: (memberId) => sealMember(client, programId, memberId),
    readLinks: (memberId) => readLinks(client, programId, memberId),
    eraseWords: (memberId, digests) => eraseWords(client, programId, { memberId, digests }),
    erasePerson: (person) => erasePerson(client, programId, person),
    sealedDeliveries: (shopId, after) => sealedDeliveries(client, programId, { shopId, after }),
    dropDeliveries: (inboxIds) => dropDeliveries(client, programId, inboxIds),
    membersToSeal: (shopId, atMost) => membersToSeal(client, shop(shopId), atMost),
    eraseShop: (shopId, but) => eraseShop(client, shop(shopId), but),
  };
}
