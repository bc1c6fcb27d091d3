/**
 * One thing wrong, or unwise, with one field, in words that follow the field's name:
 * `{ field: 'rewards[0].cost', problem: 'must be …' }`.
 */
export type FieldProblem = { readonly field: string; readonly problem: string };
