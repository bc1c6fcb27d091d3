/**
 * The schema of a kind, of conditions or of expiry models, made from what the kind says of its own
 * fields: its file and its line in the registry are all there is to a new one.
 */
import { z } from 'zod';
import type { FieldSpec, FieldSpecs } from '../domain/earning/conditions/condition.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import {
  comparedText,
  listOf,
  oneOf,
  shownName,
  whole,
  wholeMinor,
  yesOrNo,
} from './program-fields.ts';

const TEXTS_MAX = 250;
const LOCAL_TIME = 'must be a local time such as 2026-11-27T00:00, or null';

/** A local date-time in the shop's zone, or null for open. */
export const localTime = z.string({ error: LOCAL_TIME }).refine(isLocalTime, LOCAL_TIME).nullable();

type Kind = { readonly kind: string; readonly fields: FieldSpecs };

/** An object with the kind's name, what all kinds of its sort have, and its own fields. */
export function schemaOfKind({ kind, fields }: Kind, shared: z.ZodRawShape = {}) {
  const own = Object.entries(fields).map(([name, spec]) => [name, fieldOf(spec)] as const);
  return z.strictObject({ kind: z.literal(kind), ...shared, ...Object.fromEntries(own) });
}

function fieldOf(spec: FieldSpec): z.ZodType {
  switch (spec.type) {
    case 'texts':
      return listOf(comparedText, 1, TEXTS_MAX);
    case 'choices': {
      const [first, ...rest] = spec.among;
      invariant(first !== undefined, 'There is something to choose among.');
      return listOf(oneOf([first, ...rest]), 1, spec.among.length);
    }
    case 'text':
      return shownName;
    case 'minor':
      return wholeMinor;
    case 'minor-or-none':
      return wholeMinor.nullable();
    case 'count':
      return whole(spec.least, spec.most);
    case 'yes-no':
      return yesOrNo;
    case 'local-time':
      return localTime;
  }
}

function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text)) return false;
  const at = new Date(`${text}:00Z`);
  // 30 February is read as a day in March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
