/**
 * Every job there is: its name, what it is told, how often it is tried and which key makes two of
 * them one. A job carries no money and no facts; it says where to look.
 */
import { z } from 'zod';

const PROGRAM = z.strictObject({ programId: z.int().positive() });

export const JOBS = {
  /** Drains a program's inbox, then its members that wait, up to a bound. */
  'drain-program': {
    data: PROGRAM,
    attempts: 5,
    backoffMs: 500,
    dedupKey: ({ programId }: z.output<typeof PROGRAM>) => `drain-program:${programId}`,
  },
} as const;

type JobName = keyof typeof JOBS;
export type JobData<Name extends JobName> = z.output<(typeof JOBS)[Name]['data']>;

/** A job no attempt can make succeed: unknown by name, or told something else than it expects. */
export class Terminal extends Error {
  override name = 'Terminal';
}

type JobHandlers = {
  readonly [Name in JobName]: (data: JobData<Name>) => Promise<void>;
};

/**
 * Parses what the job was told and runs its handler. Throws {@link Terminal} or what that throws.
 */
export async function runJob(handlers: JobHandlers, name: string, data: unknown): Promise<void> {
  if (!isJobName(name)) throw new Terminal(`There is no job named ${name}.`);
  const parsed = JOBS[name].data.safeParse(data);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'data').join(', ');
    throw new Terminal(`The job ${name} was told something malformed: ${fields}.`);
  }
  await handlers[name](parsed.data);
}

function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}
