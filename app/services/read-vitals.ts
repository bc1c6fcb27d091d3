import type { Vitals } from './ports/telemetry.ts';

type OfProgram = Omit<Vitals, 'queueDepth'>;

type VitalsNeeds = {
  /** At most so many programs, those in which something waits first. */
  readonly listPrograms: (asOf: number, atMost: number) => Promise<readonly number[]>;
  readonly readProgram: (programId: number, asOf: number) => Promise<OfProgram>;
  readonly queueDepth: () => Promise<number>;
};

/** Beyond so many programs only those are looked at in which something waits. */
const PROGRAMS_MAX = 200;

const OLDEST: readonly (keyof OfProgram)[] = ['inboxLagMs', 'outboxAgeMs', 'redemptionAgeMs'];

const NOTHING: OfProgram = {
  ...{ inboxWaiting: 0, inboxLagMs: 0, parked: 0, refoldsWaiting: 0, refoldsFailing: 0 },
  ...{ outboxWaiting: 0, outboxAgeMs: 0, deadLetters: 0, choresFailing: 0 },
  ...{ redemptionsOpen: 0, redemptionAgeMs: 0, poolLowest: null },
};

/** The vitals of all programs: counts summed, ages of the oldest, codes of the lowest pool. */
export async function readVitals(needs: VitalsNeeds, asOf: number): Promise<Vitals> {
  let all = NOTHING;
  for (const programId of await needs.listPrograms(asOf, PROGRAMS_MAX)) {
    all = together(all, await needs.readProgram(programId, asOf));
  }
  return { ...all, queueDepth: await needs.queueDepth().catch(() => null) };
}

function together(all: OfProgram, one: OfProgram): OfProgram {
  const sums = Object.fromEntries(
    (Object.keys(NOTHING) as (keyof OfProgram)[]).map((name) => {
      const [a, b] = [all[name], one[name]];
      if (name === 'poolLowest')
        return [name, a === null || b === null ? (a ?? b) : Math.min(a, b)];
      return [name, OLDEST.includes(name) ? Math.max(a ?? 0, b ?? 0) : (a ?? 0) + (b ?? 0)];
    }),
  );
  return sums as OfProgram;
}
