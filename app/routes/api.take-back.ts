/** An extension gives a reward back that was not used. */
import type { ActionFunctionArgs } from '@remix-run/node';
import { takeBackRequest } from '../contracts/buyer-api.ts';
import { answerBuyer, apiGate } from './answer-buyer.ts';

export function action({ request, context }: ActionFunctionArgs) {
  return answerBuyer(request, {
    gate: apiGate(context),
    method: 'POST',
    schema: takeBackRequest,
    serve: (visitor, ask) => context.buyers.takeBack(visitor, ask),
  });
}

/** Answers a browser that asks whether it may post; whoever only looks is told to post. */
export const loader = action;
