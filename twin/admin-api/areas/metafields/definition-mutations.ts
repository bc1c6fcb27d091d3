/**
 * Making, changing, pinning and deleting definitions. The refusals are those of recorded answers
 * (airhorns/shopify-draft-proxy, `metafield-definition-*`, 2026-08).
 */
import type { MetafieldDefinition } from '../../../model/app.ts';
import { metafieldDefinitions, metafields } from '../../../model/kinds.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { toGid } from '../../engine/gid.ts';
import { accessDenied } from '../../engine/errors.ts';
import { refuse, type UserError } from '../../engine/user-errors.ts';
import { startJob, finishJob } from '../shop/jobs.ts';
import { isValueType } from './check-value.ts';
import { type DefinitionIdentifier, findDefinition, isOn, valuesOf } from './definition-fields.ts';
import { changedTargetErrors, validationErrors } from './definition-validations.ts';
import { ownerOfNamespace, resolveNamespace } from './namespaces.ts';
import { kindOfOwnerType } from './owners.ts';
import { VALUE_TYPES } from './value-types.ts';

type Validation = { readonly name: string; readonly value: string };
type Capabilities = Readonly<Record<string, { readonly enabled: boolean } | null>>;
type Access = {
  readonly admin?: string | null;
  readonly storefront?: 'NONE' | 'PUBLIC_READ' | null;
  readonly customerAccount?: 'NONE' | 'READ' | 'READ_WRITE' | null;
};
type UpdateInput = DefinitionIdentifier & {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly validations?: readonly Validation[] | null;
  readonly capabilities?: Capabilities | null;
  readonly access?: Access | null;
  readonly pin?: boolean | null;
};
type CreateInput = UpdateInput & { readonly name: string; readonly type: string };
type Asked = { readonly id?: string | null; readonly identifier?: DefinitionIdentifier | null };
type Pinning = {
  readonly definitionId?: string | null;
  readonly identifier?: DefinitionIdentifier | null;
};

const EACH_OWNER_MAX = 256;
const PINNED_MAX = 20;

export const definitionMutations: Resolvers = {
  metafieldDefinitionCreate(_parent, { definition }: { definition: CreateInput }, context) {
    assertNamespace(context, definition.namespace, 'metafieldDefinitionCreate');
    const userErrors = problemsOf(context, definition);
    if (userErrors.length > 0) return { userErrors };
    return { createdDefinition: save(context, created(context, definition), 'create') };
  },

  metafieldDefinitionUpdate(_parent, { definition }: { definition: UpdateInput }, context) {
    assertNamespace(context, definition.namespace, 'metafieldDefinitionUpdate');
    const known = findDefinition(context, { identifier: definition });
    if (known === null) return refuse(['definition'], 'Definition not found.', 'NOT_FOUND');
    const userErrors = updateErrors(context, known, definition);
    if (userErrors.length > 0) return { userErrors };
    const { world, shop } = context;
    const job = startJob(world, shop.id);
    finishJob(world, shop.id, job.id);
    const updated = save(context, changed(context, known, definition), 'update');
    return { updatedDefinition: updated, validationJob: definition.validations ? job : null };
  },

  metafieldDefinitionDelete(
    _parent,
    args: Asked & { deleteAllAssociatedMetafields?: boolean | null },
    context,
  ) {
    const found = findDefinition(context, args);
    if (found === null) return refuse(['id'], 'Definition not found.', 'NOT_FOUND');
    const isAll = args.deleteAllAssociatedMetafields === true;
    const refusal = isAll ? null : needsValuesDeleted(found);
    if (refusal !== null) return refuse(null, refusal.message, refusal.code);
    remove(context, found, isAll);
    const { ownerType, namespace, key } = found;
    return {
      deletedDefinitionId: toGid('MetafieldDefinition', found.id),
      deletedDefinition: { ownerType, namespace, key },
    };
  },

  metafieldDefinitionPin(_parent, { definitionId: id, identifier }: Pinning, context) {
    const found = findDefinition(context, { id: id ?? null, identifier: identifier ?? null });
    if (found === null) return refuse(null, 'Definition not found.', 'NOT_FOUND');
    if (found.pinnedPosition !== null) {
      return refuse(null, 'Definition already pinned.', 'ALREADY_PINNED');
    }
    const position = nextPosition(context, found.ownerType);
    if (position > PINNED_MAX) {
      return refuse(null, 'Limit of 20 pinned definitions.', 'PINNED_LIMIT_REACHED');
    }
    return { pinnedDefinition: save(context, { ...found, pinnedPosition: position }, 'update') };
  },

  metafieldDefinitionUnpin(_parent, { definitionId: id, identifier }: Pinning, context) {
    const found = findDefinition(context, { id: id ?? null, identifier: identifier ?? null });
    if (found === null) return refuse(null, 'Definition not found.', 'NOT_FOUND');
    if (found.pinnedPosition === null) {
      return refuse(null, `Definition ${found.id} isn't pinned.`, 'NOT_PINNED');
    }
    return { unpinnedDefinition: save(context, { ...found, pinnedPosition: null }, 'update') };
  },
};

