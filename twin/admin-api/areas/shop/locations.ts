/** `Location`: the places a shop sells and ships from. They are part of the shop's record. */
import type { ShopLocation } from '../../../model/shop.ts';
import type { NodeLookup, Resolvers } from '../../engine/area.ts';
import { type Connection, listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { countryName } from './names-of-places.ts';

export const findLocation: NodeLookup = (id, { shop }) =>
  shop.locations.find((one) => one.id === id) ?? null;

/** A page of the shop's locations. */
export function locationPage(args: PageArgs, { shop }: AdminContext): Connection {
  return listConnection(args, shop.locations);
}

export const locationQueries: Resolvers = {
  locations: (_parent, args: PageArgs, context) => locationPage(args, context),
  locationsCount: (_parent, _args, { shop }) => ({
    count: shop.locations.length,
    precision: 'EXACT',
  }),
  /** Without an id: the first, which is the primary one. */
  location: (_parent, { id }: { id?: string | null }, context, info) =>
    id === null || id === undefined
      ? (context.shop.locations[0] ?? null)
      : findLocation(idOf(id, 'Location'), context, info.fieldName),
};

export const locationFields: Resolvers = {
  ...metafieldsOf('Location'),
  address: (place: ShopLocation) => ({
    address1: null,
    address2: null,
    city: place.city,
    country: countryName(place.countryCode),
    countryCode: place.countryCode,
    formatted: [place.city, countryName(place.countryCode)],
    latitude: null,
    longitude: null,
    phone: null,
    province: null,
    provinceCode: null,
    zip: null,
  }),
  addressVerified: () => false,
  isActive: () => true,
  isPrimary: (place: ShopLocation, _args, { shop }) => shop.locations[0]?.id === place.id,
  isFulfillmentService: () => false,
  fulfillmentService: () => null,
  fulfillsOnlineOrders: () => true,
  shipsInventory: () => true,
  activatable: () => true,
  deactivatable: (place: ShopLocation, _args, { shop }) => shop.locations[0]?.id !== place.id,
  deactivatedAt: () => null,
  deletable: () => false,
  createdAt: (_place: ShopLocation, _args, { shop }) => shop.createdAt,
  updatedAt: (_place: ShopLocation, _args, { shop }) => shop.updatedAt,
};
