/**
 * A trade file that cannot be read: the sentence names the file, and the line and column to mend.
 */
export class TradeError extends Error {
  override name = 'TradeError';
  readonly problem: string;
  readonly line: number | null;
  readonly column: string | null;

  /** `line` is physical and 1-based, the header being 1; null where no line is to blame. */
  constructor(problem: string, place: { file: string; line?: number; column?: string }) {
    const where = [
      place.line === undefined ? null : `line ${place.line}`,
      place.column === undefined ? null : `column ${place.column}`,
    ].filter((part) => part !== null);
    super([place.file, where.join(', '), problem].filter((part) => part !== '').join(': '));
    this.problem = problem;
    this.line = place.line ?? null;
    this.column = place.column ?? null;
  }
}
