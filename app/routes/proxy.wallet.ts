/** What a shopper has: card and codes, as the theme refreshes them once its panel is opened. */
import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerBuyer, proxyGate } from './answer-buyer.ts';

export function loader({ request, context }: LoaderFunctionArgs) {
  return answerBuyer(request, {
    gate: proxyGate(context),
    method: 'GET',
    schema: null,
    serve: (visitor) => context.buyers.wallet(visitor),
  });
}

/** Whoever posts is told to look. */
export const action = loader;
