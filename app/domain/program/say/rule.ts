/** A rule as terms state it, in one sentence, with the field of the definition it comes from. */
export type Rule = {
  /** E.g. `campaigns[0]`. */
  readonly field: string;
  readonly sentence: string;
  /** False where a shopper would have to read it twice: too long, or with too many conditions. */
  readonly isPlain: boolean;
};

const LENGTH_MAX = 200;
const CONDITIONS_MAX = 3;

export function rule(field: string, sentence: string, conditions = 0): Rule {
  const isPlain = sentence.length <= LENGTH_MAX && conditions <= CONDITIONS_MAX;
  return { field, sentence, isPlain };
}
