/**
 * Definitions of metaobjects. Refusals: recorded answers (airhorns/shopify-draft-proxy,
 * 2026-04/metaobjects, 2026-08).
 */
import type { Resolvers } from '../../engine/area.ts';
import { connection, listConnection, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse, type UserError } from '../../engine/user-errors.ts';
import { typeNode } from '../metafields/definition-fields.ts';
import { isValueType } from '../metafields/check-value.ts';
import { ownerOfNamespace, resolveNamespace } from '../metafields/namespaces.ts';
import {
  type FieldDefinition,
  type Metaobject,
  type MetaobjectDefinition,
  metaobjectDefinitions,
  metaobjects,
} from './metaobject-records.ts';

type FieldInput = Pick<FieldDefinition, 'key' | 'type'> &
  Partial<Record<'name' | 'description', string | null>> & {
    readonly required?: boolean | null;
    readonly validations?: FieldDefinition['validations'] | null;
  };
type Input = {
  readonly type: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly displayNameKey?: string | null;
  readonly fieldDefinitions?: readonly FieldInput[] | null;
  readonly access?: Partial<
    Record<'admin' | 'storefront' | 'customerAccount', string | null>
  > | null;
};

/** A user error of metaobjects names the field of the record besides that of the input. */
export type MetaobjectUserError = UserError & { readonly elementKey?: string | null };

const FIELDS_MAX = 40;

export const definitionFields: Resolvers = {
  createdByApp: (_one: MetaobjectDefinition, _args, { app }) => app,
  createdByStaff: () => null,
  standardTemplate: () => null,
  hasThumbnailField: () => false,
  capabilities: () => CAPABILITIES,
  metaobjects: (one: MetaobjectDefinition, args: PageArgs, context) =>
    listConnection(args, objectsOf(context, one.type)),
  metaobjectsCount: (one: MetaobjectDefinition, _args, context) =>
    objectsOf(context, one.type).length,
};

const CAPABILITIES = {
  onlineStore: null,
  publishable: { enabled: false },
  renderable: null,
  translatable: { enabled: false },
};

export const fieldDefinitionFields: Resolvers = {
  type: (one: FieldDefinition) => typeNode(one.type),
  validations: (one: FieldDefinition) =>
    one.validations.map((each) => ({ ...each, type: 'single_line_text_field' })),
};

export const definitionQueries: Resolvers = {
  metaobjectDefinition: (_parent, { id }: { id: string }, { world, shop }) =>
    world.store.get(metaobjectDefinitions, shop.id, idOf(id, 'MetaobjectDefinition')),
  metaobjectDefinitionByType: (_parent, { type }: { type: string }, context) =>
    findDefinition(context, type),
  metaobjectDefinitions: (_parent, args: PageArgs, context, info) =>
    connection(args, context, info, { kind: metaobjectDefinitions }),
};

export const definitionMutations: Resolvers = {
  metaobjectDefinitionCreate(_parent, { definition }: { definition: Input }, context) {
    const { world, shop, app } = context;
    const type = resolveType(context, definition.type);
    const userErrors = problemsOf(context, definition, type);
    if (userErrors.length > 0) return { userErrors };
    const now = world.clock.now();
    const created = world.store.put(metaobjectDefinitions, shop.id, {
      id: world.store.nextId(),
      type,
      name: definition.name ?? titleOf(definition.type),
      description: definition.description ?? null,
      displayNameKey: definition.displayNameKey ?? null,
      fieldDefinitions: (definition.fieldDefinitions ?? []).map(fieldOf),
      access: {
        admin: definition.access?.admin ?? 'PUBLIC_READ_WRITE',
        storefront: definition.access?.storefront ?? 'NONE',
        customerAccount: definition.access?.customerAccount ?? 'NONE',
      },
      appId: app.id,
      createdAt: now,
      updatedAt: now,
    });
    return { metaobjectDefinition: created };
  },

  metaobjectDefinitionDelete(_parent, { id }: { id: string }, context) {
    const { world, shop } = context;
    const found = world.store.get(metaobjectDefinitions, shop.id, idOf(id, 'MetaobjectDefinition'));
    if (found === null) return refuse(['id'], 'Record not found', 'RECORD_NOT_FOUND');
    for (const one of objectsOf(context, found.type))
      world.store.remove(metaobjects, shop.id, one.id);
    world.store.remove(metaobjectDefinitions, shop.id, found.id);
    return { deletedId: toGid('MetaobjectDefinition', found.id) };
  },
};

