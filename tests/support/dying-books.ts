type Openable<Open> = {
  inProgram<T>(programId: number, work: (open: Open) => Promise<T>): Promise<T>;
};

/**
 * Books whose nth operation, whichever it is, fails as a killed process would: before the COMMIT.
 */
export function dyingBooks<Open extends object, B extends Openable<Open>>(
  books: B & Openable<Open>,
  dieAt: number,
): { books: B; died: () => boolean } {
  let steps = 0;
  const step = () => {
    steps += 1;
    if (steps === dieAt) throw Object.assign(new Error('killed'), { code: '57P01' });
  };
  const inProgram = <T>(programId: number, work: (open: Open) => Promise<T>) =>
    books.inProgram(programId, async (open) => {
      const dying = Object.fromEntries(
        Object.entries(open).map(([name, operate]) => [
          name,
          async (...args: never[]) => {
            step();
            const answer = await (operate as (...given: never[]) => Promise<unknown>)(...args);
            step();
            return answer;
          },
        ]),
      ) as Open;
      return work(dying);
    });
  return { books: { ...books, inProgram, isTransient: () => false }, died: () => steps >= dieAt };
}
