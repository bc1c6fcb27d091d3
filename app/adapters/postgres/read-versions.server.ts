import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import { type Format1, type Format2, inPresentFormat } from '../../domain/program/older-formats.ts';
import type { ProgramDefinition, ProgramVersion } from '../../domain/program/program.ts';

// Definitions were checked field by field when they were published, and never change.
type Row = {
  version: number;
  effective_at: Instant;
  definition: ProgramDefinition | Format2 | Format1;
};

const READ = {
  name: 'read-versions',
  text: `SELECT version, effective_at, definition
         FROM program_versions
         WHERE program_id = $1
         ORDER BY version`,
};

/** All that was ever published, oldest first. */
export async function readVersions(
  client: pg.ClientBase,
  programId: number,
): Promise<ProgramVersion[]> {
  const { rows } = await client.query<Row>({ ...READ, values: [programId] });
  return rows.map(({ version, effective_at: effectiveAt, definition }) => {
    return { version, effectiveAt, definition: inPresentFormat(definition) };
  });
}
