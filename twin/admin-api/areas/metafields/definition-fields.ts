/** `MetafieldDefinition` and how definitions are found. */
import type { Metafield, MetafieldDefinition } from '../../../model/app.ts';
import { metafieldDefinitions, metafields } from '../../../model/kinds.ts';
import type { Resolvers } from '../../engine/area.ts';
import { both, connection, listConnection, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { badRequest } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { checkValue } from './check-value.ts';
import { resolveNamespace } from './namespaces.ts';
import { kindOfOwnerType } from './owners.ts';
import { isMeasurement, VALUE_TYPES } from './value-types.ts';

export type DefinitionIdentifier = {
  readonly ownerType: string;
  readonly namespace?: string | null;
  readonly key: string;
};
type Asked = { readonly id?: string | null; readonly identifier?: DefinitionIdentifier | null };
type ListArgs = PageArgs & {
  readonly ownerType: string;
  readonly namespace?: string | null;
  readonly key?: string | null;
  readonly pinnedStatus?: 'ANY' | 'PINNED' | 'UNPINNED' | null;
};

const CAPABILITIES = [
  'adminFilterable',
  'analyticsQueryable',
  'cartToOrderCopyable',
  'smartCollectionCondition',
  'uniqueValues',
];

export const definitionFields: Resolvers = {
  type: (one: MetafieldDefinition) => typeNode(one.type),
  access: (one: MetafieldDefinition) => one.access,
  validations: (one: MetafieldDefinition) =>
    one.validations.map(({ name, value }) => ({ name, value, type: validationType(name) })),
  capabilities: (one: MetafieldDefinition) =>
    Object.fromEntries(CAPABILITIES.map((name) => [name, capability(one, name)])),
  constraints: () => null,
  standardTemplate: () => null,
  useAsCollectionCondition: (one: MetafieldDefinition) =>
    isOn(one.capabilities, 'smartCollectionCondition'),
  metafields: (one: MetafieldDefinition, args: PageArgs, context) =>
    listConnection(args, valuesOf(context, one)),
  metafieldsCount: (one: MetafieldDefinition, _args, context) => valuesOf(context, one).length,
  validationStatus: (one: MetafieldDefinition, _args, context) =>
    valuesOf(context, one).every((value) => isValid(one, value)) ? 'ALL_VALID' : 'SOME_INVALID',
};

export const definitionQueries: Resolvers = {
  metafieldDefinition: (_parent, asked: Asked, context) => findDefinition(context, asked),
  metafieldDefinitionTypes: () => VALUE_TYPES.map(typeNode),
  metafieldDefinitions: (_parent, args: ListArgs, context, info) =>
    args.pinnedStatus === 'PINNED' || args.pinnedStatus === 'UNPINNED'
      ? listConnection(args, definitionsOf(context, args))
      : connection(args, context, info, {
          kind: metafieldDefinitions,
          filter: filterOf(context, args),
          sortKeys: { NAME: 'name' },
        }),
};

/** A definition by id or by its place; null where there is none. */
export function findDefinition(context: AdminContext, asked: Asked): MetafieldDefinition | null {
  const { world, shop, app } = context;
  if (asked.id) {
    return world.store.get(metafieldDefinitions, shop.id, idOf(asked.id, 'MetafieldDefinition'));
  }
  if (!asked.identifier) throw badRequest('One of id or identifier is required.');
  const { ownerType, namespace, key } = asked.identifier;
  const place = `${ownerType}/${resolveNamespace(namespace, app)}/${key}`;
  return world.store.findOne(metafieldDefinitions, shop.id, 'place', place);
}

/** The metafields a definition rules. */
export function valuesOf(
  { world, shop }: AdminContext,
  { ownerType, namespace, key }: MetafieldDefinition,
): Metafield[] {
  const kind = kindOfOwnerType(ownerType) ?? ownerType;
  return world.store.find(metafields, shop.id, 'definition', `${kind}/${namespace}/${key}`);
}

/** `cartToOrderCopyable` is `cart_to_order_copyable` in an app's file: both are the same. */
export function isOn(capabilities: Readonly<Record<string, boolean>>, name: string): boolean {
  const inFile = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return capabilities[name] === true || capabilities[inFile] === true;
}

function filterOf({ app }: AdminContext, { ownerType, namespace, key }: ListArgs) {
  const inNamespace = namespace ? where('namespace', resolveNamespace(namespace, app)) : null;
  const withKey = key ? where('key', key) : null;
  return both(where('owner_type', ownerType), both(inNamespace, withKey));
}

function definitionsOf(context: AdminContext, args: ListArgs): MetafieldDefinition[] {
  const { world, shop, app } = context;
  const isPinned = args.pinnedStatus === 'PINNED';
  const namespace = args.namespace ? resolveNamespace(args.namespace, app) : null;
  return world.store
    .find(metafieldDefinitions, shop.id, 'owner_type', args.ownerType)
    .filter((one) => (one.pinnedPosition !== null) === isPinned)
    .filter((one) => namespace === null || one.namespace === namespace)
    .filter((one) => !args.key || one.key === args.key)
    .sort((one, other) => (other.pinnedPosition ?? 0) - (one.pinnedPosition ?? 0));
}

function capability(one: MetafieldDefinition, name: string) {
  const enabled = isOn(one.capabilities, name);
  const isText = /^(single_line_text_field|id|url|number_integer|boolean)$/.test(one.type);
  const eligible = enabled || (name === 'uniqueValues' ? isText : true);
  const status = enabled ? 'FILTERABLE' : 'NOT_FILTERABLE';
  return { enabled, eligible, ...(name === 'adminFilterable' ? { status } : {}) };
}

function isValid({ type, validations }: MetafieldDefinition, value: Metafield): boolean {
  return checkValue(type, value.value, { validations, exists: () => true }) === null;
}

const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/_reference$/, 'REFERENCE'],
  [/text/, 'TEXT'],
  [/^id$/, 'ID'],
  [/rating$/, 'RATING'],
  [/number/, 'NUMBER'],
  [/date/, 'DATE_TIME'],
  [/boolean$/, 'TRUE_FALSE'],
  [/^json$/, 'JSON'],
  [/color$/, 'COLOR'],
  [/url$/, 'URL'],
  [/link$/, 'LINK'],
  [/^money$/, 'MONEY'],
  [/^language$/, 'LANGUAGE'],
];

/** A type as definitions tell it. */
export function typeNode(name: string) {
  const known = CATEGORIES.find(([form]) => form.test(name))?.[1];
  const category = isMeasurement(name.replace(/^list\./, '')) ? 'MEASUREMENT' : (known ?? 'OTHER');
  return { name, category, supportsDefinitionMigrations: true };
}

function validationType(name: string): string {
  return name === 'choices' || name.startsWith('allowed')
    ? 'list.single_line_text_field'
    : 'number';
}
