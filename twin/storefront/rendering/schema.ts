/** `{% schema %}`: what a section or block can be set to. Source: shopify.dev section schema. */
import { z } from 'zod';
import { parseJson } from './theme-files.ts';

const setting = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  label: z.string().optional(),
  info: z.string().optional(),
  content: z.string().optional(),
  default: z.unknown().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  unit: z.string().optional(),
  placeholder: z.string().optional(),
  autofill: z.boolean().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});

const schemaShape = z.looseObject({
  name: z.string(),
  tag: z.string().nullable().optional(),
  class: z.string().optional(),
  target: z.string().optional(),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
  limit: z.number().optional(),
  settings: z.array(setting).default([]),
  blocks: z
    .array(z.looseObject({ type: z.string(), settings: z.array(setting).optional() }))
    .default([]),
  enabled_on: z
    .object({ templates: z.array(z.string()).optional(), groups: z.array(z.string()).optional() })
    .optional(),
  disabled_on: z
    .object({ templates: z.array(z.string()).optional(), groups: z.array(z.string()).optional() })
    .optional(),
  available_if: z.string().optional(),
});

export type Setting = z.infer<typeof setting>;
export type Schema = z.infer<typeof schemaShape>;

/** Reads the schema of a file; a file without one has no settings. Throws with the file's name. */
export function readSchema(text: string, path: string): Schema {
  const source = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(text)?.[1];
  const value = source === undefined ? { name: path } : parseJson(source, path);
  const read = schemaShape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${path}: schema: ${issue?.path.join('.')}: ${issue?.message}`);
}
