/** Whether Shopify is through with something it does in its own time. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';

const answer = z.object({ job: z.object({ done: z.boolean() }).nullable() });

const IS_JOB_DONE: Operation<typeof answer> = {
  name: 'IsJobDone',
  effect: 'read',
  cost: 2,
  answer,
  document: /* GraphQL */ `
    query IsJobDone($id: ID!) {
      job(id: $id) {
        done
      }
    }
  `,
};

/** A job that Shopify has forgotten is done. */
export const isJobDone =
  (ask: Ask): Shopify['isJobDone'] =>
  async (shop, jobId) => {
    const { job } = await ask({ shop, lane: 'pool' }, IS_JOB_DONE, { id: jobId });
    return job?.done ?? true;
  };
