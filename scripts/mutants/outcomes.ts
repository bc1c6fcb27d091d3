/** What a run of tests came to, as the reporter writes it and the judge reads it. */

/** An error and its causes, outermost first. */
export type Fault = readonly { readonly name: string; readonly message: string }[];

export type TestOutcome = {
  readonly project: string;
  /** From the repository's root, with forward slashes. */
  readonly file: string;
  /** With its chapters: `chapter > sentence`. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly faults: readonly Fault[];
};

export type Outcomes = {
  /** Every test that ran; those that were filtered out are left out. */
  readonly tests: readonly TestOutcome[];
  /** What kept a whole file from running. */
  readonly broken: readonly { readonly file: string; readonly faults: readonly Fault[] }[];
};

/** The file a run's outcomes are written to is told to the reporter in this variable. */
export const OUTCOMES_VARIABLE = 'LAUREL_OUTCOMES';
