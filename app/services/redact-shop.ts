/**
 * `shop/redact`, forty-eight hours after an uninstall: the whole shop is forgotten, member by
 * member and in pages, so that one cut short goes on where it was. Its sums stay under a name that
 * says nothing; installed again under its old name, it begins with a program of its own.
 */
import type { Notice } from '../contracts/observation.ts';
import type { NoticeNeeds } from './apply-notices.ts';
import type { WaitingNotice } from './ports/intake.ts';
import { releaseHeld } from './release-held.ts';
import { sayBug } from './say-bug.ts';
import { sealMember } from './seal-member.ts';

const MEMBERS_PER_PAGE = 50;

type OfShop = WaitingNotice & { readonly notice: Extract<Notice, { type: 'shop-redact' }> };

export async function redactShop(
  needs: NoticeNeeds,
  programId: number,
  waiting: OfShop,
): Promise<void> {
  if (await isInstalled(needs, programId, waiting)) return;
  await releaseAll(needs, programId, waiting.shopId);
  for (;;) {
    const sealed = await sealPage(needs, programId, waiting);
    if (sealed < MEMBERS_PER_PAGE) break;
  }
  const { inboxId, shopId } = waiting;
  await needs.notices.alone(programId, async (open) => {
    if (!(await open.claim(inboxId))) return;
    await open.eraseShop(shopId, { inboxId });
    await open.finish(inboxId, null);
  });
}

/** Installed again before this came: the shop is alive, and its owner wants what is here. */
function isInstalled(
  { notices, log }: NoticeNeeds,
  programId: number,
  { inboxId, shopId }: OfShop,
): Promise<boolean> {
  return notices.inProgram(programId, async (open) => {
    if (!(await open.claim(inboxId))) return true;
    const { installedAt, uninstalledAt } = await open.readShop(shopId);
    if (installedAt === null || uninstalledAt !== null) return false;
    log.warn({ programId, shopId }, 'A shop that is installed is not erased.');
    await open.finish(inboxId, 'ignored: the shop is installed');
    return true;
  });
}

async function releaseAll(needs: NoticeNeeds, programId: number, shopId: number): Promise<void> {
  const { notices, books, clock, log } = needs;
  for (const memberId of await notices.membersHolding({ programId, shopId }, null)) {
    try {
      await releaseHeld(needs, { programId, memberId, asOf: clock() });
    } catch (error) {
      if (books.isTransient(error)) throw error;
      log.error({ programId, memberId, reason: sayBug(error), err: error }, 'Still held.');
    }
  }
}

function sealPage(needs: NoticeNeeds, programId: number, { inboxId, shopId }: OfShop) {
  return needs.notices.alone(programId, async (open) => {
    if (!(await open.claim(inboxId))) return 0;
    const memberIds = await open.membersToSeal(shopId, MEMBERS_PER_PAGE);
    for (const memberId of memberIds) await sealMember(open, memberId, needs.crypto);
    return memberIds.length;
  });
}
