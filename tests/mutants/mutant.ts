/** A planted bug: one small change of one file, and the test that must notice it. */
export type Mutant = {
  /** What the program does wrong while it is planted, in plain words; no two are called alike. */
  readonly name: string;
  /** The law, promise or sentence that it breaks. */
  readonly breaks: string;
  /** The file it is planted in, from the repository's root. */
  readonly file: string;
  /** Text of the file, which holds it exactly once. */
  readonly find: string;
  /** What stands there instead; the file must still be code. */
  readonly put: string;
  readonly killedBy: NamedTest;
  /**
   * Where neither an assertion nor an invariant fails but something else throws on purpose (a
   * database's unique key, say): text of that error's message.
   */
  readonly failsWith?: string;
};

/** One test, as Vitest lists it. */
export type NamedTest = {
  /** A project of vitest.config.ts. */
  readonly project: string;
  readonly file: string;
  /** The whole title, `chapter > sentence` where there are chapters, a table's row filled in. */
  readonly title: string;
};
