/** Publishing from a script: a shop's program, opened if need be, and its next version. */
import type pg from 'pg';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import { openPrisma } from '../../app/db.server.ts';
import { publishProgram } from '../../app/services/publish-program.ts';

type Versions = ReturnType<typeof versionStore>;
type Problems = Extract<Awaited<ReturnType<typeof publishProgram>>, { problems: unknown }>;
type Offer = Parameters<typeof publishProgram>[1];

/** Opens the versions of a database for `work` and closes them whatever happens. */
export async function withVersions<T>(
  databaseUrl: string,
  work: (versions: Versions) => Promise<T>,
): Promise<T> {
  const prisma = openPrisma(databaseUrl);
  try {
    return await work(versionStore(prisma));
  } finally {
    await prisma.$disconnect();
  }
}

/** The shop's program; a shop that never sent a webhook gets one. */
export async function openShop(pool: pg.Pool, shop: string): Promise<number> {
  const { rows } = await pool.query<{ program_id: number }>('SELECT * FROM open_shop($1)', [shop]);
  const programId = rows[0]?.program_id;
  if (programId === undefined) throw new Error(`${shop} could not be opened.`);
  return programId;
}

/** Publishes the program's next version and answers its number; throws what stands against it. */
export async function publishVersion(versions: Versions, offer: Offer): Promise<number> {
  const outcome = await publishProgram(versions, offer);
  if (outcome.ok) return outcome.version;
  switch (outcome.reason) {
    case 'unknown_program':
      throw new Error(`There is no program ${offer.programId}.`);
    case 'effective_in_the_past':
      throw new Error(
        "Only a program's first version may take effect in the past, and this is not the first.",
      );
    case 'bad_definition':
      throw new Error(`The definition is not sound:\n${sayProblems(outcome.problems)}`);
    case 'cannot_be_given':
      throw new Error(
        `A shop cannot give out all of this yet:\n${sayProblems(outcome.problems)}\n` +
          'It can be replayed and looked at (npm run replay), but not published.',
      );
  }
}

function sayProblems(problems: Problems['problems']): string {
  return problems.map(({ field, problem }) => `  ${field} ${problem}`).join('\n');
}
