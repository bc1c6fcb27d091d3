/**
 * Shoppers who asked what is known of them: who waits, the answer as a file, and that it was sent.
 */
import type { DataRequestView, PrivacyContext } from '../contracts/privacy-context.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { KeptRequest, MemberReader, RequestStore } from './ports/intake.ts';

/** The law gives thirty days. */
const ANSWER_MS = 30 * 24 * 60 * 60_000;

export function answerDataRequests(needs: {
  readonly requests: RequestStore;
  readonly readMember: MemberReader;
  readonly clock: () => Instant;
}): PrivacyContext {
  const { requests, readMember, clock } = needs;
  return {
    listDataRequests: async (shop) => (await requests.list(shop)).map(viewOf),
    exportMember: async (shop, customerId) => ({
      customerId,
      exportedAt: new Date(clock()).toISOString(),
      ...(await readMember(shop, customerId)),
    }),
    markAnswered: (shop, requestId) => requests.markAnswered(shop, { requestId, asOf: clock() }),
  };
}

function viewOf({ requestId, customerId, orderIds, receivedAt, answeredAt }: KeptRequest) {
  const view: DataRequestView = {
    requestId,
    customerId,
    orders: orderIds.length,
    receivedAt,
    dueAt: receivedAt + ANSWER_MS,
    answeredAt,
  };
  return view;
}
