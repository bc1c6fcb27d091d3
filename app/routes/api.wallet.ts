/** What a shopper has: card and codes, for an extension. */
import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerBuyer, apiGate } from './answer-buyer.ts';

export function loader({ request, context }: LoaderFunctionArgs) {
  return answerBuyer(request, {
    gate: apiGate(context),
    method: 'GET',
    schema: null,
    serve: (visitor) => context.buyers.wallet(visitor),
  });
}

/** Whoever posts is told to look. */
export const action = loader;
