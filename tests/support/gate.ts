/** Pause points: a transaction stands still before one of its operations until it is let go. */

/** A gate that is shut until the test opens it, and tells when someone stands before it. */
export function gate() {
  let open = () => {};
  let arrive = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const pass = () => {
    arrive();
    return opened;
  };
  return { pass, open, arrived };
}

type Openable<Open> = {
  inProgram<T>(programId: number, work: (open: Open) => Promise<T>): Promise<T>;
};

/** Books in which `operation` first passes the gate. */
export function heldBefore<Open extends object, B extends Openable<Open>>(
  books: B & Openable<Open>,
  operation: keyof Open,
  pass: () => Promise<void>,
): B {
  return {
    ...books,
    inProgram: <T>(programId: number, work: (open: Open) => Promise<T>) =>
      books.inProgram(programId, (open) => {
        const held = async (...args: never[]) => {
          await pass();
          return (open[operation] as (...given: never[]) => unknown)(...args);
        };
        return work({ ...open, [operation]: held });
      }),
  };
}
