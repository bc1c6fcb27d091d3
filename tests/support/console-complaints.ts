/** What a test file's own process says on console.error, kept for whoever judges it. */
import { format } from 'node:util';

const complaints: string[] = [];
const expected: RegExp[] = [];

console.error = (...words: unknown[]) => void complaints.push(format(...words));

/** Lets pass, until the end of this test, what matches; all else on console.error fails it. */
export function expectComplaint(pattern: RegExp): void {
  expected.push(pattern);
}

/** What was said since the last call and nobody expected. */
export function takeComplaints(): string[] {
  const allowed = expected.splice(0);
  return complaints.splice(0).filter((said) => !allowed.some((pattern) => pattern.test(said)));
}
