/** The books in PostgreSQL: each operation is a file of this folder; here they meet. */
import type pg from 'pg';
import type { Books, OpenBooks } from '../../services/ports/drain.ts';
import { isTransient } from './blame.ts';
import { claimInbox } from './claim-inbox.server.ts';
import { loadLots } from './load-lots.server.ts';
import { loadMember } from './load-member.server.ts';
import { lockDueMembers } from './lock-due-members.server.ts';
import { lockMembers } from './lock-members.server.ts';
import { lockOrders } from './lock-orders.server.ts';
import { parkRow } from './park-row.server.ts';
import { inProgramByKeys } from './pool.server.ts';
import { programsAtWork } from './programs-at-work.server.ts';
import { readVersions } from './read-versions.server.ts';
import { flagRefolds, listRefolds, postponeRefold } from './refold-queue.server.ts';
import { removeOutdated } from './remove-outdated.server.ts';
import { writeBatch } from './write-batch.server.ts';
import { writeRefold } from './write-refold.server.ts';

export function openBooks(pool: pg.Pool): Books {
  const within = <T>(programId: number, work: (client: pg.PoolClient) => Promise<T>) =>
    inProgramByKeys(pool, programId, work);
  return {
    inProgram: (programId, work) =>
      within(programId, (client) => work(openBooksOf(client, programId))),
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

function openBooksOf(client: pg.PoolClient, programId: number): OpenBooks {
  return {
    claimInbox: (claim) => claimInbox(client, programId, claim),
    readVersions: () => readVersions(client, programId),
    lockOrders: (names) => lockOrders(client, programId, names),
    lockMembers: (wanted) => lockMembers(client, programId, wanted),
    lockDueMembers: (due) => lockDueMembers(client, programId, due),
    loadLots: (wanted, asOf) => loadLots(client, programId, wanted, asOf),
    writeBatch: (write) => writeBatch(client, programId, write),
    loadMember: (memberId) => loadMember(client, programId, memberId),
    writeRefold: (write, dropped) => writeRefold(client, programId, write, dropped),
  };
}
