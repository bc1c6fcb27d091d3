/** Redemptions in PostgreSQL: the books, and what redeeming needs beside them. */
import type pg from 'pg';
import type { OpenRedemptions, Redemptions } from '../../services/ports/redemption.ts';
import { findAdjustment, writeAdjustment } from './adjustments.server.ts';
import { isTransient } from './blame.ts';
import { openBooksOf } from './books.server.ts';
import { endCode } from './end-code.server.ts';
import { findByCode, findById, listHeld } from './find-redemption.server.ts';
import { forgetCodes } from './forget-codes.server.ts';
import { loadOpenLots } from './load-open-lots.server.ts';
import { countTaken, readTaken } from './taken-rewards.server.ts';
import { lockCustomer } from './lock-member.server.ts';
import { inProgramByKeys } from './pool.server.ts';
import { readCard } from './read-card.server.ts';
import { readStanding } from './read-standing.server.ts';
import { redeemCode } from './redeem-code.server.ts';

export function openRedemptions(pool: pg.Pool): Redemptions {
  return {
    inProgram: (programId, work) =>
      inProgramByKeys(pool, programId, (client) => work(openRedemptionsOf(client, programId))),
    isTransient,
  };
}

function openRedemptionsOf(client: pg.PoolClient, programId: number): OpenRedemptions {
  return {
    ...openBooksOf(client, programId),
    lockCustomer: (customer) => lockCustomer(client, programId, customer),
    readStanding: (memberId, requestKey) =>
      readStanding(client, programId, { memberId, requestKey }),
    loadOpenLots: (memberId) => loadOpenLots(client, programId, memberId),
    readTaken: (memberId, rewardId) => readTaken(client, programId, { memberId, rewardId }),
    countTaken: (rewardId, stock) => countTaken(client, programId, { rewardId, stock }),
    redeemCode: (redemption) => redeemCode(client, programId, redemption),
    findByCode: (memberId, code) => findByCode(client, programId, { memberId, code }),
    findById: (redemptionId) => findById(client, programId, redemptionId),
    findAdjustment: (memberId, key) => findAdjustment(client, programId, { memberId, key }),
    readCard: (customer, asOf) => readCard(client, programId, { ...customer, asOf }),
    listHeld: (memberId) => listHeld(client, programId, memberId),
    writeAdjustment: (memberId, decision, staffId) =>
      writeAdjustment(client, programId, { memberId, decision, staffId }),
    endCode: (code) => endCode(client, programId, code),
    forgetCodes: (memberId) => forgetCodes(client, programId, memberId),
  };
}
