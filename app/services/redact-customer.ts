/**
 * `customers/redact`: a shopper is forgotten. In one transaction beside which no batch, refold or
 * redemption of the program runs: tombstones for the customer and their orders, the member sealed,
 * their orders, waiting deliveries and requests gone. Whatever comes in afterwards, late webhooks,
 * a history, a comparison with Shopify, meets the tombstones and brings nothing back.
 *
 * Who was merged is one person: a request that names one of a group is about all of it. So no group
 * is ever half erased, and what was handed on from one book to another stays in both.
 */
import type { Notice } from '../contracts/observation.ts';
import type { NoticeNeeds } from './apply-notices.ts';
import { sealBond } from './ingest-webhook.ts';
import type {
  BuriedHash,
  FoundPerson,
  OpenNotices,
  Person,
  WaitingNotice,
} from './ports/intake.ts';
import { releaseHeld } from './release-held.ts';
import { sayBug } from './say-bug.ts';
import { sealMember } from './seal-member.ts';

const EMAILS = /[^\s"<>,;:()\\]+@[^\s"<>,;:()\\]+/g;

export async function redactCustomer(
  needs: NoticeNeeds,
  programId: number,
  waiting: WaitingNotice & { readonly notice: Extract<Notice, { type: 'customer-redact' }> },
): Promise<void> {
  const { inboxId, shopId, notice } = waiting;
  const named: Person = { ...notice, shopId };
  await releaseFirst(needs, programId, named);
  await needs.notices.alone(programId, async (open) => {
    if (!(await open.claim(inboxId))) return;
    const found = await open.findPerson(named);
    const orderIds = [...new Set([...named.orderIds, ...found.orderIds])];
    await open.bury(shopId, tombstonesOf(needs, found.customerIds, orderIds));
    await erase(needs, open, { person: { ...named, orderIds }, found });
    await open.finish(inboxId, null);
  });
}

/** What cannot be released is no reason to keep a person: sealed with points held they sum too. */
async function releaseFirst(needs: NoticeNeeds, programId: number, person: Person): Promise<void> {
  const { notices, clock, log } = needs;
  const { memberIds } = await notices.inProgram(programId, (open) => open.findPerson(person));
  const shop = { programId, shopId: person.shopId };
  const holding: number[] = [];
  for (const id of memberIds) holding.push(...(await notices.membersHolding(shop, id)));
  for (const memberId of holding) {
    try {
      await releaseHeld(needs, { programId, memberId, asOf: clock() });
    } catch (error) {
      if (needs.books.isTransient(error)) throw error;
      log.error({ programId, memberId, reason: sayBug(error), err: error }, 'Still held.');
    }
  }
}

async function erase(
  needs: NoticeNeeds,
  open: OpenNotices,
  { person, found }: { person: Person; found: FoundPerson },
): Promise<void> {
  for (const memberId of found.memberIds) await sealMember(open, memberId, needs.crypto);
  await open.erasePerson(person);
  for (const customerId of found.customerIds) await open.erasePerson({ ...person, customerId });
  const names = new Set([...person.orderIds, ...found.customerIds]);
  const { emailHash } = person;
  let after = 0;
  for (;;) {
    const page = await open.sealedDeliveries(person.shopId, after);
    if (page.length === 0) return;
    const theirs = page.filter((delivery) => {
      const original = needs.vault.unseal(delivery.sealed, sealBond(delivery));
      return (
        original !== null &&
        speaksOf(Buffer.from(original).toString(), { names, emailHash }, needs.vault)
      );
    });
    await open.dropDeliveries(theirs.map(({ inboxId }) => inboxId));
    after = page.at(-1)?.inboxId ?? after;
  }
}

/** Whether an original that nobody could read names the person all the same. */
function speaksOf(
  text: string,
  of: { readonly names: ReadonlySet<string>; readonly emailHash: string | null },
  vault: NoticeNeeds['vault'],
): boolean {
  for (const [digits] of text.matchAll(/\d+/g)) if (of.names.has(digits)) return true;
  if (of.emailHash === null) return false;
  for (const [email] of text.matchAll(EMAILS)) {
    if (vault.emailHash(email) === of.emailHash) return true;
  }
  return false;
}

function tombstonesOf(
  { vault }: NoticeNeeds,
  customerIds: readonly string[],
  orderIds: readonly string[],
): BuriedHash[] {
  const hash = (kind: BuriedHash['kind'], id: string) => ({
    kind,
    keyHash: vault.keyHash({ kind, id }),
  });
  return [
    ...customerIds.map((id) => hash('customer', id)),
    ...orderIds.map((id) => hash('order', id)),
  ];
}
