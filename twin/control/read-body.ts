/**
 * Bodies of the control API: JSON of a known shape, or an answer that names every field that is
 * not.
 */
import type { Context } from 'hono';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Parses the body and answers; 400 with `problems` where it is malformed. No body counts as `{}`.
 */
export async function withBody<S extends z.ZodType>(
  c: Context,
  schema: S,
  answer: (said: z.output<S>) => Response | Promise<Response>,
): Promise<Response> {
  const said = readJson((await c.req.text()) || '{}');
  const parsed = schema.safeParse(said);
  if (parsed.success) return answer(parsed.data);
  const problems = parsed.error.issues
    .flatMap((one) => closest(one, said))
    .map(({ path, message }) => ({
      field: path.join('.') || 'body',
      message,
    }));
  return c.json({ error: 'The body cannot be understood.', problems }, 400);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of several shapes, the one that was meant: which knows every field that was said. */
function closest(issue: Issue, said: unknown): Issue[] {
  const isNothing = typeof said !== 'object' || said === null || Object.keys(said).length === 0;
  if (issue.code !== 'invalid_union' || isNothing) return [issue];
  const isMeant = (branch: readonly Issue[]) =>
    !branch.some(({ code, path }) => code === 'unrecognized_keys' && path.length === 0);
  const meant = issue.errors.find(
    (branch) => isMeant(branch) && branch.some(({ path }) => path[0]),
  );
  return meant === undefined ? [issue] : [...meant];
}
