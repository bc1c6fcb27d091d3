/** What a shop's own notices change: that it left, its scopes, its name, a shopper's request. */
import type { Notice } from '../contracts/observation.ts';
import type { NoticeNeeds } from './apply-notices.ts';
import type { OpenNotices, WaitingNotice } from './ports/intake.ts';

type Of<T extends Notice['type']> = WaitingNotice & {
  readonly notice: Extract<Notice, { type: T }>;
};

/**
 * The shop uninstalled us: codes die by themselves three days on at the latest, as nobody moves
 * their end any more; tokens are worthless and go; the books are kept. A delivery that is older
 * than the newest installation came late and changes nothing.
 */
export function noteLeaving(
  { notices }: NoticeNeeds,
  programId: number,
  { inboxId, shopId, at }: Of<'uninstalled'>,
): Promise<void> {
  return notices.inProgram(programId, async (open) => {
    if (!(await open.claim(inboxId))) return;
    const { installedAt, uninstalledAt } = await open.readShop(shopId);
    const isLate = installedAt !== null && at < installedAt;
    if (!isLate && uninstalledAt === null) await open.noteUninstalled(shopId, at);
    await open.finish(inboxId, isLate ? 'ignored: installed again since' : null);
  });
}

export function noteScopes(
  needs: NoticeNeeds,
  programId: number,
  waiting: Of<'scopes'>,
): Promise<void> {
  const { shopId, notice } = waiting;
  return unlessOutdone(needs, programId, waiting, (open) =>
    open.noteScopes(shopId, notice.scopes.join(',')),
  );
}

export function noteShop(
  needs: NoticeNeeds,
  programId: number,
  waiting: Of<'shop'>,
): Promise<void> {
  const { shopId, notice } = waiting;
  return unlessOutdone(needs, programId, waiting, (open) => open.noteShop(shopId, notice));
}

/** Of somebody erased meanwhile there is nothing to tell any more. */
export function keepDataRequest(
  { notices, vault }: NoticeNeeds,
  programId: number,
  { inboxId, shopId, at, notice }: Of<'data-request'>,
): Promise<void> {
  const { requestId, customerId, orderIds } = notice;
  return notices.inProgram(programId, async (open) => {
    if (!(await open.claim(inboxId))) return;
    const isErased =
      customerId !== null &&
      (await open.isBuried(shopId, {
        kind: 'customer',
        keyHash: vault.keyHash({ kind: 'customer', id: customerId }),
      }));
    if (!isErased) {
      await open.keepDataRequest({ shopId, requestId, customerId, orderIds, receivedAt: at });
    }
    await open.finish(inboxId, isErased ? 'ignored: erased before' : null);
  });
}

/** Deliveries of one topic may come shuffled: the newest one's word counts. */
function unlessOutdone(
  { notices }: NoticeNeeds,
  programId: number,
  waiting: WaitingNotice,
  note: (open: OpenNotices) => Promise<void>,
): Promise<void> {
  return notices.inProgram(programId, async (open) => {
    if (!(await open.claim(waiting.inboxId))) return;
    const isOutdone = await open.isOutdone(waiting);
    if (!isOutdone) await note(open);
    await open.finish(waiting.inboxId, isOutdone ? 'ignored: a newer one came before' : null);
  });
}
