/** `shopifyFunctions`: what the app's extensions of type function are called. */
import { definitionOf } from '../../../apps/find-app.ts';
import type { ExtensionDefinition } from '../../../apps/app-definition.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import type { PageArgs } from '../../engine/page-size.ts';

/** Functions go by plain ids, not by gids. */
export const functionFields: Resolvers = {
  id: ({ functionId: id }: { readonly functionId: string }) => id,
};

type FunctionArgs = PageArgs & { readonly apiType?: string | null };

export const functionQueries: Resolvers = {
  shopifyFunctions: (_parent, args: FunctionArgs, context) =>
    listConnection(
      args,
      functionsOf(context).filter(({ apiType }) => !args.apiType || apiType === args.apiType),
    ),
  shopifyFunction: (_parent, { id }: { id: string }, context) =>
    functionsOf(context).find((one) => one.functionId === id) ?? null,
};

/**
 * The functions of the app that asks, each under an id that stays the same while its handle does.
 */
export function functionsOf(context: AdminContext) {
  const { app } = context;
  const { extensions, configuration } = definitionOf(app);
  return extensions
    .filter(({ type }) => type === 'function')
    .map((one, index) => ({
      id: index + 1,
      functionId: functionId(app.id, one.handle),
      handle: one.handle,
      title: one.name,
      description: null,
      apiType: apiTypeOf(one),
      apiVersion: one.apiVersion ?? configuration.webhookApiVersion,
      app,
      appKey: app.apiKey,
      inputQuery: null,
      useCreationUi: true,
    }));
}

/** Ids of functions are uuids at Shopify; here they say whose they are. */
function functionId(appId: number, handle: string): string {
  return `${appId}-${handle}`;
}

const API_TYPES: readonly (readonly [RegExp, string])[] = [
  [/discounts/, 'discount'],
  [/validations/, 'cart_checkout_validation'],
  [/delivery-customization/, 'delivery_customization'],
  [/payment-customization/, 'payment_customization'],
  [/cart\.transform/, 'cart_transform'],
];

function apiTypeOf({ targeting }: ExtensionDefinition): string {
  const target = targeting[0]?.target ?? '';
  return API_TYPES.find(([form]) => form.test(target))?.[1] ?? target;
}
