/** What a browser may ask of the members' pages: their addresses and the adjust form. */
import { z } from 'zod';
import {
  ADJUST_POINTS_MAX,
  type AdjustAsk,
  type MembersCursor,
  type MembersQuestion,
  REASON_MAX,
} from './admin-members.ts';
import { isPlainText } from './plain-text.ts';
import type { FieldProblem } from './program.ts';

/** `1764000000000.42` or `none.42`: a place in the list, as its address says it. */
export function sayCursor({ postedAt, memberId }: MembersCursor): string {
  return `${postedAt ?? 'none'}.${memberId}`;
}

const cursor = z
  .string()
  .regex(/^(none|\d{1,15})\.\d{1,15}$/)
  .transform((text): MembersCursor => {
    const [postedAt, memberId] = text.split('.');
    return { postedAt: postedAt === 'none' ? null : Number(postedAt), memberId: Number(memberId) };
  })
  .nullable()
  .catch(null);

/** Reads the list's address; what makes no sense counts as not asked. */
export function parseMembersQuestion(query: URLSearchParams): MembersQuestion {
  const words = (query.get('q') ?? '').replace(/\p{Cc}/gu, '').trim();
  return { words: words.slice(0, 100), after: cursor.parse(query.get('after')) };
}

const rowNumber = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** A member's page: whose, and from which line of the ledger on. Null where it is no number. */
export function parseMemberQuestion(
  memberId: string | undefined,
  query: URLSearchParams,
): { readonly memberId: number; readonly before: number | null } | null {
  const id = rowNumber.safeParse(memberId);
  if (!id.success) return null;
  const before = rowNumber.nullable().catch(null).parse(query.get('before'));
  return { memberId: id.data, before };
}

const adjustForm = z.object({
  direction: z.enum(['give', 'take'], 'Choose whether to give or to take points'),
  points: z
    .string()
    .trim()
    .regex(/^\d{1,7}$/, 'Enter a whole number of points')
    .transform(Number)
    .refine(
      (points) => points >= 1 && points <= ADJUST_POINTS_MAX,
      'Enter a number from 1 to 1,000,000',
    ),
  reason: z
    .string()
    .trim()
    .min(3, 'Say why, so that the member and your staff can read it later')
    .max(REASON_MAX, `Use at most ${REASON_MAX} characters`)
    .refine(isPlainText, 'Leave out characters that cannot be shown'),
  key: z.string().regex(/^[\w-]{8,64}$/, 'Open the form again'),
});

type ReadForm<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Reads the adjust form, naming every bad field at once. */
export function parseAdjustForm(form: FormData): ReadForm<AdjustAsk> {
  const read = adjustForm.safeParse(Object.fromEntries(form));
  if (read.success) {
    const { direction, points, reason, key } = read.data;
    return { ok: true, value: { points: direction === 'give' ? points : -points, reason, key } };
  }
  const problems = read.error.issues.map((issue) => ({
    field: String(issue.path[0]),
    problem: issue.message,
  }));
  return { ok: false, problems: firstOfEach(problems) };
}

/** One complaint a field is enough to mend it. */
function firstOfEach(problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.filter(
    ({ field }, place) => problems.findIndex((other) => other.field === field) === place,
  );
}
