/**
 * What Shopify's introspection says beyond GraphQL: who may read a type or a field, which fields
 * are protected customer data, which kinds of ids an argument takes. GraphQL's own builder drops
 * it, so it is hung back onto the schema as `extensions`, where an executor finds it.
 */
import { type GraphQLField, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

export type TypeAccess = {
  /** Shopify's sentence, e.g. "`read_orders` access scope."; absent: anybody may. */
  readonly requiredAccess?: string;
};

export type FieldAccess = TypeAccess & {
  /** Level 2 of protected customer data: which part of it the field tells. */
  readonly protectedContent?: 'name' | 'address' | 'email' | 'phone';
};

export type ArgumentIds = { readonly gidTypes?: readonly string[] };

type Told = {
  readonly name: string;
  readonly requiredAccess?: string | null;
  readonly protectedContent?: string | null;
  readonly gidTypes?: readonly string[] | null;
};
type ToldField = Told & { readonly args: readonly Told[] };
export type ToldType = Told & { readonly fields?: readonly ToldField[] | null };

/** Adds to `schema` what `types`, of the same introspection, say beyond GraphQL. */
export function annotate(schema: GraphQLSchema, types: readonly ToldType[]): void {
  for (const told of types) {
    const type = schema.getType(told.name);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    Object.assign(type.extensions, accessOf(told));
    const fields = type.getFields();
    for (const each of told.fields ?? []) {
      const field = fields[each.name];
      if (field !== undefined) annotateField(field, each);
    }
  }
}

function annotateField(field: GraphQLField<unknown, unknown>, told: ToldField): void {
  Object.assign(field.extensions, accessOf(told));
  for (const argument of field.args) {
    const ids = told.args.find(({ name }) => name === argument.name)?.gidTypes;
    if (ids) Object.assign(argument.extensions, { gidTypes: ids });
  }
}

function accessOf({ requiredAccess, protectedContent }: Told): object {
  const access = requiredAccess?.trim().replaceAll(/\s+/g, ' ');
  return {
    ...(access ? { requiredAccess: access } : {}),
    ...(protectedContent ? { protectedContent } : {}),
  };
}
