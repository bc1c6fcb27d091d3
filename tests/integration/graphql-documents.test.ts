/**
 * Every document we send is valid in the version we speak and in the next one, and no mutation
 * forgets to ask what was wrong.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../../twin/schema/fetch-schemas.ts';
import { loadSchema } from '../../twin/schema/load-schema.ts';

const ROOT = join(import.meta.dirname, '../..');
const TAGGED = /\/\* GraphQL \*\/ `([^`]*)`/g;
const NAMED = /const (\w+) = \/\* GraphQL \*\/ `([^`]*)`/g;

type Sent = { readonly name: string; readonly text: string };

/** The documents below a folder, with the fragments that are put into them. */
function documentsOf(folder: string): Sent[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.[jt]sx?$/.test(file.name))
    .filter((file) => !/node_modules|dist/.test(file.parentPath) && !file.name.includes('.test.'))
    .map((file) => join(file.parentPath, file.name));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const parts = new Map<string, string>();
  for (const text of texts) {
    for (const [, name = '', part = ''] of text.matchAll(NAMED)) parts.set(name, part);
  }
  const whole = (text: string): string =>
    text.replace(/\$\{(\w+)\}/g, (_hole, name: string) => whole(parts.get(name) ?? `?${name}`));
  return texts.flatMap((text, place) =>
    [...text.matchAll(TAGGED)].flatMap(([, document = '']) => {
      if (!/^\s*(query|mutation)\b/.test(document)) return [];
      const name = `${files[place]?.slice(ROOT.length + 1)}: ${document.trim().split(/[\s({]/)[1]}`;
      return [{ name, text: whole(document) }];
    }),
  );
}

const admin = documentsOf('app');
const storefront = documentsOf('extensions');

beforeAll(() => fetchSchemas());

function problems(schema: GraphQLSchema, text: string): string[] {
  return validate(schema, parse(text)).map(({ message }) => message);
}

describe('what we ask of the Admin API', () => {
  it('is all there to be looked at', () => {
    const verbs = readdirSync(join(ROOT, 'app/adapters/shopify/admin'));
    const senders = verbs.filter((file) => {
      const text = readFileSync(join(ROOT, 'app/adapters/shopify/admin', file), 'utf8');
      return /document:/.test(text);
    });
    for (const sender of senders) {
      expect(admin.some(({ name }) => name.includes(`/${sender}:`))).toBe(true);
    }
    expect(admin.length).toBeGreaterThanOrEqual(senders.length);
  });

  it.each(admin)('is valid now and next: $name', ({ text }) => {
    expect(problems(loadSchema('admin_2026-07'), text)).toEqual([]);
    expect(problems(loadSchema('admin_2026-10'), text)).toEqual([]);
  });

  it.each(admin.filter(({ text }) => text.includes('mutation ')))(
    'hears what was wrong, in code, words and place: $name',
    ({ text }) => {
      for (const payload of mutationsOf(parse(text))) {
        const errors = fieldsOf(payload).find((field) => field.name.value === 'userErrors');
        const said = errors ? fieldsOf(errors).map((field) => field.name.value) : [];
        expect(said.sort()).toEqual(['code', 'field', 'message']);
      }
    },
  );
});

describe('what extensions ask of the store', () => {
  it('is valid', () => {
    for (const { text } of storefront) {
      expect(problems(loadSchema('storefront-graphql_2026-07'), text)).toEqual([]);
    }
  });
});

function mutationsOf(document: DocumentNode): FieldNode[] {
  return document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.MUTATION
      ? one.selectionSet.selections.filter((each) => each.kind === Kind.FIELD)
      : [],
  );
}

function fieldsOf(node: FieldNode): FieldNode[] {
  return (node.selectionSet?.selections ?? []).filter((each) => each.kind === Kind.FIELD);
}
