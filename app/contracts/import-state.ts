/**
 * Where an import of a shop's history stands, as its chore keeps it between two steps.
 */
import { z } from 'zod';

const count = z.int().nonnegative();
const moment = z.int();

const importStateSchema = z.object({
  /** asked: Shopify was busy. running: it gathers. reading: we read what it gathered. */
  phase: z.enum(['asked', 'running', 'reading', 'done', 'failed']),
  /** gid of Shopify's bulk operation; null while there is none. */
  bulkId: z.string().nullable(),
  objects: count,
  /** Orders of the file taken in so far. */
  read: count,
  /** Bytes of the file that they are: a step goes on after them. */
  offset: count.default(0),
  failed: count,
  oldestAt: moment.nullable(),
  problem: z.string().nullable(),
  finishedAt: moment.nullable(),
});

export type ImportState = z.output<typeof importStateSchema>;

export const NEW_IMPORT: ImportState = {
  phase: 'asked',
  bulkId: null,
  objects: 0,
  read: 0,
  offset: 0,
  failed: 0,
  oldestAt: null,
  problem: null,
  finishedAt: null,
};

/** What a chore kept; null where it kept nothing, or nothing of today's shape. */
export function parseImportState(state: unknown): ImportState | null {
  const parsed = importStateSchema.safeParse(state);
  return parsed.success ? parsed.data : null;
}
