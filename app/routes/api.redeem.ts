/** An extension turns points into a code: at checkout, or with `?via=account` in the account. */
import type { ActionFunctionArgs } from '@remix-run/node';
import { redeemRequest } from '../contracts/buyer-api.ts';
import { answerBuyer, apiGate } from './answer-buyer.ts';

export function action({ request, context }: ActionFunctionArgs) {
  const isAccount = new URL(request.url).searchParams.get('via') === 'account';
  return answerBuyer(request, {
    gate: apiGate(context),
    method: 'POST',
    schema: redeemRequest,
    serve: (visitor, ask) =>
      context.buyers.redeem(visitor, ask, isAccount ? 'account' : 'checkout'),
  });
}

/** Answers a browser that asks whether it may post; whoever only looks is told to post. */
export const loader = action;