/** `$app:level` → `app--1--level`. */
export function resolveType({ app }: AdminContext, type: string): string {
  return type.startsWith('$app') ? resolveNamespace(type, app) : type;
}

/** The definition of a type, however the type is written. */
export function findDefinition(context: AdminContext, type: string): MetaobjectDefinition | null {
  const { world, shop } = context;
  return world.store.findOne(metaobjectDefinitions, shop.id, 'type', resolveType(context, type));
}

/** All metaobjects of a type. */
function objectsOf({ world, shop }: AdminContext, type: string): Metaobject[] {
  return world.store.find(metaobjects, shop.id, 'type', type);
}

/** The condition on metaobjects of a type. */
export const ofType = (context: AdminContext, type: string) =>
  where('type', resolveType(context, type));

function problemsOf(context: AdminContext, input: Input, type: string): MetaobjectUserError[] {
  const said = (name: string, message: string, code: string): MetaobjectUserError => ({
    field: ['definition', name],
    message,
    code,
  });
  if (ownerOfNamespace(type, context.app) === 'another app') {
    const message = 'Not authorized. This type is reserved for use by another application.';
    return [{ field: ['definition'], message, code: 'NOT_AUTHORIZED' }];
  }
  if (type.length < 3)
    return [said('type', 'Type is too short (minimum is 3 characters)', 'TOO_SHORT')];
  if (!/^[\w-]+$/.test(type)) {
    const message =
      'Type contains one or more invalid characters. Only ' +
      'alphanumeric characters, underscores, and dashes are allowed.';
    return [said('type', message, 'INVALID')];
  }
  if (input.name === '') return [said('name', "Name can't be blank", 'BLANK')];
  if (findDefinition(context, type) !== null) {
    return [said('type', 'Type has already been taken', 'TAKEN')];
  }
  const fields = input.fieldDefinitions ?? [];
  if (fields.length > FIELDS_MAX) {
    const message = `Maximum ${FIELDS_MAX} fields per metaobject definition`;
    return [said('fieldDefinitions', message, 'INVALID')];
  }
  const errors = fields.flatMap((field, index) => fieldProblems(fields, field, index));
  const { displayNameKey } = input;
  if (displayNameKey && !fields.some(({ key }) => key === displayNameKey)) {
    const message = `Field definition "${displayNameKey}" does not exist`;
    errors.push(said('displayNameKey', message, 'UNDEFINED_OBJECT_FIELD'));
  }
  return errors;
}

function fieldProblems(
  fields: readonly FieldInput[],
  { key, type }: FieldInput,
  index: number,
): MetaobjectUserError[] {
  const field = ['definition', 'fieldDefinitions', `${index}`];
  const said = (message: string, code: string) => [{ field, message, code, elementKey: key }];
  if (key.length < 2) return said('Key is too short (minimum is 2 characters)', 'TOO_SHORT');
  if (key.length > 64) return said('Key is too long (maximum is 64 characters)', 'TOO_LONG');
  if (!/^[\w-]+$/.test(key)) return said('Key contains one or more invalid characters.', 'INVALID');
  if (key === 'handle')
    return said('The name "handle" is reserved for system use', 'RESERVED_NAME');
  if (fields.findIndex((one) => one.key === key) < index) {
    return said(`Field "${key}" duplicates other inputs`, 'DUPLICATE_FIELD_INPUT');
  }
  return isValueType(type) ? [] : said(`Type name ${type} is not a valid type.`, 'INCLUSION');
}

function fieldOf(input: FieldInput): FieldDefinition {
  return {
    key: input.key,
    type: input.type,
    name: input.name ?? titleOf(input.key),
    description: input.description ?? null,
    required: input.required ?? false,
    validations: input.validations ?? [],
  };
}

function titleOf(key: string): string {
  const words = key.replace(/^\$app:/, '').replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