function problemsOf(context: AdminContext, input: CreateInput): UserError[] {
  const { world, shop, app } = context;
  const namespace = resolveNamespace(input.namespace, app);
  const said = (name: string, message: string, code: string): UserError => ({
    field: ['definition', name],
    message,
    code,
  });
  const errors = [...tooLong(input)];
  for (const [name, value, min, max] of [
    ['namespace', namespace, 3, 255],
    ['key', input.key, 2, 64],
  ] as const) {
    const word = name === 'key' ? 'Key' : 'Namespace';
    if (value.length < min) {
      errors.push(said(name, `${word} is too short (minimum is ${min} characters)`, 'TOO_SHORT'));
    } else if (value.length > max) {
      errors.push(said(name, `${word} is too long (maximum is ${max} characters)`, 'TOO_LONG'));
    } else if (!/^[\w-]+$/.test(value)) {
      errors.push(
        said(name, `${word} contains one or more invalid characters.`, 'INVALID_CHARACTER'),
      );
    }
  }
  if (!isValueType(input.type)) {
    const message =
      `Type name ${input.type} is not a valid type. Valid types ` +
      `are: ${VALUE_TYPES.join(', ')}.`;
    errors.push(said('type', message, 'INCLUSION'));
  }
  errors.push(...accessErrors(context, input, 'INVALID'));
  if (errors.length > 0) return errors;
  const unfit = validationErrors(input.type, input.validations ?? []);
  if (unfit.length > 0) return unfit;
  const same = world.store.find(metafieldDefinitions, shop.id, 'owner_type', input.ownerType);
  if (same.some((one) => one.namespace === namespace && one.key === input.key)) {
    const owner = kindOfOwnerType(input.ownerType) ?? input.ownerType;
    const message = `Key is in use for ${owner} metafields on the '${namespace}' namespace.`;
    return [said('key', message, 'TAKEN')];
  }
  if (same.length < EACH_OWNER_MAX) return [];
  const message = `Stores can only have ${EACH_OWNER_MAX} definitions for each store resource.`;
  return [{ field: ['definition'], message, code: 'RESOURCE_TYPE_LIMIT_EXCEEDED' }];
}

function updateErrors(
  context: AdminContext,
  known: MetafieldDefinition,
  input: UpdateInput,
): UserError[] {
  const errors = [...tooLong(input), ...accessErrors(context, input, 'INVALID_INPUT')];
  if (errors.length > 0 || !input.validations) return errors;
  const unfit = validationErrors(known.type, input.validations);
  return unfit.length > 0 ? unfit : changedTargetErrors(known.validations, input.validations);
}

/** Namespaces of other apps and Shopify's own are nobody else's to define in. */
function assertNamespace(
  { app }: AdminContext,
  given: string | null | undefined,
  mutation: string,
): void {
  const namespace = resolveNamespace(given, app);
  if (namespace !== 'shopify' && ownerOfNamespace(namespace, app) !== 'another app') return;
  throw accessDenied(
    mutation,
    'API client to have access to the namespace and the resource type associated with the ' +
      'metafield definition.\n',
  );
}

/** Who may write is for the app to say only where the namespace is its own. */
function accessErrors({ app }: AdminContext, input: UpdateInput, code: string): UserError[] {
  const admin = input.access?.admin;
  const isOwn = ownerOfNamespace(resolveNamespace(input.namespace, app), app) === 'this app';
  if (isOwn || !admin || admin === 'PUBLIC_READ_WRITE') return [];
  const message =
    'Setting this access control is not permitted. It must be one of ["public_read_write"].';
  return [{ field: ['definition'], message, code }];
}

