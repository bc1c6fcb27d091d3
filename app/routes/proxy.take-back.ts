/** The theme gives a reward back that was not used. */
import type { ActionFunctionArgs } from '@remix-run/node';
import { takeBackRequest } from '../contracts/buyer-api.ts';
import { answerBuyer, proxyGate } from './answer-buyer.ts';

export function action({ request, context }: ActionFunctionArgs) {
  return answerBuyer(request, {
    gate: proxyGate(context),
    method: 'POST',
    schema: takeBackRequest,
    serve: (visitor, ask) => context.buyers.takeBack(visitor, ask),
  });
}

/** Whoever only looks is told to post. */
export const loader = action;
