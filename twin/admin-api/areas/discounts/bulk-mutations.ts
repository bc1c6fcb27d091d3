/** Redeem codes by the hundred, and many discounts at once; all of it by jobs. */
import type { RedeemCodeBulk } from '../../../model/discount.ts';
import { discounts, redeemCodeBulks, redeemCodes } from '../../../model/kinds.ts';
import { changeDiscounts, type BulkAction } from '../../../trade/discounts-in-bulk.ts';
import {
  addRedeemCodes,
  CODES_A_CALL,
  deleteRedeemCodes,
  tooManyWords,
} from '../../../trade/redeem-codes.ts';
import type { Outcome } from '../../../trade/refusal.ts';
import type { Job } from '../../../trade/kinds.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import { coded } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';

type ChoiceArgs = {
  readonly ids?: readonly string[] | null;
  readonly search?: string | null;
  readonly savedSearchId?: string | null;
};

const SAVED = {
  code: "Invalid 'saved_search_id'.",
  automatic: 'Invalid savedSearchId.',
} as const;

function jobPayload(outcome: Outcome<Job>) {
  if (outcome.ok) return { job: outcome.value };
  return refuse(outcome.field, outcome.message, outcome.code);
}

function bulk(action: BulkAction, method: 'code' | 'automatic'): Resolvers[string] {
  return (_parent, args: ChoiceArgs, { world, shop }) => {
    // Shopify keeps no saved searches of discounts for apps: every id of one is wrong.
    const isAlone = !args.ids && typeof args.search !== 'string';
    if (args.savedSearchId && isAlone) {
      return refuse(['savedSearchId'], SAVED[method], 'INVALID');
    }
    const kind = method === 'code' ? 'DiscountCodeNode' : 'DiscountAutomaticNode';
    const ids = args.ids?.map((gid) => idOf(gid, kind)) ?? null;
    const search = args.search ?? (args.savedSearchId ? '' : null);
    return jobPayload(changeDiscounts(world, shop.id, { action, method, ids, search }));
  };
}

export const bulkMutations: Resolvers = {
  discountCodeBulkActivate: bulk('activate', 'code'),
  discountCodeBulkDeactivate: bulk('deactivate', 'code'),
  discountCodeBulkDelete: bulk('delete', 'code'),
  discountAutomaticBulkDelete: bulk('delete', 'automatic'),
  discountRedeemCodeBulkAdd: (
    _parent,
    args: { discountId: string; codes: readonly { code: string }[] },
    { world, shop, app },
  ) => {
    if (args.codes.length > CODES_A_CALL) {
      throw coded(tooManyWords(args.codes.length), 'MAX_INPUT_SIZE_EXCEEDED');
    }
    const added = addRedeemCodes(world, shop.id, {
      discountId: idOf(args.discountId, 'DiscountCodeNode'),
      codes: args.codes.map(({ code }) => code),
      appId: app.id,
    });
    if (!added.ok) return refuse(added.field, added.message, added.code);
    return { bulkCreation: added.value };
  },
  discountCodeRedeemCodeBulkDelete: (
    _parent,
    args: ChoiceArgs & { discountId: string },
    { world, shop },
  ) => {
    if (args.savedSearchId && !args.ids && typeof args.search !== 'string') {
      return refuse(['savedSearchId'], SAVED.code, 'INVALID');
    }
    if (typeof args.search === 'string' && args.search.trim() === '' && !args.ids) {
      return refuse(['search'], "'Search' can't be blank.", 'BLANK');
    }
    if (args.ids?.length === 0) return refuse(null, 'Something went wrong, please try again.');
    return jobPayload(
      deleteRedeemCodes(world, shop.id, {
        discountId: idOf(args.discountId, 'DiscountCodeNode'),
        ids: args.ids?.map((gid) => idOf(gid, 'DiscountRedeemCode')) ?? null,
        search: args.search ?? null,
      }),
    );
  },
};

type Counted = RedeemCodeBulk['codes'][number];

const failed = ({ errors }: Counted) => errors.length > 0;

export const bulkCreationFields: Resolvers = {
  done: ({ isDone }: RedeemCodeBulk) => isDone,
  codesCount: ({ codes }: RedeemCodeBulk) => codes.length,
  failedCount: ({ codes }: RedeemCodeBulk) => codes.filter(failed).length,
  importedCount: ({ codes }: RedeemCodeBulk) =>
    codes.filter(({ codeId }) => codeId !== null).length,
  discountCode: ({ discountId }: RedeemCodeBulk, _args, { world, shop }) =>
    world.store.get(discounts, shop.id, discountId),
  codes: ({ codes }: RedeemCodeBulk, args: PageArgs, { world, shop }) => {
    const numbered = codes.map((one, index) => ({ ...one, id: index + 1 }));
    return listConnection(args, numbered, ({ code, codeId, errors }) => ({
      code,
      // Recorded answers have no code in these errors: the word says what is wrong.
      errors: errors.map(({ message }) => ({ field: ['code'], message, code: null })),
      discountRedeemCode: codeId === null ? null : world.store.get(redeemCodes, shop.id, codeId),
    }));
  },
};

export const bulkQueries: Resolvers = {
  discountRedeemCodeBulkCreation: (_parent, { id }: { id: string }, { world, shop }) =>
    world.store.get(redeemCodeBulks, shop.id, idOf(id, 'DiscountRedeemCodeBulkCreation')),
};
