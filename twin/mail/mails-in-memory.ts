/**
 * A place for mails that forgets with the process, and the oldest first: for tests and small runs.
 */
import type { Mail } from './mail.ts';

/** How many mails are kept unless told otherwise. */
const MAILS_KEPT_MAX = 500;

export type MailsInMemory = {
  /** For `openMailbox`. */
  readonly keep: (mail: Mail) => void;
  /** Newest first. */
  newest(): readonly Mail[];
  find(id: string): Mail | undefined;
  clear(): void;
};

/** Keeps the newest `max` mails. */
export function mailsInMemory(max = MAILS_KEPT_MAX): MailsInMemory {
  const mails = new Map<string, Mail>();
  return {
    keep: (mail) => {
      mails.set(mail.id, mail);
      const [oldest] = mails.keys();
      if (mails.size > max && oldest !== undefined) mails.delete(oldest);
    },
    newest: () => [...mails.values()].reverse(),
    find: (id) => mails.get(id),
    clear: () => mails.clear(),
  };
}
