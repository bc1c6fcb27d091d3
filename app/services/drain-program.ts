/**
 * All the work that waits in a program, up to a bound: notices, then deliveries of orders, then
 * members for whom time has come, then members to be folded again. Refolds come after many batches,
 * not after each, so that a member with ten late orders is folded again once.
 */
import { applyNotices, type NoticeNeeds } from './apply-notices.ts';
import { drainInbox, type DrainBounds, type Drained } from './drain-inbox.ts';
import { matureMembers } from './mature-members.ts';
import type { DrainNeeds } from './ports/drain.ts';
import { refoldCrowd } from './refold-crowd.ts';
import { refoldMember } from './refold-member.ts';
import { sayBug } from './say-bug.ts';

const MEMBERS_PER_BATCH = 200;
/** Times the jobs a worker does at once these are fewer than its connections. */
const REFOLDS_AT_ONCE = 3;

export type ProgramDrained = Drained & { readonly refolded: number; readonly matured: number };

/** Drains a program; `more` asks for another job. Throws only what is transient. */
export async function drainProgram(
  needs: DrainNeeds & { readonly notices?: NoticeNeeds },
  programId: number,
  bounds: DrainBounds,
): Promise<ProgramDrained> {
  if (needs.notices) await applyNotices(needs.notices, programId);
  const drained = await drainInbox(needs, programId, bounds);
  const matured = await matureDue(needs, programId, bounds);
  const refolded = await refoldFlagged(needs, programId, bounds);
  return {
    ...drained,
    more: drained.more || matured.more || refolded.more,
    matured: matured.members,
    refolded: refolded.members,
  };
}

type Told = { readonly members: number; readonly more: boolean };

async function matureDue(
  needs: DrainNeeds,
  programId: number,
  { budgetMs, batchesMax }: DrainBounds,
): Promise<Told> {
  const deadline = needs.clock() + budgetMs;
  let members = 0;
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const asOf = needs.clock();
    if (batch > 0 && asOf >= deadline) return { members, more: true };
    const matured = await matureMembers(needs, { programId, asOf, atMost: MEMBERS_PER_BATCH });
    members += matured;
    if (matured < MEMBERS_PER_BATCH) return { members, more: false };
  }
  return { members, more: true };
}

async function refoldFlagged(
  needs: DrainNeeds,
  programId: number,
  { budgetMs, batchesMax }: DrainBounds,
): Promise<Told> {
  const deadline = needs.clock() + budgetMs;
  let members = 0;
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const due = { asOf: needs.clock(), atMost: MEMBERS_PER_BATCH };
    const memberIds = await needs.books.listRefolds(programId, due);
    const crowd = new Set(await refoldTogether(needs, programId, memberIds));
    members += crowd.size;
    const told = await refoldSome(needs, programId, {
      memberIds: memberIds.filter((memberId) => !crowd.has(memberId)),
      deadline,
      isFirst: members === 0,
    });
    members += told;
    if (crowd.size + told < memberIds.length) return { members, more: true };
    if (memberIds.length < MEMBERS_PER_BATCH) return { members, more: false };
  }
  return { members, more: true };
}

/** Those who may be folded together; where one of them is at fault, each stands alone. */
async function refoldTogether(
  needs: DrainNeeds,
  programId: number,
  memberIds: readonly number[],
): Promise<number[]> {
  if (memberIds.length === 0) return [];
  try {
    return await refoldCrowd(needs, { programId, memberIds, asOf: needs.clock() });
  } catch (error) {
    if (needs.books.isTransient(error)) throw error;
    const members = memberIds.length;
    needs.log.warn({ programId, members, err: error }, 'A crowd cannot be folded again together.');
    return [];
  }
}

/**
 * A few members at a time: each is a transaction of its own, most of which is waiting for the
 * database. Answers how many were folded until the deadline, one at least if it is the first.
 */
async function refoldSome(
  needs: DrainNeeds,
  programId: number,
  some: {
    readonly memberIds: readonly number[];
    readonly deadline: number;
    readonly isFirst: boolean;
  },
): Promise<number> {
  const waiting = some.memberIds.values();
  let told = 0;
  const foldOn = async () => {
    for (const memberId of waiting) {
      const isOver = needs.clock() >= some.deadline;
      if (isOver && !(some.isFirst && told === 0)) return;
      told += 1;
      await refoldOne(needs, programId, memberId);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: REFOLDS_AT_ONCE }, foldOn));
  const failed = lanes.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
  return told;
}

/** One member's bug must not keep the others waiting: it is noted and tried again later. */
async function refoldOne(needs: DrainNeeds, programId: number, memberId: number): Promise<void> {
  const asOf = needs.clock();
  try {
    await refoldMember(needs, { programId, memberId, asOf });
  } catch (error) {
    if (needs.books.isTransient(error)) throw error;
    const reason = sayBug(error);
    needs.log.error(
      { programId, memberId, reason, err: error },
      'A member cannot be folded again.',
    );
    await needs.books.postponeRefold(programId, { memberId, reason, asOf });
  }
}
