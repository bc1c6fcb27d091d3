/**
 * The keys of `shopify.app.toml` with the limits Shopify's CLI sets them (package @shopify/cli
 * 4.8.2, its bundled configuration specifications; read 2026-11-23). Keys that are not named here
 * are let through and warned about, as the CLI lets them through.
 */
import { z } from 'zod';

const text = z.string('Value must be a string');
const flag = z.boolean('Value must be Boolean');
const webUrl = text.refine(isWebUrl, 'Invalid URL');
const urlOrPath = text.refine(
  (value) => value.startsWith('/') || isWebUrl(value),
  'URL must be an URL or start with /',
);

const EVENT_BRIDGE =
  /^arn:aws:events:[a-z]{2}-[a-z]+-\d+::event-source\/aws\.partner\/shopify\.com(\.test)?\/\d+\/./;

const webhookUri = text.refine(
  (uri) =>
    uri.startsWith('/') ||
    /^https?:\/\//.test(uri) ||
    /^pubsub:\/\/[^:]+:.+$/.test(uri) ||
    /^kafka:\/\/[a-zA-Z0-9_.-]+$/.test(uri) ||
    EVENT_BRIDGE.test(uri),
  "URI format isn't correct. Valid formats include: relative path starting with a slash, " +
    'HTTPS URL, pubsub://{project-id}:{topic-id}, kafka://{topic-id} or Eventbridge ARN',
);

const compliance = z.enum(
  ['customers/data_request', 'customers/redact', 'shop/redact'],
  'Value must be an array containing values: customers/redact, customers/data_request or ' +
    'shop/redact',
);

const subscription = z.object({
  topics: z.array(text).optional(),
  compliance_topics: z.array(compliance).optional(),
  actions: z.array(text).optional(),
  uri: webhookUri,
  include_fields: z.array(text).optional(),
  filter: text.optional(),
  payload_query: text.trim().min(1).optional(),
  name: text.trim().min(1).max(50).optional(),
});

const access = z.object({
  admin: text.optional(),
  storefront: text.optional(),
  customer_account: text.optional(),
});

const metafield = z.object({
  name: text.optional(),
  description: text.optional(),
  type: text,
  access: access.optional(),
  capabilities: z.record(text, z.union([flag, z.object({ enabled: flag })])).optional(),
  validations: z.record(text, z.unknown()).optional(),
});

const metaobjectField = z.union([
  text.transform((type) => ({ type, name: undefined, required: false, description: undefined })),
  z.object({
    name: text.optional(),
    type: text,
    required: flag.optional(),
    description: text.optional(),
    validations: z.record(text, z.unknown()).optional(),
  }),
]);

const metaobject = z.object({
  name: text.optional(),
  description: text.optional(),
  display_name_field: text.optional(),
  access: access.optional(),
  capabilities: z.record(text, z.unknown()).optional(),
  fields: z.record(text, metaobjectField),
});

const privacy = z.object({
  customer_data_request_url: urlOrPath.optional(),
  customer_deletion_url: urlOrPath.optional(),
  shop_deletion_url: urlOrPath.optional(),
});

/** The whole file; metafield owners (`customer`, `product`, …) are read by `ownerShape`. */
export const appShape = z.object({
  client_id: text.optional(),
  name: text.max(30, 'String must contain at most 30 character(s)'),
  handle: text
    .max(256)
    .regex(/^[a-zA-Z0-9-]+$/, 'Only letters, digits and hyphens')
    .optional(),
  application_url: webUrl,
  embedded: flag,
  organization_id: text.optional(),
  extension_directories: z.array(text).optional(),
  web_directories: z.array(text).optional(),
  access: z
    .object({
      admin: z
        .object({
          direct_api_mode: z.enum(['online', 'offline']).optional(),
          embedded_app_direct_api_access: flag.optional(),
        })
        .optional(),
    })
    .optional(),
  access_scopes: z
    .object({
      scopes: text.optional(),
      required_scopes: z.array(text).optional(),
      optional_scopes: z.array(text).optional(),
      use_legacy_install_flow: flag.optional(),
    })
    .optional(),
  auth: z.object({ redirect_urls: z.array(webUrl) }).optional(),
  webhooks: z
    .object({
      api_version: text.regex(/^(\d{4}-\d{2}|unstable)$/, 'Must be an API version, as 2026-07'),
      subscriptions: z.array(subscription).optional(),
      privacy_compliance: privacy.optional(),
    })
    .optional(),
  app_proxy: z
    .object({
      url: urlOrPath,
      subpath: text.regex(/^[a-zA-Z0-9_-]+$/, 'Only letters, digits, underscores and hyphens'),
      prefix: z.enum(['a', 'apps', 'community', 'tools']),
    })
    .optional(),
  pos: z.object({ embedded: flag }).optional(),
  app_preferences: z.object({ url: webUrl }).optional(),
  build: z
    .object({
      automatically_update_urls_on_dev: flag.optional(),
      dev_store_url: text.optional(),
      include_config_on_deploy: flag.optional(),
    })
    .optional(),
  metaobjects: z.object({ app: z.record(text, metaobject) }).optional(),
});

/** `[customer.metafields.app.points]`, below the owner's name. */
export const ownerShape = z.object({
  metafields: z.object({ app: z.record(text, metafield) }),
});

/** The owners a file may declare metafields for, and their names in Admin GraphQL. */
export const METAFIELD_OWNERS: Readonly<Record<string, string>> = {
  article: 'ARTICLE',
  blog: 'BLOG',
  cart_transform: 'CARTTRANSFORM',
  collection: 'COLLECTION',
  company: 'COMPANY',
  company_location: 'COMPANY_LOCATION',
  customer: 'CUSTOMER',
  delivery_customization: 'DELIVERY_CUSTOMIZATION',
  discount: 'DISCOUNT',
  draft_order: 'DRAFTORDER',
  gift_card_transaction: 'GIFT_CARD_TRANSACTION',
  location: 'LOCATION',
  market: 'MARKET',
  order: 'ORDER',
  page: 'PAGE',
  payment_customization: 'PAYMENT_CUSTOMIZATION',
  product: 'PRODUCT',
  shop: 'SHOP',
  validation: 'VALIDATION',
  variant: 'PRODUCTVARIANT',
};

export type AppShape = z.output<typeof appShape>;
export type OwnerShape = z.output<typeof ownerShape>;

function isWebUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
