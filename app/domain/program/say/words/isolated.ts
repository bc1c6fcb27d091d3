/**
 * Names that owners write from right to left, kept apart from the words around them. Without that a
 * page shows “500 points buy “שובר”: £5 off” with the amount on the wrong side of the name.
 */
// From the first such letter on: what stands before it, as an id's kind does, is left as it is.
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}].*$/su;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Whether something in a text is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** The same facts, each of their texts that is written from right to left kept to itself. */
export function isolated<Facts>(facts: Facts): Facts {
  return withTexts(facts, (text) =>
    text.replace(RIGHT_TO_LEFT, (name) => `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}`),
  ) as Facts;
}

function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withTexts(each, change)]),
  );
}