function tooLong({ name, description }: UpdateInput): UserError[] {
  const texts = { name, description };
  return Object.entries(texts).flatMap(([field, value]) => {
    if (!value || value.length <= 255) return [];
    const word = field === 'name' ? 'Name' : 'Description';
    const message = `${word} is too long (maximum is 255 characters)`;
    return [{ field: ['definition', field], message, code: 'TOO_LONG' }];
  });
}

function created(context: AdminContext, input: CreateInput): MetafieldDefinition {
  const { world, app } = context;
  const now = world.clock.now();
  const namespace = resolveNamespace(input.namespace, app);
  const isOwn = ownerOfNamespace(namespace, app) === 'this app';
  const blank: MetafieldDefinition = {
    id: world.store.nextId(),
    ownerType: input.ownerType,
    namespace,
    key: input.key,
    name: input.name,
    description: null,
    type: input.type,
    access: {
      admin: isOwn ? 'MERCHANT_READ' : 'PUBLIC_READ_WRITE',
      storefront: 'NONE',
      customerAccount: 'NONE',
    },
    validations: [],
    capabilities: {},
    pinnedPosition: null,
    appId: isOwn ? app.id : null,
    createdAt: now,
    updatedAt: now,
  };
  return changed(context, blank, input);
}

function changed(
  context: AdminContext,
  known: MetafieldDefinition,
  { name, description, validations, capabilities, access, pin }: UpdateInput,
): MetafieldDefinition {
  const unpinned = pin === false ? null : known.pinnedPosition;
  return {
    ...known,
    name: name ?? known.name,
    description: description === undefined ? known.description : description,
    validations: validations ?? known.validations,
    access: {
      admin: access?.admin ?? known.access.admin,
      storefront: access?.storefront ?? known.access.storefront,
      customerAccount: access?.customerAccount ?? known.access.customerAccount,
    },
    capabilities: { ...known.capabilities, ...switched(capabilities) },
    pinnedPosition: pin === true ? (unpinned ?? nextPosition(context, known.ownerType)) : unpinned,
    updatedAt: context.world.clock.now(),
  };
}

function switched(capabilities: Capabilities | null | undefined): Record<string, boolean> {
  const given = Object.entries(capabilities ?? {});
  return Object.fromEntries(given.flatMap(([name, one]) => (one ? [[name, one.enabled]] : [])));
}

function nextPosition({ world, shop }: AdminContext, ownerType: string): number {
  const all = world.store.find(metafieldDefinitions, shop.id, 'owner_type', ownerType);
  return 1 + Math.max(0, ...all.map(({ pinnedPosition }) => pinnedPosition ?? 0));
}

function save(context: AdminContext, one: MetafieldDefinition, verb: string): MetafieldDefinition {
  const { world, shop } = context;
  const topic = `metafield_definitions/${verb}`;
  world.emit({ shopId: shop.id, topic, kind: 'MetafieldDefinition', id: one.id });
  return world.store.put(metafieldDefinitions, shop.id, one);
}

function needsValuesDeleted({ type, namespace, capabilities }: MetafieldDefinition) {
  const first = 'Deleting ';
  const last = ' requires deletion of its associated metafields.';
  if (type === 'id' || isOn(capabilities, 'uniqueValues')) {
    return {
      message: `${first}an id type metafield definition${last}`,
      code: 'ID_TYPE_DELETION_ERROR',
    };
  }
  if (/_reference$/.test(type)) {
    const message = `${first}a reference type metafield definition${last}`;
    return { message, code: 'REFERENCE_TYPE_DELETION_ERROR' };
  }
  if (!namespace.startsWith('app--')) return null;
  return {
    message:
      'Deleting a definition in a reserved namespace must have ' +
      'deleteAllAssociatedMetafields set to true.',
    code: 'RESERVED_NAMESPACE_ORPHANED_METAFIELDS',
  };
}

function remove(context: AdminContext, one: MetafieldDefinition, isAll: boolean): void {
  const { world, shop } = context;
  if (isAll)
    for (const { id } of valuesOf(context, one)) world.store.remove(metafields, shop.id, id);
  world.store.remove(metafieldDefinitions, shop.id, one.id);
  const topic = 'metafield_definitions/delete';
  world.emit({ shopId: shop.id, topic, kind: 'MetafieldDefinition', id: one.id });
}
