/** A kind of record and the fields by which its records are found and sorted. */

export type TermValue = string | number;

export type Field<T> = {
  /** `text` is compared without case; `word` is cut into words, found by a bare term. */
  readonly type: 'text' | 'word' | 'number' | 'instant' | 'flag';
  readonly of: (record: T) => FieldValues;
};

/** Null and nothing are not indexed: such a record is not found by the field, nor sorted by it. */
export type FieldValues = TermValue | boolean | null | readonly (TermValue | null)[];

export type Kind<T> = {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field<T>>>;
};

/** Every kind has the field `id` of itself. */
export function defineKind<T extends { readonly id: number }>(
  name: string,
  fields: Readonly<Record<string, Field<T>>> = {},
): Kind<T> {
  return { name, fields: { id: { type: 'number', of: (record) => record.id }, ...fields } };
}

export const text = <T>(of: Field<T>['of']): Field<T> => ({ type: 'text', of });
export const word = <T>(of: Field<T>['of']): Field<T> => ({ type: 'word', of });
export const number = <T>(of: Field<T>['of']): Field<T> => ({ type: 'number', of });
export const instant = <T>(of: Field<T>['of']): Field<T> => ({ type: 'instant', of });
export const flag = <T>(of: Field<T>['of']): Field<T> => ({ type: 'flag', of });

/** The (field, value) pairs under which a record is filed. */
export function termsOf<T>(kind: Kind<T>, record: T): [string, TermValue][] {
  const terms = new Map<string, [string, TermValue]>();
  for (const [name, field] of Object.entries(kind.fields)) {
    for (const value of filed(field, record)) terms.set(`${name}\n${value}`, [name, value]);
  }
  return [...terms.values()];
}

function filed<T>(field: Field<T>, record: T): TermValue[] {
  const given = field.of(record);
  const values = (Array.isArray(given) ? given : [given]) as readonly (
    TermValue | boolean | null
  )[];
  return values.flatMap((value): TermValue[] => {
    if (value === null || value === undefined) return [];
    if (typeof value === 'boolean') return [value ? 'true' : 'false'];
    if (field.type === 'word') return wordsOf(String(value));
    return [typeof value === 'string' ? value.toLowerCase() : value];
  });
}

/** Text cut into lower-case words, as a search without a field name compares them. */
export function wordsOf(value: string): string[] {
  return value.toLowerCase().match(/[\p{L}\p{N}#@._+-]+/gu) ?? [];
}
