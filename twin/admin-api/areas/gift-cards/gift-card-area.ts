/** Gift cards and store credit. */
import { storeCreditAccounts } from '../../../model/kinds.ts';
import type { Area } from '../../engine/area.ts';
import { findCard, giftCardFields, giftCardQueries, moveFields } from './gift-card-fields.ts';
import { giftCardMutations } from './gift-card-mutations.ts';
import { moveMutations } from './move-mutations.ts';
import { accountFields, accountQueries, creditMoveTypes, findMove } from './store-credit-fields.ts';
import { storeCreditMutations } from './store-credit-mutations.ts';

export const giftCardArea: Area = {
  types: {
    GiftCard: giftCardFields,
    GiftCardCreditTransaction: moveFields,
    GiftCardDebitTransaction: moveFields,
    StoreCreditAccount: accountFields,
    ...creditMoveTypes,
  },
  queries: { ...giftCardQueries, ...accountQueries },
  mutations: { ...giftCardMutations, ...moveMutations, ...storeCreditMutations },
  nodes: {
    GiftCard: findCard,
    StoreCreditAccount: (id, { world, shop }) => world.store.get(storeCreditAccounts, shop.id, id),
    StoreCreditAccountCreditTransaction: findMove('credit'),
    StoreCreditAccountDebitTransaction: findMove('debit'),
    StoreCreditAccountDebitRevertTransaction: findMove('debit_revert'),
  },
};
