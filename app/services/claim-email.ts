/**
 * A customer proved an e-mail to be theirs: orders placed with it as a guest are theirs from now on
 * as if they always had been, as far back as the program looks (`ownerOfGuestOrder`). Orders of
 * guests that come in later find the claim by themselves (`claimed-orders`).
 *
 * Shopify tells of a customer whenever anything of them changes, so almost every time there is
 * nothing new; that is found out beside all other work. A new claim is made while nothing else of
 * the program is folded, so that no order slips between the two.
 */
import type { Notice } from '../contracts/observation.ts';
import { ownerOfGuestOrder } from '../domain/identity/guest-orders.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import type { NoticeNeeds } from './apply-notices.ts';
import type { OpenNotices, WaitingNotice } from './ports/intake.ts';
import type { OpenMerges } from './ports/merges.ts';

type EmailNotice = Extract<Notice, { type: 'customer-email' }>;
type Claiming = {
  readonly shopId: number;
  readonly customerId: string;
  readonly emailHash: string;
};

export async function claimEmail(
  needs: NoticeNeeds,
  programId: number,
  { inboxId, shopId, notice }: WaitingNotice & { readonly notice: EmailNotice },
): Promise<void> {
  const { customerId, emailHash } = notice;
  const isOver = await needs.notices.inProgram(programId, async (open) => {
    if (!(await open.claim(inboxId))) return true;
    const isNews = emailHash !== null && !(await open.isClaimed({ shopId, customerId, emailHash }));
    if (!isNews) await open.finish(inboxId, null);
    return !isNews;
  });
  if (isOver || emailHash === null) return;
  await needs.notices.alone(programId, async (open) => {
    if (!(await open.claim(inboxId))) return;
    const keyHash = needs.vault.keyHash({ kind: 'customer', id: customerId });
    const isErased = await open.isBuried(shopId, { kind: 'customer', keyHash });
    if (!isErased) await adopt(needs, open, { shopId, customerId, emailHash });
    await open.finish(inboxId, isErased ? 'ignored: erased before' : null);
  });
}

/** Notes the claim, and makes them a member where orders wait that it reaches. */
async function adopt(
  needs: NoticeNeeds,
  open: OpenNotices & OpenMerges,
  claiming: Claiming,
): Promise<void> {
  const { shopId, customerId, emailHash } = claiming;
  await open.writeClaim(claiming, needs.clock());
  const { orders, claims, versions } = await open.readGuest({ shopId, emailHash });
  const theirs = orders.filter(({ createdAt }) => {
    const order = { emailKey: emailHash, createdAt };
    return ownerOfGuestOrder(order, claims, versions) === customerId;
  });
  if (theirs.length === 0) return;
  const customers = [{ shopId, customerId }];
  const { headers } = await open.lockToMerge({ memberIds: [], customers });
  const member = headers.find((header) => header.customerId === customerId);
  invariant(member, 'Who has orders was made a member.');
  const orderKeys = theirs.map(({ orderKey }) => orderKey);
  await open.adoptOrders(orderKeys, member.memberId);
}
