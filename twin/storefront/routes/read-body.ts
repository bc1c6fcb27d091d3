/** Bodies as browsers and scripts send them: JSON, forms, and `properties[Engraving]=A`. */

export type Body = { readonly [key: string]: unknown };

/** The fields of a request: those of its query first, then those of its body. */
export async function readBody(request: Request): Promise<Body> {
  const body: Record<string, unknown> = {};
  for (const [key, value] of new URL(request.url).searchParams) put(body, key, value);
  if (/^(GET|HEAD)$/.test(request.method)) return body;
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('application/json')) {
    const json: unknown = await request.json().catch(() => null);
    return isRecord(json) ? { ...body, ...json } : body;
  }
  if (type.includes('form')) {
    // A form that cannot be parsed says nothing, as JSON that cannot.
    const form = await request.formData().catch(() => new FormData());
    for (const [key, value] of form) {
      if (typeof value === 'string') put(body, key, value);
    }
  }
  return body;
}

/** Text of a field; null where it is missing. Numbers count as text. */
export function textOf(body: Body, key: string): string | null {
  const value = body[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** A whole number of a field; null where it is missing, NaN where it is none. */
export function wholeOf(body: Body, key: string): number | null {
  const text = textOf(body, key);
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : NaN;
}

/** Named values, in order: `{ Engraving: 'A' }` → pairs. Empty values are left out. */
export function pairsOf(value: unknown): { name: string; value: string }[] {
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .filter(([, one]) => one !== null && one !== '')
    .map(([name, one]) => ({ name, value: String(one) }));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function put(body: Record<string, unknown>, key: string, value: string): void {
  const [, name = key, rest = ''] = /^([^[\]]+)((?:\[[^\]]*\])*)$/.exec(key) ?? [];
  const path = [...rest.matchAll(/\[([^\]]*)\]/g)].map((one) => one[1] ?? '');
  const forbidden = [name, ...path].some((part) =>
    /^(__proto__|constructor|prototype)$/.test(part),
  );
  if (forbidden) return;
  if (path.length === 0) {
    body[name] = value;
    return;
  }
  if (path.length === 1 && path[0] === '') {
    const list = Array.isArray(body[name]) ? (body[name] as unknown[]) : [];
    body[name] = [...list, value];
    return;
  }
  let at = isRecord(body[name]) ? body[name] : (body[name] = {});
  for (const part of path.slice(0, -1)) {
    at = isRecord(at[part]) ? at[part] : (at[part] = {});
  }
  at[path.at(-1) ?? ''] = value;
}
