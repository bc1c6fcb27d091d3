/** What neither a database keeps nor a page shows: control characters, and halves of letters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** Whether a text of one line can be kept and shown as it was typed. */
export function isPlainText(text: string): boolean {
  return !UNPRINTABLE.test(text);
}
