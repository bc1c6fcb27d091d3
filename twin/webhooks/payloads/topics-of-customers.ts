/** Customers, their consent, tags and segments, and what the law has the shop tell. */
import type { WorldEvent } from '../../world/world.ts';
import {
  customerPayload,
  deletedCustomerPayload,
  emailConsentPayload,
  membershipPayload,
  mergePayload,
  type MergeResult,
  purchasingSummaryPayload,
  smsConsentPayload,
  tagsPayload,
} from './customer.ts';
import { deletedPayload } from './order.ts';
import { segmentPayload } from './app.ts';
import { readExtra } from './extra.ts';
import { customerRedactPayload, dataRequestPayload, shopRedactPayload } from './shop.ts';
import type { PayloadBuilder } from './topics.ts';

const customer: PayloadBuilder = ({ id }, source) =>
  customerPayload(source.customer(id), source.writer);

const tags: PayloadBuilder = (event, { writer, at }) =>
  tagsPayload({ customerId: event.id, tags: readExtra(event).texts('tags'), at }, writer);

/** About the customer with the segment beside him. */
const membership: PayloadBuilder = (event, { writer }) =>
  membershipPayload(
    {
      shopId: event.shopId,
      customerId: event.id,
      segmentId: readExtra(event).number('segmentId'),
    },
    writer,
  );

const merge: PayloadBuilder = (event, { writer }) => {
  const extra = readExtra(event);
  return mergePayload(
    {
      keptId: extra.number('keptId'),
      deletedId: extra.number('deletedId'),
      jobId: extra.optional<number>('jobId'),
      status: extra.text('status'),
      errors: extra.optional<MergeResult['errors']>('errors') ?? [],
    },
    writer,
  );
};

function subject(event: WorldEvent) {
  const extra = readExtra(event);
  const { id } = event;
  const [email, phone] = [extra.optional<string>('email'), extra.optional<string>('phone')];
  return { customer: { id, email, phone }, orderIds: extra.numbers('orderIds') };
}

const segment: PayloadBuilder = ({ id }, source) =>
  segmentPayload(source.segment(id), source.writer);

export const CUSTOMER_TOPICS: Readonly<Record<string, PayloadBuilder>> = {
  'customers/create': customer,
  'customers/update': customer,
  'customers/enable': customer,
  'customers/disable': customer,
  'customers/delete': ({ id }, { writer }) => deletedCustomerPayload(id, writer),
  'customers/merge': merge,
  'customers/purchasing_summary': ({ id }, { customer: find, at, writer }) =>
    purchasingSummaryPayload({ customer: find(id), at }, writer),
  'customers_marketing_consent/update': ({ id }, source) =>
    smsConsentPayload(source.customer(id), source.writer),
  'customers_email_marketing_consent/update': ({ id }, source) =>
    emailConsentPayload(source.customer(id), source.writer),
  'customer.tags_added': tags,
  'customer.tags_removed': tags,
  'customer.joined_segment': membership,
  'customer.left_segment': membership,
  'segments/create': segment,
  'segments/update': segment,
  'segments/delete': ({ id }, { writer }) => deletedPayload(id, writer),
  'customers/data_request': (event, to) =>
    dataRequestPayload({ ...subject(event), requestId: readExtra(event).number('requestId') }, to),
  'customers/redact': (event, to) => customerRedactPayload(subject(event), to),
  'shop/redact': (_event, to) => shopRedactPayload(to),
};
