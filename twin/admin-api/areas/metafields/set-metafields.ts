/**
 * Writing metafields: all of them or none. The order of checks and their words are those of
 * recorded answers (airhorns/shopify-draft-proxy, `metafields-set-*`, 2026-08).
 */
import { createHash } from 'node:crypto';
import type { Metafield, MetafieldDefinition } from '../../../model/app.ts';
import { metafieldDefinitions, metafields } from '../../../model/kinds.ts';
import type { AdminContext } from '../../engine/context.ts';
import { Refused, type UserError } from '../../engine/user-errors.ts';
import { checkValue, isValueType } from './check-value.ts';
import { ownerOfNamespace, resolveNamespace } from './namespaces.ts';
import { normalValue } from './normal-value.ts';
import type { OwnerRef } from './owner-fields.ts';
import { changeTopic, findOwner, ownerOf, ownerTypeOf } from './owners.ts';

export type MetafieldEntry = {
  readonly owner: OwnerRef;
  readonly namespace?: string | null;
  readonly key?: string | null;
  readonly value?: string | null;
  readonly type?: string | null;
  /** Not said: whatever is there may be overwritten. Null: nothing may be there. */
  readonly compareDigest?: string | null;
  /** Where the entry stands in the mutation's arguments. */
  readonly field: readonly string[];
};

/** Refusals of `metafieldsSet` say more than others do. */
export type MetafieldUserError = UserError & { readonly elementIndex?: number | null };

const NAMESPACE = { min: 3, max: 255, name: 'namespace', said: 'Namespace' };
const KEY = { min: 2, max: 64, name: 'key', said: 'Key' };
const RESERVED = new Set(['shopify_standard', 'protected', 'shopify-l10n-fields']);

/** The digest by which a later writer shows which value it has seen. */
export function digestOf({ type, value }: Pick<Metafield, 'type' | 'value'>): string {
  return createHash('sha256').update(`${type}\n${value}`).digest('hex');
}

/** Writes every entry and tells of the owners that changed. Throws `Refused` and keeps none. */
export function setMetafields(
  context: AdminContext,
  entries: readonly MetafieldEntry[],
): Metafield[] {
  const checked = entries.map((entry) => check(context, entry));
  const errors = checked.flatMap((one) => one.errors);
  if (errors.length > 0) throw new Refused(errors);
  const written = checked.flatMap(({ metafield }) => metafield ?? []);
  const { world, shop } = context;
  for (const one of written) world.store.put(metafields, shop.id, one);
  tellOwners(
    context,
    entries.map(({ owner }) => owner),
  );
  return written;
}

/** Metafields given beside an owner's own fields, as in `customerCreate(input: {metafields})`. */
export function setOwnMetafields(
  context: AdminContext,
  owner: OwnerRef,
  inputs: readonly Omit<MetafieldEntry, 'owner' | 'field'>[] | null | undefined,
  field: readonly string[] = ['input', 'metafields'],
): Metafield[] {
  if (!inputs || inputs.length === 0) return [];
  const entries = inputs.map((input, index) => ({
    ...input,
    owner,
    field: [...field, `${index}`],
  }));
  return setMetafields(context, entries);
}

/** Says that owners changed, each once. */
export function tellOwners({ world, shop }: AdminContext, owners: readonly OwnerRef[]): void {
  const each = new Map(owners.map((owner) => [`${owner.kind}/${owner.id}`, owner]));
  for (const { kind, id } of each.values()) {
    const topic = changeTopic(kind);
    if (topic !== null) world.emit({ shopId: shop.id, topic, kind, id });
  }
}

type Checked = {
  readonly errors: readonly MetafieldUserError[];
  readonly metafield?: Metafield;
};

