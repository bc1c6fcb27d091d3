/**
 * `customerRequestDataErasure`, `customerCancelDataErasure`: forgetting, ordered and taken back.
 */
import { cancelErasure, eraseCustomer } from '../../../trade/customer-privacy.ts';
import type { Resolvers } from '../../engine/area.ts';
import { refuse } from '../../engine/user-errors.ts';
import { customerById } from './find-customers.ts';
import { doneOr } from './said.ts';

type Args = { readonly customerId: string };

const NOBODY = refuse(['customerId'], 'Customer does not exist', 'DOES_NOT_EXIST');

export const privacyMutations: Resolvers = {
  customerRequestDataErasure: (_parent, { customerId }: Args, context) => {
    const customer = customerById(customerId, context);
    if (customer === null) return NOBODY;
    doneOr(eraseCustomer(context.world, context.shop.id, customer.id));
    return { customerId };
  },
  customerCancelDataErasure: (_parent, { customerId }: Args, context) => {
    const customer = customerById(customerId, context);
    if (customer === null) return NOBODY;
    const outcome = cancelErasure(context.world, context.shop.id, customer.id);
    if (outcome.ok) return { customerId };
    const words = "Customer's data is not scheduled for erasure";
    return refuse(['customerId'], words, 'NOT_BEING_ERASED');
  },
};
