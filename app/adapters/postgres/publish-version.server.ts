/**
 * Program versions in PostgreSQL, through Prisma. Every transaction names its program first, as
 * row-level security shows nothing otherwise.
 */
import type { PrismaClient } from '@prisma/client';
import type { PublishedVersion } from '../../contracts/program.ts';
import { parseProgram } from '../../contracts/program.ts';
import { instant } from '../../domain/kernel/instant.ts';
import { invariant } from '../../domain/kernel/invariant.ts';

/** A store of versions over `prisma`; see `VersionStore` for what each function promises. */
export function versionStore(prisma: PrismaClient) {
  return {
    append: (version: Parameters<typeof appendVersion>[1]) => appendVersion(prisma, version),
    list: (programId: number) => listVersions(prisma, programId),
  };
}

async function appendVersion(
  prisma: PrismaClient,
  next: { programId: number; definition: object; effectiveAt: number; publishedAt: number },
) {
  const programId = BigInt(next.programId);
  const effectiveAt = new Date(next.effectiveAt);
  const publishedAt = new Date(next.publishedAt);
  const lock = `publish:${next.programId}`;
  const [, , outcomes] = await prisma.$transaction([
    nameProgram(prisma, next.programId),
    // Two publishers at once: the second waits here, then numbers from what the first committed.
    // Without the lock both would read the same newest version and one would fail on the key. The
    // drain's transactions share it, so that none of them folds by the old rules once we go on.
    prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`,
    prisma.$queryRaw<{ known: boolean; version: number | null }[]>`
      WITH newest AS (
        SELECT coalesce(max(version), 0) AS version
        FROM program_versions WHERE program_id = ${programId}
      ), stored AS (
        INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
        SELECT p.program_id, newest.version + 1, ${effectiveAt}, ${publishedAt},
               ${JSON.stringify(next.definition)}::jsonb
        FROM programs p, newest
        WHERE p.program_id = ${programId}
          AND (newest.version = 0 OR ${effectiveAt}::timestamptz >= ${publishedAt}::timestamptz)
        RETURNING version
      )
      SELECT EXISTS (SELECT FROM programs WHERE program_id = ${programId}) AS known,
             (SELECT version FROM stored) AS version`,
    // Whoever was told something of the time since this version is in force is folded again by it.
    prisma.$executeRaw`
      UPDATE members SET refold = true
      WHERE program_id = ${programId} AND NOT refold AND folded_to >= ${effectiveAt}
        AND EXISTS (SELECT FROM program_versions
                    WHERE program_id = ${programId} AND effective_at = ${effectiveAt}
                      AND published_at = ${publishedAt})`,
  ]);
  const outcome = outcomes[0];
  invariant(outcome, 'Publishing always answers one row.');
  if (!outcome.known) return { ok: false, reason: 'unknown_program' } as const;
  if (outcome.version === null) return { ok: false, reason: 'effective_in_the_past' } as const;
  return { ok: true, version: outcome.version } as const;
}

async function listVersions(prisma: PrismaClient, programId: number): Promise<PublishedVersion[]> {
  const [, rows] = await prisma.$transaction([
    nameProgram(prisma, programId),
    prisma.programVersion.findMany({
      where: { programId: BigInt(programId) },
      orderBy: { version: 'asc' },
    }),
  ]);
  return rows.map((row) => {
    const parsed = parseProgram(row.definition);
    invariant(parsed.ok, `Version ${row.version} of program ${programId} cannot be read.`);
    return {
      version: row.version,
      effectiveAt: instant(row.effectiveAt.getTime()),
      publishedAt: instant(row.publishedAt.getTime()),
      definition: parsed.definition,
    };
  });
}

function nameProgram(prisma: PrismaClient, programId: number) {
  return prisma.$executeRaw`SELECT set_config('laurel.program_id', ${String(programId)}, true)`;
}
