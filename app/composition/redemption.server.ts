/** Redeeming, put together: the books in PostgreSQL under the use cases of shoppers and staff. */
import { chainCrypto } from '../adapters/crypto/chain-crypto.server.ts';
import { hurryPools } from '../adapters/postgres/hurry-pools.server.ts';
import { openMerges } from '../adapters/postgres/merges.server.ts';
import { openRedemptions } from '../adapters/postgres/redemptions.server.ts';
import type { BuyerServices, StaffBooks } from '../contracts/redemption-context.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { adjustPoints } from '../services/adjust-points.ts';
import { patiently } from '../services/patiently.ts';
import type { RedemptionNeeds } from '../services/ports/redemption.ts';
import { readWallet } from '../services/read-wallet.ts';
import { redeemReward } from '../services/redeem-reward.ts';
import { takeBack } from '../services/take-back.ts';
import { unmergeMember } from '../services/unmerge-member.ts';

type World = {
  readonly pool: Parameters<typeof openRedemptions>[0];
  readonly clock: () => Instant;
  readonly pause: (ms: number) => Promise<void>;
};

/** What routes of shoppers and of staff are given. Releases are the mirror's to ask for. */
export function composeRedemption({ pool, clock, pause }: World) {
  const books = openRedemptions(pool);
  const needs: RedemptionNeeds = { books, crypto: chainCrypto, clock };
  const redeem = redeemReward(needs);
  const giveBack = takeBack(needs);
  const wallet = readWallet(needs);
  const adjust = adjustPoints(needs);
  const unmerge = unmergeMember({ merges: openMerges(pool), crypto: chainCrypto, clock });
  const hurry = hurryPools(pool);
  const patience = { isTransient: (error: unknown) => books.isTransient(error), pause };
  const buyers: BuyerServices = {
    redeem: async ({ programId, shopId, customerId }, ask, via) => {
      const answer = await patiently(patience, () =>
        redeem({ programId, shopId, customerId, ...ask, via }),
      );
      // Nobody waits for the pool to be filled; should this fail, it is looked at each hour.
      void hurry({ programId, shopId }, clock()).catch(() => undefined);
      return answer;
    },
    takeBack: ({ programId, shopId, customerId }, { code }) =>
      patiently(patience, () => giveBack({ programId, shopId, customerId, code })),
    wallet: ({ programId, shopId, customerId }) => wallet({ programId, shopId, customerId }),
  };
  const staff: StaffBooks = {
    adjust: ({ programId, staffId }, ask) =>
      patiently(patience, () => adjust({ programId, staffId, ...ask })),
    unmerge: ({ programId, staffId }, memberId) =>
      patiently(patience, () => unmerge({ programId, staffId, memberId })),
  };
  return { buyers, staff };
}
