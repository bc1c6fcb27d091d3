/** One row that is not as it was posted: what it does, the law it breaks, and how it is planted. */
export type Plant = readonly [title: string, law: string, sql: string, first?: string];

export const of = (customer: string) =>
  `(SELECT member_id FROM members WHERE customer_id = '${customer}')`;

export const firstOf = (table: string, where: string) =>
  `ctid = (SELECT ctid FROM ${table} WHERE ${where} ORDER BY ctid LIMIT 1)`;
