/**
 * What a rule of the style guide is: a name, a check over files held in memory, and the proof that
 * it can fail. Nothing here reads the disk, so a rule is tried on planted sources as easily as on
 * the tree.
 */

/** One text file of the repository; `path` is relative to its root, with forward slashes. */
export type TreeFile = { readonly path: string; readonly text: string };

/** Where a rule is broken, what is wrong there, and what to do instead. `line` counts from 1. */
export type Violation = {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
};

/** A planted violation: the rule must report exactly the places named, each as `path:line`. */
export type Plant = { readonly files: readonly TreeFile[]; readonly at: readonly string[] };

export type Rule = {
  /** A sentence that says what holds while the rule is kept. */
  readonly name: string;
  readonly check: (files: readonly TreeFile[]) => Violation[];
  /** Sources that break the rule; at least one, so that every rule is known to be able to fail. */
  readonly caught: readonly Plant[];
  /** Sources that look like a breach and are none: each guards against a false alarm. */
  readonly allowed: readonly (readonly TreeFile[])[];
};

/** The sentence a person reads: where, what, and what to do about it. */
export function sayViolation(violation: Violation): string {
  const { path, line, problem, remedy } = violation;
  return `${path}:${line}: ${problem}\n    Remedy: ${remedy}`;
}

/** One file of a plant. */
export function file(path: string, ...lines: string[]): TreeFile {
  return { path, text: lines.join('\n') };
}

/** A plant of one file, broken at the lines given. */
export function planted(path: string, lines: readonly string[], ...at: number[]): Plant {
  return { files: [file(path, ...lines)], at: at.map((line) => `${path}:${line}`) };
}
