/** Metaobjects. Refusals: recorded answers (airhorns/shopify-draft-proxy, 2026-04/metaobjects). */
import type { Resolvers } from '../../engine/area.ts';
import { connection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse, Refused } from '../../engine/user-errors.ts';
import { checkValue } from '../metafields/check-value.ts';
import { jsonValueOf, normalValue } from '../metafields/normal-value.ts';
import { findDefinition, type MetaobjectUserError, ofType, resolveType } from './definitions.ts';
import {
  type FieldDefinition,
  type Metaobject,
  type MetaobjectDefinition,
  type MetaobjectField,
  metaobjects,
} from './metaobject-records.ts';

type Handle = { readonly type: string; readonly handle: string };
type Input = {
  readonly handle?: string | null;
  readonly fields?: readonly MetaobjectField[] | null;
};

export const metaobjectFields: Resolvers = {
  definition: (one: Metaobject, _args, context) => findDefinition(context, one.type),
  displayName: (one: Metaobject, _args, context) => displayName(context, one),
  fields: (one: Metaobject, _args, context) => fieldNodes(context, one),
  field: (one: Metaobject, { key }: { key: string }, context) =>
    fieldNodes(context, one).find((field) => field.key === key) ?? null,
  values: (one: Metaobject, _args, context) =>
    Object.fromEntries(fieldNodes(context, one).map(({ key, jsonValue }) => [key, jsonValue])),
  thumbnailField: () => null,
  createdBy: (_one: Metaobject, _args, { app }) => app,
  createdByApp: (_one: Metaobject, _args, { app }) => app,
  createdByStaff: () => null,
  capabilities: () => ({ publishable: null, onlineStore: null }),
};

export const metaobjectQueries: Resolvers = {
  metaobject: (_parent, { id }: { id: string }, { world, shop }) =>
    world.store.get(metaobjects, shop.id, idOf(id, 'Metaobject')),
  metaobjectByHandle: (_parent, { handle }: { handle: Handle }, context) => find(context, handle),
  metaobjects: (_parent, args: PageArgs & { type: string }, context, info) =>
    // The sort key of metaobjects is text: `id`, `updated_at`, `display_name`.
    connection({ ...args, sortKey: args.sortKey?.toUpperCase() ?? null }, context, info, {
      kind: metaobjects,
      filter: ofType(context, args.type),
      sortKeys: { UPDATED_AT: 'updated_at', TYPE: 'type' },
    }),
};

export const metaobjectMutations: Resolvers = {
  metaobjectCreate: (_parent, args: { metaobject: Input & { type: string } }, context) => ({
    metaobject: create(context, args.metaobject.type, args.metaobject, ['metaobject']),
  }),

  metaobjectUpdate(_parent, args: { id: string; metaobject: Input }, context) {
    const { world, shop } = context;
    const known = world.store.get(metaobjects, shop.id, idOf(args.id, 'Metaobject'));
    if (known === null) return refuse(['id'], 'Record not found', 'RECORD_NOT_FOUND');
    return { metaobject: change(context, known, args.metaobject) };
  },

  metaobjectUpsert(_parent, args: { handle: Handle; metaobject?: Input | null }, context) {
    const known = find(context, args.handle);
    const input = args.metaobject ?? {};
    if (known !== null) return { metaobject: change(context, known, input) };
    const { type, handle } = args.handle;
    return { metaobject: create(context, type, { ...input, handle }, ['handle']) };
  },

  metaobjectDelete(_parent, { id }: { id: string }, context) {
    const { world, shop } = context;
    const known = world.store.get(metaobjects, shop.id, idOf(id, 'Metaobject'));
    if (known === null) return refuse(['id'], 'Record not found', 'RECORD_NOT_FOUND');
    world.store.remove(metaobjects, shop.id, known.id);
    tell(context, 'delete', known);
    return { deletedId: toGid('Metaobject', known.id) };
  },
};

function find(context: AdminContext, { type, handle }: Handle): Metaobject | null {
  const { world, shop } = context;
  const place = `${resolveType(context, type)}/${handle}`;
  return world.store.findOne(metaobjects, shop.id, 'place', place);
}

function create(context: AdminContext, type: string, input: Input, at: readonly string[]) {
  const { world, shop, app } = context;
  const definition = findDefinition(context, type);
  if (definition === null) {
    throw refusal(
      [...at, 'type'],
      `No metaobject definition exists for type "${type}"`,
      'UNDEFINED_OBJECT_TYPE',
    );
  }
  const now = world.clock.now();
  const fields = checkedFields(context, definition, [], input.fields ?? []);
  const handle = input.handle ?? `${definition.type.split('--').at(-1)}-${world.chance.hex(4)}`;
  assertHandle(context, { type: definition.type, handle }, null, [...at, 'handle']);
  const kept: Metaobject = {
    id: world.store.nextId(),
    type: definition.type,
    handle,
    fields,
    appId: app.id,
    createdAt: now,
    updatedAt: now,
  };
  tell(context, 'create', kept);
  return world.store.put(metaobjects, shop.id, kept);
}

