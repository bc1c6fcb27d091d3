/**
 * Storefront access tokens: public, each with the unauthenticated scopes of the app that made it,
 * at most a hundred of an app in a shop
 * (https://shopify.dev/docs/api/admin-graphql/latest/objects/StorefrontAccessToken, read 2026-11).
 * An app's first token in a shop is always the same one.
 */
import { createHash } from 'node:crypto';
import { defineKind, number, text } from '../../../store/kind.ts';
import type { World } from '../../../world/world.ts';
import type { Resolvers } from '../../engine/area.ts';
import { connection, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';

export type StorefrontToken = {
  readonly id: number;
  readonly appId: number;
  readonly title: string;
  readonly accessToken: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

const storefrontTokens = defineKind<StorefrontToken>('StorefrontAccessToken', {
  app_id: number((one) => one.appId),
  access_token: text((one) => one.accessToken),
});

const TOKENS_MAX = 100;

/** The token's record; null where it was never given or was deleted. */
export function findStorefrontToken(
  world: World,
  shopId: number,
  accessToken: string,
): StorefrontToken | null {
  return world.store.findOne(storefrontTokens, shopId, 'access_token', accessToken);
}

const unauthenticated = ({ scopes }: AdminContext) =>
  [...scopes].filter((scope) => scope.startsWith('unauthenticated_'));

export const tokenFields: Resolvers = {
  accessScopes: (_token: StorefrontToken, _args, context) =>
    unauthenticated(context).map((handle) => ({
      handle,
      description: handle.replaceAll('_', ' '),
    })),
};

export const tokensOfShop: Resolvers = {
  storefrontAccessTokens: (_shop, args: PageArgs, context, info) =>
    connection(args, context, info, {
      kind: storefrontTokens,
      filter: where('app_id', context.app.id),
    }),
};

export const tokenMutations: Resolvers = {
  storefrontAccessTokenCreate: (_parent, { input }: { input: { title: string } }, context) => {
    const { world, shop, app } = context;
    const title = input.title.trim();
    if (title === '') return { shop, ...refuse(['input', 'title'], "Title can't be blank") };
    if (unauthenticated(context).length === 0) {
      const message = 'The app has been granted no unauthenticated access scopes.';
      return { shop, ...refuse(['input'], message) };
    }
    const all = world.store.find(storefrontTokens, shop.id, 'app_id', app.id);
    if (all.length >= TOKENS_MAX) {
      const message = `An app can have at most ${TOKENS_MAX} storefront access tokens in a shop.`;
      return { shop, ...refuse(['input'], message) };
    }
    const at = world.clock.now();
    const storefrontAccessToken = world.store.put(storefrontTokens, shop.id, {
      id: world.store.nextId(),
      appId: app.id,
      title,
      accessToken: freeToken(context),
      createdAt: at,
      updatedAt: at,
    });
    return { shop, storefrontAccessToken };
  },
  storefrontAccessTokenDelete: (_parent, { input }: { input: { id: string } }, context) => {
    const { world, shop, app } = context;
    const found = world.store.get(
      storefrontTokens,
      shop.id,
      idOf(input.id, 'StorefrontAccessToken'),
    );
    if (found?.appId !== app.id) return refuse(['input', 'id'], 'Storefront token does not exist');
    world.store.remove(storefrontTokens, shop.id, found.id);
    return { deletedStorefrontAccessTokenId: input.id };
  },
};

/** Follows from the app and the shop, so that a reset shop gives the same tokens again. */
function freeToken({ world, shop, app }: AdminContext): string {
  for (let place = 1; ; place += 1) {
    const said = `storefront token ${place} of ${app.apiKey} in ${shop.domain}`;
    const token = createHash('sha256').update(said).digest('hex').slice(0, 32);
    if (findStorefrontToken(world, shop.id, token) === null) return token;
  }
}
