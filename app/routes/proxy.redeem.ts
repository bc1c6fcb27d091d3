/** The theme turns points into a code. */
import type { ActionFunctionArgs } from '@remix-run/node';
import { redeemRequest } from '../contracts/buyer-api.ts';
import { answerBuyer, proxyGate } from './answer-buyer.ts';

export function action({ request, context }: ActionFunctionArgs) {
  return answerBuyer(request, {
    gate: proxyGate(context),
    method: 'POST',
    schema: redeemRequest,
    serve: (visitor, ask) => context.buyers.redeem(visitor, ask, 'theme'),
  });
}

/** Whoever only looks is told to post. */
export const loader = action;
