/**
 * Program versions in PostgreSQL, through Prisma. Every transaction names its program first, as
 * row-level security shows nothing otherwise.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Prisma, PrismaClient } from '@prisma/client';
import type { PublishedVersion } from '../../contracts/program.ts';
import { readKeptProgram } from '../../contracts/program.ts';
import { instant } from '../../domain/kernel/instant.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import type {
  AppendedVersion,
  BudgetsVersion,
  NewVersion,
  VersionStore,
} from '../../services/ports/publish.ts';

/** The versions of all programs, over `prisma`. */
export function versionStore(prisma: PrismaClient): VersionStore {
  return {
    append: (version) =>
      publishing(prisma, version, (open) => appendAlone(open, version, { byBudget: false })),
    appendForBudget: (version) => publishing(prisma, version, (open) => appendAfter(open, version)),
    list: (programId) => listVersions(prisma, programId),
  };
}

// While a publisher stands in line no batch may begin, so it stands there briefly and comes again:
// a batch that takes long delays the publisher, and no other batch for longer than this.
const LOCK_TIMEOUT = '2s';
const LOCK_TRIES = 30;
const PAUSE_MS = 200;
/** One try's bound, its wait for the lock included: many members may have to be flagged. */
const PATIENCE = { maxWait: 10_000, timeout: 120_000 };

/** Runs `work` under the program's publishing lock. */
async function publishing<T>(
  prisma: PrismaClient,
  { programId }: Pick<NewVersion, 'programId'>,
  work: (open: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      const alone = async (open: Prisma.TransactionClient) => {
        await lockProgram(open, programId);
        return work(open);
      };
      return await prisma.$transaction(alone, PATIENCE);
    } catch (error) {
      if (tries === LOCK_TRIES || !isLockTimeout(error)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

async function appendAfter(
  open: Prisma.TransactionClient,
  next: BudgetsVersion,
): Promise<AppendedVersion | null> {
  const newer = await open.programVersion.count({
    where: { programId: BigInt(next.programId), version: { gt: next.after } },
  });
  return newer > 0 ? null : appendAlone(open, next, next);
}

/** Names the program and takes its publishing lock, until the transaction ends. */
async function lockProgram(open: Prisma.TransactionClient, programId: number): Promise<void> {
  await nameProgram(open, programId);
  // Two publishers at once: the second waits here, then numbers from what the first committed.
  // Without the lock both would read the same newest version and one would fail on the key. The
  // drain's transactions share it, so that none of them folds by the old rules once we go on.
  await open.$executeRaw`SELECT set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`;
  await open.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`publish:${programId}`}, 0))`;
}

async function appendAlone(
  open: Prisma.TransactionClient,
  next: NewVersion,
  { byBudget }: Pick<BudgetsVersion, 'byBudget'>,
): Promise<AppendedVersion> {
  const programId = BigInt(next.programId);
  const effectiveAt = new Date(next.effectiveAt);
  const publishedAt = new Date(next.publishedAt);
  const [outcome] = await open.$queryRaw<{ known: boolean; version: number | null }[]>`
    WITH newest AS (
      SELECT coalesce(max(version), 0) AS version
      FROM program_versions WHERE program_id = ${programId}
    ), stored AS (
      INSERT INTO program_versions (program_id, version, effective_at, published_at, definition,
                                    by_budget)
      SELECT p.program_id, newest.version + 1, ${effectiveAt}, ${publishedAt},
             ${JSON.stringify(next.definition)}::jsonb, ${byBudget}
      FROM programs p, newest
      WHERE p.program_id = ${programId}
        AND (newest.version = 0 OR ${effectiveAt}::timestamptz >= ${publishedAt}::timestamptz)
      RETURNING version
    )
    SELECT EXISTS (SELECT FROM programs WHERE program_id = ${programId}) AS known,
           (SELECT version FROM stored) AS version`;
  invariant(outcome, 'Publishing always answers one row.');
  if (!outcome.known) return { ok: false, reason: 'unknown_program' };
  if (outcome.version === null) return { ok: false, reason: 'effective_in_the_past' };
  // Whoever was told something of the time since this version is in force is folded again by it.
  await open.$executeRaw`
    UPDATE members SET refold = true
    WHERE program_id = ${programId} AND NOT refold AND sealed_at IS NULL
      AND folded_to >= ${effectiveAt}`;
  await expectTiers(open, programId, effectiveAt);
  await askForWhatFollows(open, next);
  return { ok: true, version: outcome.version };
}

/** Where a version has tiers, everybody's is another one, or none, from that instant on. */
async function expectTiers(
  open: Prisma.TransactionClient,
  programId: bigint,
  effectiveAt: Date,
): Promise<void> {
  await open.$executeRaw`
    UPDATE members SET next_due_at = least(next_due_at, ${effectiveAt})
    WHERE program_id = ${programId} AND sealed_at IS NULL
      AND (next_due_at IS NULL OR next_due_at > ${effectiveAt})
      AND EXISTS (SELECT FROM program_versions
                  WHERE program_id = ${programId}
                    AND jsonb_typeof(definition->'tiers') = 'object')`;
}

/**
 * What a version asks of the shops, whoever published it: its card written and its codes made ahead
 * where we are installed, its budget looked after.
 */
async function askForWhatFollows(
  open: Prisma.TransactionClient,
  { programId, publishedAt, definition }: NewVersion,
): Promise<void> {
  const kinds = ['program-card', 'pool', ...(definition.budget ? ['budget'] : [])];
  await open.$executeRaw`
    INSERT INTO chores AS c (program_id, shop_id, kind, due_at)
    SELECT s.program_id, s.shop_id, asked.kind, ${new Date(publishedAt)}
    FROM shops s, unnest(${kinds}::text[]) AS asked (kind)
    WHERE s.program_id = ${BigInt(programId)}
      AND (asked.kind = 'budget' OR s.installed_at IS NOT NULL AND s.uninstalled_at IS NULL)
    ON CONFLICT (program_id, shop_id, kind) DO UPDATE
    SET due_at = least(c.due_at, excluded.due_at)`;
}

/** SQLSTATE 55P03, which Prisma hands on inside its own error. */
function isLockTimeout(error: unknown): boolean {
  const { message, meta } = error as { message?: string; meta?: unknown };
  return `${message} ${JSON.stringify(meta)}`.includes('55P03');
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
    const parsed = readKeptProgram(row.definition);
    invariant(parsed.ok, `Version ${row.version} of program ${programId} cannot be read.`);
    return {
      version: row.version,
      effectiveAt: instant(row.effectiveAt.getTime()),
      publishedAt: instant(row.publishedAt.getTime()),
      definition: parsed.definition,
      byBudget: row.byBudget,
    };
  });
}

function nameProgram(prisma: Pick<PrismaClient, '$executeRaw'>, programId: number) {
  return prisma.$executeRaw`SELECT set_config('laurel.program_id', ${String(programId)}, true)`;
}
