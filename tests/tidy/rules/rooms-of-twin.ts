import { dirname } from 'node:path';
import { file, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { importsOf, isCode, isTest, resolveImport } from '../source.ts';

const REMEDY =
  'Move what both need to a room below them, or take it as a parameter and let twin/rooms.ts or ' +
  'twin/twin.ts hand it in.';

type Step = { readonly to: string; readonly path: string; readonly line: number };

/** A room of the twin can be read without the rooms above it. */
export const roomsOfTwinStack: Rule = {
  name: 'no two rooms of the twin need each other',
  check: (files) => {
    const steps = stepsOf(files);
    const violations: Violation[] = [];
    for (const [room, leaving] of steps) {
      for (const { to, path, line } of leaving) {
        if (!reaches(steps, to, room)) continue;
        const problem = `${room} needs ${to}, which needs ${room}.`;
        violations.push({ path, line, problem, remedy: REMEDY });
      }
    }
    return violations;
  },
  caught: [
    {
      files: [
        file('twin/trade/a.ts', "import { b } from '../apps/b.ts';"),
        file('twin/apps/b.ts', "import type { C } from '../store/c.ts';"),
        file('twin/store/c.ts', '', "import { a } from '../trade/a.ts';"),
      ],
      at: ['twin/trade/a.ts:1', 'twin/apps/b.ts:1', 'twin/store/c.ts:2'],
    },
  ],
  allowed: [
    [
      file('twin/trade/a.ts', "import { b } from '../store/b.ts';"),
      file('twin/store/b.ts', ''),
      file('twin/store/b.test.ts', "import { a } from '../trade/a.ts';"),
    ],
    [file('twin/trade/a.ts', "import { b } from './b.ts';"), file('twin/trade/b.ts', '')],
    [
      file('twin/rooms.ts', "import { a } from './trade/a.ts';"),
      file('twin/trade/a.ts', "import type { Rooms } from '../rooms.ts';"),
    ],
  ],
};

/** `twin/trade` of a file in it or below it; null for the twin's own files and everybody else's. */
function roomOfTwin(path: string): string | null {
  return /^twin\/[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

function stepsOf(files: readonly TreeFile[]): Map<string, Step[]> {
  const steps = new Map<string, Step[]>();
  for (const each of files) {
    const room = roomOfTwin(each.path);
    if (room === null || !isCode(each.path) || isTest(each.path)) continue;
    const leaving = steps.get(room) ?? [];
    for (const { specifier, line } of importsOf(each)) {
      const target = resolveImport(each.path, specifier);
      const to = target === null ? null : roomOfTwin(`${dirname(target)}/`);
      if (to !== null && to !== room) leaving.push({ to, path: each.path, line });
    }
    steps.set(room, leaving);
  }
  return steps;
}

function reaches(steps: ReadonlyMap<string, readonly Step[]>, from: string, goal: string): boolean {
  const seen = new Set([from]);
  for (const room of seen) {
    if (room === goal) return true;
    for (const { to } of steps.get(room) ?? []) seen.add(to);
  }
  return false;
}
