/** `applyMetafieldChange` of a function's settings: the discount's metafields, as the app. */
import type { DirectAnswer } from '../../apps/bridge-protocol.ts';
import type { AdminState, Change, ChangeResult } from '../../extensions/surfaces/admin-types.ts';

type Discount = NonNullable<AdminState['discount']>;
type Call = (path: string, body: string) => Promise<DirectAnswer>;
type Answer = {
  readonly data?: Readonly<Record<string, { userErrors?: { message: string }[] } | null>> | null;
  readonly errors?: string | { message: string }[];
};

const SET = `mutation Set($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { message } } }`;
const DELETE = `mutation Delete($metafields: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $metafields) { userErrors { message } } }`;

/** Answers as the extension is to hear it; Shopify's default namespace is the app's own. */
export async function changeMetafield(
  call: Call,
  { id }: Discount,
  { type, key, namespace = '$app', value, valueType }: Change,
): Promise<ChangeResult> {
  const place = { ownerId: id, namespace, key };
  const isRemoved = type === 'removeMetafield';
  const kind = valueType ?? 'json';
  const metafields = [isRemoved ? place : { ...place, value, type: kind }];
  const { body } = await call(
    '/admin/api/graphql.json',
    JSON.stringify({ query: isRemoved ? DELETE : SET, variables: { metafields } }),
  );
  const [message] = complaintsOf(JSON.parse(body) as Answer);
  return message === undefined ? { type: 'success' } : { type: 'error', message };
}

function complaintsOf({ data, errors = [] }: Answer): string[] {
  if (typeof errors === 'string') return [errors];
  const said = Object.values(data ?? {}).flatMap((one) => one?.userErrors ?? []);
  return [...errors, ...said].map(({ message }) => message);
}
