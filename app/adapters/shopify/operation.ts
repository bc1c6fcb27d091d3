/** One document of the Admin API, and what may be done when nobody answers it. */
import type { z } from 'zod';
import type { Lane, ShopRef } from '../../services/ports/shopify.ts';

/**
 * `read`: asked again at will. `repeatable`: a second time changes nothing more, or is refused in a
 * way that tells. `once`: where nobody answered, the outcome is unknown and nothing is tried again.
 */
export type Effect = 'read' | 'repeatable' | 'once';

export type Operation<Answer extends z.ZodType> = {
  /** The operation's name in the document. */
  readonly name: string;
  readonly document: string;
  readonly effect: Effect;
  /** What it costs at most, in points of the shop's budget, until Shopify has said so itself. */
  readonly cost: number;
  readonly answer: Answer;
};

/** Sends an operation in its lane. Throws {@link ShopifyUnavailable}. */
export type Ask = <Answer extends z.ZodType>(
  to: { readonly shop: ShopRef; readonly lane: Lane },
  operation: Operation<Answer>,
  variables: Readonly<Record<string, unknown>>,
) => Promise<z.output<Answer>>;
