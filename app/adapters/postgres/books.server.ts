/** The books in PostgreSQL: each operation is a file of this folder; here they meet. */
import type pg from 'pg';
import type { Books, OpenBooks } from '../../services/ports/drain.ts';
import { addUnissued } from './add-unissued.server.ts';
import type { KeyHash } from '../../services/ports/intake.ts';
import { isTransient } from './blame.ts';
import { claimInbox } from './claim-inbox.server.ts';
import { findClaims } from './email-claims.server.ts';
import { loadCrowd, lockCrowd } from './load-crowd.server.ts';
import { loadLots } from './load-lots.server.ts';
import { loadMember } from './load-member.server.ts';
import { lockDueMembers } from './lock-due-members.server.ts';
import { lockGroup } from './lock-group.server.ts';
import { lockMember } from './lock-member.server.ts';
import { lockMembers } from './lock-members.server.ts';
import { lockOrders } from './lock-orders.server.ts';
import { parkRow } from './park-row.server.ts';
import { inProgramByKeys } from './pool.server.ts';
import { programsAtWork } from './programs-at-work.server.ts';
import { readVersions } from './read-versions.server.ts';
import { flagRefolds, listRefolds, postponeRefold } from './refold-queue.server.ts';
import { removeOutdated } from './remove-outdated.server.ts';
import { findBuriedNames } from './tombstones.server.ts';
import { takeSeenCodes } from './take-seen-codes.server.ts';
import { writeBatch } from './write-batch.server.ts';
import { writeDecisions } from './write-decisions.server.ts';
import { writeRefold } from './write-refold.server.ts';

/** `keyHash` is needed once a program has tombstones: it tells whom they stand for. */
export function openBooks(pool: pg.Pool, keyHash?: KeyHash): Books {
  const within = <T>(programId: number, work: (client: pg.PoolClient) => Promise<T>) =>
    inProgramByKeys(pool, programId, work);
  return {
    inProgram: (programId, work) =>
      within(programId, (client) => work(openBooksOf(client, programId, keyHash))),
    parkRow: (programId, row) => within(programId, (client) => parkRow(client, programId, row)),
    listRefolds: (programId, due) =>
      within(programId, (client) => listRefolds(client, programId, due)),
    postponeRefold: (programId, failure) =>
      within(programId, (client) => postponeRefold(client, programId, failure)),
    flagRefolds: (programId, memberIds) =>
      within(programId, (client) => flagRefolds(client, programId, memberIds)),
    programsAtWork: (asOf) => programsAtWork(pool, asOf),
    removeOutdated: (programId, due) =>
      within(programId, (client) => removeOutdated(client, programId, due)),
    isTransient,
  };
}

/** The books inside a transaction that names the program. */
export function openBooksOf(
  client: pg.PoolClient,
  programId: number,
  keyHash?: KeyHash,
): OpenBooks {
  return {
    findBuried: (names) => findBuriedNames(client, { programId, keyHash }, names),
    claimInbox: (claim) => claimInbox(client, programId, claim),
    readVersions: () => readVersions(client, programId),
    findClaims: (guests) => findClaims(client, programId, guests),
    lockOrders: (names) => lockOrders(client, programId, names),
    takeSeenCodes: (codes) => takeSeenCodes(client, programId, codes),
    lockMembers: (wanted) => lockMembers(client, programId, wanted),
    lockDueMembers: (due) => lockDueMembers(client, programId, due),
    loadLots: (wanted, asOf) => loadLots(client, programId, wanted, asOf),
    writeBatch: (write) => writeBatch(client, programId, write),
    lockMember: (memberId) => lockMember(client, programId, memberId),
    lockGroup: (rootId) => lockGroup(client, programId, rootId),
    loadMember: (memberId) => loadMember(client, programId, memberId),
    lockCrowd: (of) => lockCrowd(client, programId, of),
    loadCrowd: (of) => loadCrowd(client, programId, of),
    addUnissued: (codes) => addUnissued(client, programId, codes),
    writeRefold: (write, dropped) => writeRefold(client, programId, write, dropped),
    writeDecisions: (write) => writeDecisions(client, programId, write),
  };
}
