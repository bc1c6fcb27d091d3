/** The switches of deliveries, as the control API takes them. */
import { z } from 'zod';
import type { WebhookFaults } from '../webhooks/engine/faults.ts';

const chance = z.number().min(0).max(1);
const ms = z
  .number()
  .int()
  .min(0)
  .max(7 * 86_400_000);
const topics = z.array(z.string().max(100)).max(100);

/** What is not named stays as it was. */
export const webhookFaultsSchema = z.strictObject({
  late: z.strictObject({ minMs: ms, maxMs: ms }).nullable(),
  twice: chance,
  shuffledWithinMs: ms,
  dropped: z.strictObject({
    probability: chance,
    next: z.number().int().min(0).max(1_000_000),
    topics,
  }),
  subscriptionsDeleted: topics,
}) satisfies z.ZodType<WebhookFaults>;