function check(context: AdminContext, entry: MetafieldEntry): Checked {
  const { world, shop, app } = context;
  const { owner, field } = entry;
  const namespace = resolveNamespace(entry.namespace, app);
  const key = entry.key ?? '';
  const refused = (code: string | null, message: string, ...at: string[]): Checked => ({
    errors: [{ field: [...field, ...at], message, code, elementIndex: null }],
  });
  if (ownerOfNamespace(namespace, app) === 'another app') {
    const message =
      'Access to this namespace and key on Metafields for this resource type is not allowed.';
    return refused('APP_NOT_AUTHORIZED', message);
  }
  if (findOwner(context, owner) === null) {
    return refused('INVALID_VALUE', 'Owner does not exist.', 'ownerId');
  }
  const misnamed = [...misnaming(namespace, NAMESPACE), ...misnaming(key, KEY)];
  if (misnamed.length > 0) {
    return { errors: misnamed.map((one) => ({ ...one, field: [...field, ...(one.field ?? [])] })) };
  }
  if (RESERVED.has(namespace)) {
    return refused(null, `Namespace ${namespace} is a reserved namespace`, 'namespace');
  }
  const place = `${owner.kind}/${owner.id}/${namespace}/${key}`;
  const known = world.store.findOne(metafields, shop.id, 'place', place);
  const definition = definitionFor(context, owner, namespace, key);
  const type = definition?.type ?? entry.type ?? known?.type ?? '';
  if (type === '') return refused('BLANK', "Type can't be blank", 'type');
  if (!isValueType(type)) return refused('INCLUSION', `Type ${type} is not a valid type.`, 'type');
  if (entry.type && definition && entry.type !== definition.type) {
    const message =
      `Type '${entry.type}' must be consistent with the ` +
      `definition's type: '${definition.type}'.`;
    return refused('INVALID_TYPE', message, 'type');
  }
  const stale = staleness(entry.compareDigest, known);
  if (stale !== null) return refused(...stale);
  const value = entry.value ?? '';
  const problem = checkValue(type, value, {
    validations: definition?.validations ?? [],
    exists: (gid) => exists(context, gid),
  });
  if (problem !== null) {
    const { message, elementIndex } = problem;
    return {
      errors: [{ field: [...field, 'value'], message, code: 'INVALID_VALUE', elementIndex }],
    };
  }
  const kept = { owner, namespace, key, type, value: normalValue(type, value) };
  return { errors: [], metafield: written(context, kept, known) };
}

type Written = Pick<Metafield, 'namespace' | 'key' | 'type' | 'value'> & {
  readonly owner: OwnerRef;
};

function written({ world }: AdminContext, { owner, ...rest }: Written, known: Metafield | null) {
  const now = world.clock.now();
  return {
    id: known?.id ?? world.store.nextId(),
    ownerKind: owner.kind,
    ownerId: owner.id,
    ...rest,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
}

function misnaming(value: string, { min, max, name, said }: typeof NAMESPACE): UserError[] {
  if (value.length < min) {
    const message = `${said} is too short (minimum is ${min} characters)`;
    return [{ field: [name], message, code: 'TOO_SHORT' }];
  }
  if (value.length > max) {
    const message = `${said} is too long (maximum is ${max} characters)`;
    return [{ field: [name], message, code: 'TOO_LONG' }];
  }
  return [];
}

function staleness(
  digest: string | null | undefined,
  known: Metafield | null,
): [string, string] | null {
  if (digest === undefined) return null;
  if (digest === null ? known === null : known !== null && digestOf(known) === digest) return null;
  if (digest !== null && known === null) {
    return ['INVALID_COMPARE_DIGEST', 'Invalid `compareDigest` value.'];
  }
  const message =
    'The resource has been updated since it was loaded. Try ' +
    'again with an updated `compareDigest` value.';
  return ['STALE_OBJECT', message];
}

/** The definition that rules a metafield, if there is one. */
export function definitionFor(
  { world, shop }: AdminContext,
  owner: Pick<OwnerRef, 'kind'>,
  namespace: string,
  key: string,
): MetafieldDefinition | null {
  const place = `${ownerTypeOf(owner.kind)}/${namespace}/${key}`;
  return world.store.findOne(metafieldDefinitions, shop.id, 'place', place);
}

function exists(context: AdminContext, gid: string): boolean {
  const [, kind = '', id = ''] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(gid) ?? [];
  const owner = ownerOf(gid) ?? { kind, id: Number(id) };
  return id !== '' && findOwner(context, owner) !== null;
}
