/** What the auditor is told of members: all that was heard of them, and decided. */
import type { MemberLog } from './auditor/book.ts';
import { ordersOf, usesOf } from './auditor/facts.ts';
import { adopter, type Person } from './auditor/together.ts';
import type { Books } from './books.ts';
import type { Heard } from './order-life.ts';

/** What the auditor makes of everything heard and decided, without the domain's own facts. */
export function logOf(books: Books, heard: readonly Heard[], member: string): MemberLog {
  const { decisions, activities, standing } = books.member(member);
  const codes = books.redemptions.codesOf(member);
  const uses = codes.flatMap((code) => usesOf(heard, code));
  const orders = ordersOf(heard, member, (order) => adopter(order, books.claims, books.versions));
  return { orders, decisions, activities, standing, uses };
}

/** The member and all they are one with. */
export function peopleOf(books: Books, heard: readonly Heard[], member: string): Person[] {
  return books.groupOf(member).members.map((id) => ({ id, log: logOf(books, heard, id) }));
}
