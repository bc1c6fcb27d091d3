/** Customers and everything that is theirs. */
import { customers } from '../../../model/kinds.ts';
import type { Area } from '../../engine/area.ts';
import { addressFields } from './address-fields.ts';
import { addressMutations } from './address-mutations.ts';
import { emailAddressFields, phoneNumberFields } from './consent-fields.ts';
import { consentMutations } from './consent-mutations.ts';
import { customerFields } from './customer-fields.ts';
import { customerMutations } from './customer-mutations.ts';
import { customerQueries } from './find-customers.ts';
import { alternateFields, mergeMutations, mergeQueries, previewFields } from './merge-fields.ts';
import { privacyMutations } from './privacy-mutations.ts';
import { tagMutations } from './tag-mutations.ts';

export const customerArea: Area = {
  types: {
    Customer: customerFields,
    MailingAddress: addressFields,
    CustomerEmailAddress: emailAddressFields,
    CustomerPhoneNumber: phoneNumberFields,
    CustomerMergePreviewDefaultFields: previewFields,
    CustomerMergePreviewAlternateFields: alternateFields,
  },
  queries: { ...customerQueries, ...mergeQueries },
  mutations: {
    ...customerMutations,
    ...consentMutations,
    ...addressMutations,
    ...mergeMutations,
    ...privacyMutations,
    ...tagMutations,
  },
  nodes: { Customer: (id, { world, shop }) => world.store.get(customers, shop.id, id) },
};
