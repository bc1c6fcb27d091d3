/**
 * `buyerJourney.intercept`: extensions that want a word before the buyer goes on. Only those with
 * the `block_progress` capability may hold them up; all are told how it ended
 * (https://shopify.dev/docs/api/checkout-ui-extensions/latest/apis/buyer-journey, 2026-11).
 */
import type { InterceptorRequest } from '@shopify/ui-extensions/checkout';

type Blocked = Extract<InterceptorRequest, { behavior: 'block' }>;
type Interceptor = (props: { canBlockProgress: boolean }) => unknown;

export type Verdict =
  | { readonly isAllowed: true }
  | {
      readonly isAllowed: false;
      readonly reason: string;
      readonly errors: readonly { readonly message: string; readonly target?: string }[];
    };

export type Interceptors = {
  /** The builder registers each; calling the answer takes it back. */
  add(interceptor: Interceptor, canBlockProgress: boolean): () => void;
  /** The page asks before it goes on. A failing interceptor does not hold the buyer up. */
  ask(): Promise<Verdict>;
};

/** One per page, shared by all its extensions. */
export function createInterceptors(): Interceptors {
  const known = new Map<Interceptor, boolean>();
  return {
    add: (interceptor, canBlockProgress) => {
      known.set(interceptor, canBlockProgress);
      return () => void known.delete(interceptor);
    },
    ask: async () => {
      const answers = await Promise.all(
        [...known].map(([interceptor, canBlock]) => askOne(interceptor, canBlock)),
      );
      const blocked = answers.flatMap(({ request, canBlock }) =>
        canBlock && request?.behavior === 'block' ? [request] : [],
      );
      const behavior = blocked.length > 0 ? 'block' : 'allow';
      await Promise.allSettled(
        answers.map(async ({ request }) => request?.perform?.({ behavior })),
      );
      return verdictOf(blocked);
    },
  };
}

async function askOne(interceptor: Interceptor, canBlock: boolean) {
  try {
    const request = (await interceptor({ canBlockProgress: canBlock })) as
      InterceptorRequest | undefined;
    return { request, canBlock };
  } catch (error) {
    console.error('An extension failed while it was asked whether the buyer may go on.', error);
    return { request: undefined, canBlock };
  }
}

function verdictOf(blocked: readonly Blocked[]): Verdict {
  const [first] = blocked;
  if (!first) return { isAllowed: true };
  return {
    isAllowed: false,
    reason: first.reason,
    errors: blocked.flatMap(({ errors = [] }) => errors),
  };
}