function change(context: AdminContext, known: Metaobject, input: Input): Metaobject {
  const { world, shop } = context;
  const definition = findDefinition(context, known.type);
  if (definition === null) throw new Error(`${known.type} has lost its definition.`);
  const handle = input.handle ?? known.handle;
  assertHandle(context, { type: known.type, handle }, known.id, ['metaobject', 'handle']);
  const fields = checkedFields(context, definition, known.fields, input.fields ?? []);
  const kept = { ...known, handle, fields, updatedAt: world.clock.now() };
  tell(context, 'update', kept);
  return world.store.put(metaobjects, shop.id, kept);
}

function checkedFields(
  context: AdminContext,
  { fieldDefinitions }: MetaobjectDefinition,
  known: readonly MetaobjectField[],
  given: readonly MetaobjectField[],
): MetaobjectField[] {
  const values = new Map(known.map(({ key, value }) => [key, value]));
  const errors: MetaobjectUserError[] = [];
  given.forEach(({ key, value }, index) => {
    const type = fieldDefinitions.find((one) => one.key === key)?.type ?? '';
    const problem = fieldProblem(context, fieldDefinitions, key, value);
    const field = ['metaobject', 'fields', `${index}`];
    if (problem !== null) errors.push({ field, elementKey: key, ...problem });
    else if (value === '') values.delete(key);
    else values.set(key, normalValue(type, value));
  });
  for (const { key, name, required } of fieldDefinitions) {
    if (!required || values.has(key)) continue;
    const message = `${name} can't be blank`;
    errors.push({ field: ['metaobject'], message, code: 'OBJECT_FIELD_REQUIRED', elementKey: key });
  }
  if (errors.length > 0) throw new Refused(errors);
  return [...values].map(([key, value]) => ({ key, value }));
}

function fieldProblem(
  context: AdminContext,
  definitions: readonly FieldDefinition[],
  key: string,
  value: string,
): { message: string; code: string } | null {
  const definition = definitions.find((one) => one.key === key);
  if (definition === undefined) {
    return { message: `Field definition "${key}" does not exist`, code: 'UNDEFINED_OBJECT_FIELD' };
  }
  if (value === '') return null;
  const exists = (gid: string) => {
    const [, kind = '', id = ''] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(gid) ?? [];
    return (context.registry.nodeOf(kind)?.(Number(id), context, gid) ?? null) !== null;
  };
  const { type, validations } = definition;
  const problem = checkValue(type, value, { validations, exists });
  return problem === null ? null : { message: problem.message, code: 'INVALID_VALUE' };
}

function assertHandle(
  context: AdminContext,
  place: Handle,
  ownId: number | null,
  field: readonly string[],
): void {
  if (place.handle === '') throw refusal(field, "Handle can't be blank", 'BLANK');
  if (place.handle.length > 255) {
    throw refusal(field, 'Handle is too long (maximum is 255 characters)', 'TOO_LONG');
  }
  if (!/^[\w-]+$/.test(place.handle)) throw refusal(field, 'Handle is invalid', 'INVALID');
  const same = find(context, place);
  if (same !== null && same.id !== ownId) {
    throw refusal(field, 'Handle has already been taken', 'TAKEN');
  }
}

function refusal(field: readonly string[], message: string, code: string): Refused {
  return new Refused([{ field, message, code }]);
}

/** The event brings what the webhook tells: the record is this room's own. */
function tell(context: AdminContext, verb: string, one: Metaobject): void {
  const metaobject = {
    ...one,
    displayName: displayName(context, one),
    definitionId: findDefinition(context, one.type)?.id ?? 0,
    fields: Object.fromEntries(fieldNodes(context, one).map(({ key, value }) => [key, value])),
    createdByAppId: one.appId,
    createdByStaffId: null,
    status: null,
  };
  const { world, shop } = context;
  const topic = `metaobjects/${verb}`;
  world.emit({ shopId: shop.id, topic, kind: 'Metaobject', id: one.id, extra: { metaobject } });
}

/** Every field of the definition, also those without a value. */
function fieldNodes(context: AdminContext, { type, fields }: Metaobject) {
  const values = new Map(fields.map(({ key, value }) => [key, value]));
  return (findDefinition(context, type)?.fieldDefinitions ?? []).map((definition) => {
    const value = values.get(definition.key) ?? null;
    const jsonValue = value === null ? null : jsonValueOf(definition.type, value);
    return { key: definition.key, type: definition.type, value, jsonValue, definition };
  });
}

function displayName(context: AdminContext, one: Metaobject): string {
  const key = findDefinition(context, one.type)?.displayNameKey;
  const named = one.fields.find((field) => field.key === key)?.value;
  return named ?? one.handle;
}
