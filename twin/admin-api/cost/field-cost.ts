/**
 * What one field costs by itself, and what a connection of a size costs.
 *
 * The documented rules (https://shopify.dev/docs/api/usage/limits, read 2026-11): scalars and enums
 * 0, objects 1, mutations 10, connections "sized by the first and last arguments". How they are
 * sized is not documented: it was measured from recorded answers (see cost.test.ts), and is this:
 *
 *     connection of n = 2 + cost of one node × max(1, floor(2 · ln n))
 *
 * so 1 → 1, 10 → 4, 50 → 7, 100 → 9, 250 → 11 times the node. Amounts of money, page information,
 * edges and user errors are objects that cost nothing.
 */
import {
  getNamedType,
  type GraphQLField,
  type GraphQLOutputType,
  isAbstractType,
  isObjectType,
} from 'graphql';

export const CONNECTION_BASE = 2;

const FREE = new Set(['MoneyV2', 'MoneyBag', 'PageInfo', 'ShopAddress', 'LocationAddress']);
const FREE_ENDINGS = /(Edge|UserError|Payload)$/;

/** Root fields that cost otherwise; counts at the root cost 10 as well. Measured, as above. */
const ROOT_COSTS: Readonly<Record<string, number>> = {
  flowTriggerReceive: 1,
  customerSegmentMembersQueryCreate: 2,
  fileCreate: 20,
  refundCreate: 20,
  orderCapture: 20,
  productCreateMedia: 20,
  fulfillmentTrackingInfoUpdate: 50,
  deliveryProfileUpdate: 100,
};

/** Fields that cost otherwise than the type they return. */
const FIELD_COSTS: Readonly<Record<string, number>> = {
  'Customer.defaultAddress': 0,
  'Customer.emailMarketingConsent': 0,
  'Customer.smsMarketingConsent': 0,
  'StoreCreditAccount.balance': 5,
};

/** What a field below the root costs by itself. */
export function fieldCost(typeName: string, field: GraphQLField<unknown, unknown>): number {
  return FIELD_COSTS[`${typeName}.${field.name}`] ?? objectCost(field.type);
}

/** What a field of the root costs by itself. */
export function rootCost(field: GraphQLField<unknown, unknown>, isMutation: boolean): number {
  const known = ROOT_COSTS[field.name];
  if (known !== undefined) return known;
  if (isMutation || getNamedType(field.type).name === 'Count') return 10;
  return objectCost(field.type);
}

/** 1 for an object, 0 for whatever costs nothing by itself. */
function objectCost(type: GraphQLOutputType): number {
  const named = getNamedType(type);
  if (!isObjectType(named) && !isAbstractType(named)) return 0;
  return FREE.has(named.name) || FREE_ENDINGS.test(named.name) ? 0 : 1;
}

/** A type whose fields are `edges`, `nodes` and `pageInfo`. */
export function isConnection(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && named.name.endsWith('Connection');
}

/** Of a connection that holds `size` nodes of `nodeCost` each. */
export function connectionCost(size: number, nodeCost: number): number {
  return CONNECTION_BASE + nodeCost * weightOf(size);
}

/** By how many nodes a connection of `size` is charged. */
export function weightOf(size: number): number {
  return size === 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(size)));
}
