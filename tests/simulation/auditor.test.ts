import { expect, test } from 'vitest';
import { seededDice } from './dice.ts';
import { auditLife } from './audit-life.ts';
import { liveThrough } from './live-through.ts';
import { LANGUAGE } from './rare-language.ts';
import { REWARDS } from './rare-rewards.ts';
import { RARE_THINGS } from './rare-things.ts';
import { TOGETHER } from './rare-together.ts';
import { FULL, liveShop } from './shop-life.ts';

// LAUREL_SEED and LAUREL_LIVES choose other lives, and more of them.
const FIRST_SEED = Number(process.env.LAUREL_SEED ?? 1);
const LIVES = Number(process.env.LAUREL_LIVES ?? 3_000);
const RUN = 'npx vitest run --project simulation auditor';
const ENOUGH_LIVES_TO_COUNT = 2_000;

test(
  'an auditor who shares no code with the domain agrees on thousands of lives',
  () => {
    const seen = new Map<string, number>();
    const failed: { seed: number; size: number; cause: Error }[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed += 1) {
      const life = liveShop(seededDice(seed), FULL);
      try {
        auditLife(life, seen);
      } catch (cause) {
        failed.push({ seed, size: life.happenings.length, cause: cause as Error });
      }
    }
    // Of several the smallest life is the one to look at.
    const [worst] = failed.sort((a, b) => a.size - b.size);
    if (worst) {
      const { seed, cause, size } = worst;
      const again = `LAUREL_SEED=${seed} LAUREL_LIVES=1 ${RUN}`;
      const others = failed.map((one) => one.seed).join(' ');
      throw new Error(
        `Seed ${seed} of ${size} happenings: ${cause.message}\nAgain: ${again}\nSeeds: ${others}`,
        { cause },
      );
    }
    if (LIVES < ENOUGH_LIVES_TO_COUNT) return;
    // The agreement is worth only as much as what happened in those lives.
    const counts = [...RARE_THINGS, ...LANGUAGE, ...REWARDS, ...TOGETHER].map(
      (what) => [what, seen.get(what) ?? 0] as const,
    );
    expect(
      counts.filter(([, count]) => count < 100),
      JSON.stringify(Object.fromEntries(counts)),
    ).toEqual([]);
  },
  Math.max(300_000, LIVES * 60),
);

test('the same seed lives the same life', () => {
  for (const seed of [1, 3, 7, 1234]) {
    const members = () =>
      [...liveThrough(liveShop(seededDice(seed), FULL), 'touched').books.members].map(
        ([id, { posted, decisions }]) => [id, posted, decisions],
      );
    expect(members()).toEqual(members());
  }
});
