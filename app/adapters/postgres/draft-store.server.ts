/**
 * The program as it is being edited. One lock for all who save or publish it: the second of two
 * reads what the first has committed, and is told so instead of overwriting it.
 */
import type pg from 'pg';
import { readKeptProgram, type PublishedVersion } from '../../contracts/program.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { DraftOffer, DraftStore, OpenDraft, SavedDraft } from '../../services/ports/admin.ts';
import { inProgram } from './pool.server.ts';

export function draftStore(pool: pg.Pool): DraftStore {
  return {
    read: (programId) => inProgram(pool, programId, (client) => readDraft(client, programId)),
    alone: (programId, work) =>
      inProgram(pool, programId, async (client) => {
        await client.query({
          name: 'lock-draft',
          text: "SELECT pg_advisory_xact_lock(hashtextextended('draft:' || $1, 0))",
          values: [String(programId)],
        });
        return work(await openDraft(client, programId));
      }),
  };
}

async function openDraft(client: pg.PoolClient, programId: number): Promise<OpenDraft> {
  const saved = await readDraft(client, programId);
  return {
    saved,
    versions: await readVersions(client, programId),
    save: (offer) => saveDraft(client, programId, (saved?.revision ?? 0) + 1, offer),
  };
}

type DraftRow = {
  revision: number;
  definition: unknown;
  saved_at: Instant;
  saved_by: string | null;
};

async function readDraft(client: pg.PoolClient, programId: number): Promise<SavedDraft | null> {
  const { rows } = await client.query<DraftRow>({
    name: 'read-draft',
    text: 'SELECT revision, definition, saved_at, saved_by FROM drafts WHERE program_id = $1',
    values: [programId],
  });
  const [row] = rows;
  if (!row) return null;
  const parsed = readKeptProgram(row.definition);
  invariant(parsed.ok, `The draft of program ${programId} cannot be read.`);
  const { revision, saved_at: savedAt, saved_by: savedBy } = row;
  return { revision, definition: parsed.definition, savedAt, savedBy };
}

type VersionRow = {
  version: number;
  effective_at: Instant;
  published_at: Instant;
  definition: unknown;
  by_budget: boolean;
};

async function readVersions(client: pg.PoolClient, programId: number): Promise<PublishedVersion[]> {
  const { rows } = await client.query<VersionRow>({
    name: 'read-versions-of-draft',
    text: `SELECT version, effective_at, published_at, definition, by_budget
           FROM program_versions WHERE program_id = $1 ORDER BY version`,
    values: [programId],
  });
  return rows.map((row) => {
    const parsed = readKeptProgram(row.definition);
    invariant(parsed.ok, `Version ${row.version} of program ${programId} cannot be read.`);
    return {
      version: row.version,
      effectiveAt: row.effective_at,
      publishedAt: row.published_at,
      definition: parsed.definition,
      byBudget: row.by_budget,
    };
  });
}

async function saveDraft(
  client: pg.PoolClient,
  programId: number,
  revision: number,
  { definition, savedAt, savedBy }: DraftOffer,
): Promise<number> {
  await client.query({
    name: 'save-draft',
    text: `INSERT INTO drafts (program_id, revision, definition, saved_at, saved_by)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (program_id) DO UPDATE SET revision = excluded.revision,
             definition = excluded.definition, saved_at = excluded.saved_at,
             saved_by = excluded.saved_by`,
    values: [programId, revision, JSON.stringify(definition), new Date(savedAt), savedBy],
  });
  return revision;
}
