/** `customerMerge` and what is told of it before and after. */
import type { Customer } from '../../../model/customer.ts';
import { customers, metafields } from '../../../model/kinds.ts';
import { orders } from '../../../model/order-kind.ts';
import { jobs } from '../../../trade/kinds.ts';
import {
  displayName,
  mergeCustomers,
  mergeErrors,
  type MergeOverrides,
} from '../../../trade/merge-customers.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { coded } from '../../engine/errors.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';
import { addressNode } from './address-fields.ts';
import { errorField, homeOf } from './customer-fields.ts';
import { type MergePreview, previewMerge } from './preview-merge.ts';
import { rememberMerge, rememberedMerge } from './remembered-merges.ts';
import { asUserError } from './said.ts';

type OverrideInput = {
  readonly customerIdOfEmailToKeep?: string | null;
  readonly customerIdOfPhoneNumberToKeep?: string | null;
  readonly customerIdOfFirstNameToKeep?: string | null;
  readonly customerIdOfLastNameToKeep?: string | null;
  readonly customerIdOfDefaultAddressToKeep?: string | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
};

type MergeArgs = {
  readonly customerOneId: string;
  readonly customerTwoId: string;
  readonly overrideFields?: OverrideInput | null;
};

const CODES = ['INVALID_CUSTOMER', 'INVALID_CUSTOMER_ID'];

export const mergeMutations: Resolvers = {
  customerMerge: (_parent, args: MergeArgs, context) => {
    const { world, shop } = context;
    const request = requestOf(args);
    const outcome = mergeCustomers(world, shop.id, request);
    if (!outcome.ok) {
      const { field, message, code } = asUserError(outcome, { codes: CODES });
      return refuse(field, message, code ?? null);
    }
    const { job, keptId } = outcome.value;
    rememberMerge(world, shop.id, { id: job.id, keptId });
    return { job, resultingCustomerId: toGid('Customer', keptId) };
  },
};

export const mergeQueries: Resolvers = {
  customerMergePreview: (_parent, args: MergeArgs, context) => {
    const { world, shop } = context;
    const { oneId, twoId, overrides } = requestOf(args);
    const [one, two] = [oneId, twoId].map((id) => world.store.get(customers, shop.id, id));
    if (!one || !two) throw coded('Customer does not exist', 'NOT_FOUND');
    const errors = mergeErrors(world, shop.id, [one, two]);
    if (errors.length > 0) {
      return {
        resultingCustomerId: null,
        defaultFields: null,
        alternateFields: null,
        blockingFields: null,
        customerMergeErrors: errors.map((error) => ({
          errorFields: [errorField(error)],
          message: error.message,
        })),
      };
    }
    const preview = previewMerge(one, two, overrides);
    return {
      resultingCustomerId: toGid('Customer', preview.kept.id),
      defaultFields: preview,
      alternateFields: preview.other,
      blockingFields: null,
      customerMergeErrors: null,
    };
  },

  customerMergeJobStatus: (_parent, { jobId }: { jobId: string }, context) => {
    const { world, shop } = context;
    const token = /^gid:\/\/shopify\/Job\/([\w-]+)/.exec(jobId)?.[1] ?? '';
    const job = world.store.findOne(jobs, shop.id, 'token', token);
    const keptId = job && rememberedMerge(world, shop.id, job.id);
    if (!job || !keptId) return null;
    return {
      jobId: toGid('Job', 0).replace(/0$/, token),
      resultingCustomerId: toGid('Customer', keptId),
      status: job.isDone ? 'COMPLETED' : 'IN_PROGRESS',
      customerMergeErrors: [],
    };
  },
};

export const previewFields: Resolvers = {
  displayName: ({ merged }: MergePreview) => displayName(merged),
  firstName: ({ merged }: MergePreview) => merged.firstName,
  lastName: ({ merged }: MergePreview) => merged.lastName,
  email: ({ merged }: MergePreview) => (merged.email === null ? null : { customer: merged }),
  phoneNumber: ({ merged }: MergePreview) => (merged.phone === null ? null : { customer: merged }),
  note: ({ merged }: MergePreview) => merged.note,
  tags: ({ merged }: MergePreview) => merged.tags,
  defaultAddress: ({ merged }: MergePreview) => addressNode(homeOf(merged), 'CustomerAddress'),
  addresses: ({ merged }: MergePreview, args: PageArgs) =>
    listConnection(args, merged.addresses, (one) => addressNode(one, 'CustomerAddress')),
  orderCount: ({ pair }: MergePreview, _args, context) =>
    countOf(pair, ({ id }) => ordersOf(context, id)),
  metafieldCount: ({ pair }: MergePreview, _args, { world, shop }) =>
    countOf(
      pair,
      ({ id }) => world.store.find(metafields, shop.id, 'owner', `Customer/${id}`).length,
    ),
  /** Whoever has a gift card is not merged, and the twin has no draft orders. */
  giftCardCount: () => '0',
  giftCards: (_preview: MergePreview, args: PageArgs) => listConnection(args, []),
  draftOrderCount: () => '0',
  draftOrders: (_preview: MergePreview, args: PageArgs) => listConnection(args, []),
};

export const alternateFields: Resolvers = {
  firstName: ({ firstName }: Customer) => firstName,
  lastName: ({ lastName }: Customer) => lastName,
  email: (customer: Customer) => (customer.email === null ? null : { customer }),
  phoneNumber: (customer: Customer) => (customer.phone === null ? null : { customer }),
  defaultAddress: (customer: Customer) => addressNode(homeOf(customer), 'CustomerAddress'),
};

function requestOf({ customerOneId, customerTwoId, overrideFields }: MergeArgs) {
  const told = overrideFields ?? {};
  const idOrNull = (gid: string | null | undefined) => (gid ? idOf(gid, 'Customer') : null);
  const overrides: MergeOverrides = {
    emailOf: idOrNull(told.customerIdOfEmailToKeep),
    phoneOf: idOrNull(told.customerIdOfPhoneNumberToKeep),
    firstNameOf: idOrNull(told.customerIdOfFirstNameToKeep),
    lastNameOf: idOrNull(told.customerIdOfLastNameToKeep),
    defaultAddressOf: idOrNull(told.customerIdOfDefaultAddressToKeep),
    note: told.note ?? null,
    tags: told.tags ?? null,
  };
  const [oneId, twoId] = [idOf(customerOneId, 'Customer'), idOf(customerTwoId, 'Customer')];
  return { oneId, twoId, overrides };
}

const ordersOf = ({ world, shop }: AdminContext, id: number) =>
  world.store.find(orders, shop.id, 'customer_id', id).length;

function countOf(pair: readonly Customer[], count: (customer: Customer) => number): string {
  return String(pair.reduce((sum, customer) => sum + count(customer), 0));
}
