/**
 * How every field is answered: access first, then the area's resolver, else the parent's own value.
 * What neither knows fails by its name.
 */
import {
  getNullableType,
  type GraphQLFieldResolver,
  type GraphQLTypeResolver,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { assertAccess, assertTypeAccess } from '../access/assert-access.ts';
import type { ArgumentIds } from '../../schema/annotate.ts';
import type { Registry } from './area.ts';
import type { AdminContext } from './context.ts';
import { notFound, notImplemented } from './errors.ts';
import { fromGid, toGid } from './gid.ts';
import { isConnection } from '../cost/field-cost.ts';
import { pageOfBulk } from './bulk-paging.ts';
import { assertInputSizes } from './input-sizes.ts';
import { Refused } from './user-errors.ts';

type Parent = Readonly<Record<string, unknown>> & { readonly __kind?: string };

/** A payload or a user error need not spell out its nulls. */
const TERSE = /(Payload|UserError)$/;

/** The resolver of fields that execution uses for everything. */
export function fieldResolver(registry: Registry): GraphQLFieldResolver<unknown, AdminContext> {
  return (parent, args: Readonly<Record<string, unknown>>, context, info) => {
    const { parentType, fieldName } = info;
    const field = parentType.getFields()[fieldName];
    if (field !== undefined) assertAccess(field, parentType.name, context, registry);
    const resolver = registry.resolverOf(parentType.name, fieldName);
    if (resolver === undefined) return ofParent(parent as Parent | undefined, info);
    if (isRoot(info)) {
      assertInputSizes(args, info);
      if (isMutation(info)) return mutate(() => resolver(parent, args, context, info), context);
      assertKindsOfIds(info, args);
    }
    if (context.bulk !== undefined && field !== undefined && isConnection(field.type)) {
      return pageOfBulk(context.bulk, info, (paging) =>
        resolver(parent, { ...args, ...paging }, context, info),
      );
    }
    return resolver(parent, args, context, info);
  };
}

/** Which type an object of an interface or a union is: it says so in `__typename`. */
export function typeResolver(context: AdminContext): GraphQLTypeResolver<unknown, AdminContext> {
  return (value, _context, info) => {
    const name = (value as { __typename?: unknown }).__typename;
    if (typeof name !== 'string') {
      throw new Error(`What ${info.parentType.name}.${info.fieldName} gave has no __typename.`);
    }
    const type = info.schema.getType(name);
    if (type !== undefined) assertTypeAccess(type, info.fieldName, context);
    return name;
  };
}

/** What a mutation does is kept whole or not at all; what it refuses is told in its payload. */
function mutate(work: () => unknown, { world }: AdminContext): unknown {
  try {
    return world.transact(work);
  } catch (error) {
    if (error instanceof Refused) return { userErrors: error.userErrors };
    throw error;
  }
}

function ofParent(parent: Parent | undefined, info: GraphQLResolveInfo) {
  const { parentType, fieldName } = info;
  if (parent !== undefined && !isRoot(info)) {
    if (typeof parent.id === 'number') {
      const kind = parent.__kind ?? parentType.name;
      if (fieldName === 'id') return toGid(kind, parent.id);
      if (fieldName === 'legacyResourceId') return String(parent.id);
    }
    if (parent[fieldName] !== undefined) return parent[fieldName];
    const unsaid = TERSE.test(parentType.name) ? unsaidOf(parentType, fieldName) : undefined;
    if (unsaid !== undefined) return unsaid;
  }
  throw notImplemented(`${parentType.name}.${fieldName}`);
}

/** Null, or an empty list of user errors: what a payload need not spell out. */
function unsaidOf(type: GraphQLObjectType, fieldName: string): null | [] | undefined {
  const field = type.getFields()[fieldName];
  if (field === undefined) return undefined;
  if (!isNonNullType(field.type)) return null;
  return isListType(getNullableType(field.type)) ? [] : undefined;
}

const isRoot = ({ path }: GraphQLResolveInfo) => path.prev === undefined;
const isMutation = (info: GraphQLResolveInfo) =>
  isRoot(info) && info.parentType === info.schema.getMutationType();

/** `customer(id: "gid://shopify/Product/1")` is no customer: Shopify refuses it before looking. */
function assertKindsOfIds(info: GraphQLResolveInfo, args: Readonly<Record<string, unknown>>): void {
  const field = info.parentType.getFields()[info.fieldName];
  for (const argument of field?.args ?? []) {
    const { gidTypes } = argument.extensions as ArgumentIds;
    const given = args[argument.name];
    if (gidTypes === undefined || typeof given !== 'string') continue;
    if (getNullableType(argument.type).toString() !== 'ID') continue;
    // `node(id:)` says `Node`: any kind will do.
    if (gidTypes.some((name) => !isObjectType(info.schema.getType(name)))) continue;
    const kind = fromGid(given)?.kind;
    // A discount's ids name the kind of node it is, and answer to the general one's field as well.
    const isDiscount = gidTypes.includes('DiscountNode') && /^Discount\w+Node$/.test(kind ?? '');
    if (isDiscount) continue;
    if (kind !== undefined && !gidTypes.includes(kind)) throw notFound(`Invalid id: ${given}`);
  }
}
