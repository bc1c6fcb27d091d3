/** Tells a worker that a program has work. It may be lost: the sweep finds what it forgot. */
export type Wake = (programId: number) => Promise<void>;
