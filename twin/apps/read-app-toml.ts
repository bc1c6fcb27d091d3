/**
 * `shopify.app.toml` as Shopify reads it: unknown keys are warned about, malformed ones refused by
 * name and line. An app without `client_id` gets one made from its name, so that a file which was
 * never linked to an account works too and keeps its id from run to run.
 */
import { createHash } from 'node:crypto';
import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import {
  type AppConfiguration,
  AppFileRefused,
  type DeclaredAccess,
  type DeclaredMetafield,
  type DeclaredMetaobject,
  type DeclaredSubscription,
} from './app-definition.ts';
import {
  appShape,
  type AppShape,
  METAFIELD_OWNERS,
  ownerShape,
  type OwnerShape,
} from './app-toml-shape.ts';
import { placeToml, sayPath, type TomlPlaces } from './toml-places.ts';

export type ReadToml = { configuration: AppConfiguration; warnings: string[] };

/**
 * Reads the file's `text`; `file` names it in messages. `applicationUrl` stands in for the file's
 * own, as the tunnel of `shopify app dev` does. Throws AppFileRefused.
 */
export function readAppToml(text: string, file: string, applicationUrl?: string): ReadToml {
  const raw = parseToml(text, file);
  const places = placeToml(text);
  const shape = check(appShape, raw, [], { file, places });
  const owners = new Map<string, OwnerShape>();
  const warnings: string[] = [];
  for (const key of Object.keys(raw)) {
    if (key in appShape.shape) continue;
    if (key in METAFIELD_OWNERS) {
      owners.set(key, check(ownerShape, raw[key], [key], { file, places }));
    } else {
      warnings.push(`${file}:${places.lineOf([key])}: Unknown key ${key} is ignored.`);
    }
  }
  warnUnknown(shape, raw, { file, places, warnings });
  for (const type of Object.keys(shape.metaobjects?.app ?? {})) {
    const line = places.lineOf(['metaobjects', 'app', type]);
    warnings.push(`${file}:${line}: The twin keeps no metaobjects: ${type} has no effect.`);
  }
  if (shape.access_scopes?.use_legacy_install_flow) {
    throw new AppFileRefused(
      `${file}:${places.lineOf(['access_scopes', 'use_legacy_install_flow'])}: ` +
        'access_scopes.use_legacy_install_flow: the authorization code grant is not implemented ' +
        'in the twin. Remove the key; scopes are then granted by managed install.',
    );
  }
  return { configuration: build(shape, owners, applicationUrl), warnings };
}

/** A client id of Shopify's shape, 32 hex digits, the same for the same name. */
export function inventClientId(name: string): string {
  return createHash('sha256').update(`client id of ${name}`).digest('hex').slice(0, 32);
}

type Place = { file: string; places: TomlPlaces };

function parseToml(text: string, file: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first] = error.message.split('\n');
    throw new AppFileRefused(`${file}:${error.line}: ${first}`, { cause: error });
  }
}

function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  prefix: readonly PropertyKey[],
  { file, places }: Place,
): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const said = read.error.issues.map((issue) => {
    const path = [...prefix, ...issue.path];
    return `${file}:${places.lineOf(path)}: ${sayPath(path)}: ${issue.message}.`;
  });
  throw new AppFileRefused(said.join('\n'));
}

/** Second-level keys that fell away in reading: the file has them, the shape has not. */
function warnUnknown(
  shape: AppShape,
  raw: Record<string, unknown>,
  { file, places, warnings }: Place & { warnings: string[] },
): void {
  for (const [section, read] of Object.entries(shape)) {
    const written = raw[section];
    if (section === 'metaobjects' || !isTable(read) || !isTable(written)) continue;
    for (const key of Object.keys(written).filter((each) => !(each in read))) {
      const line = places.lineOf([section, key]);
      warnings.push(`${file}:${line}: Unknown key ${section}.${key} is ignored.`);
    }
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function build(
  shape: AppShape,
  owners: ReadonlyMap<string, OwnerShape>,
  override: string | undefined,
): AppConfiguration {
  const applicationUrl = withoutSlash(override ?? shape.application_url);
  const join = (uri: string) => joinToApp(applicationUrl, uri);
  const scopes = shape.access_scopes;
  const admin = shape.access?.admin;
  return {
    clientId: shape.client_id || inventClientId(shape.name),
    name: shape.name,
    handle: shape.handle ?? toHandle(shape.name),
    applicationUrl,
    embedded: shape.embedded,
    requiredScopes: scopes?.required_scopes ?? splitScopes(scopes?.scopes ?? ''),
    optionalScopes: scopes?.optional_scopes ?? [],
    redirectUrls: shape.auth?.redirect_urls ?? [],
    webhookApiVersion: shape.webhooks?.api_version ?? '2026-07',
    subscriptions: readSubscriptions(shape, join),
    appProxy: shape.app_proxy
      ? { ...shape.app_proxy, url: withoutSlash(join(shape.app_proxy.url)) }
      : null,
    posEmbedded: shape.pos?.embedded ?? false,
    preferencesUrl: shape.app_preferences?.url ?? null,
    directApiAccess: admin?.embedded_app_direct_api_access ?? false,
    directApiMode: admin?.direct_api_mode ?? 'online',
    metafields: [...owners].flatMap(([owner, table]) => readMetafields(owner, table)),
    metaobjects: Object.entries(shape.metaobjects?.app ?? {}).map(readMetaobject),
  };
}

/** `read_orders, write_customers` → both names, without the spaces. */
export function splitScopes(scopes: string): string[] {
  return scopes
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
}

function readSubscriptions(
  { webhooks }: AppShape,
  join: (uri: string) => string,
): DeclaredSubscription[] {
  const declared = (webhooks?.subscriptions ?? []).map((each) => ({
    topics: [...(each.topics ?? []), ...(each.compliance_topics ?? [])],
    uri: join(each.uri),
    filter: each.filter ?? null,
    includeFields: each.include_fields ?? [],
    name: each.name ?? null,
  }));
  const privacy = webhooks?.privacy_compliance;
  const older = [
    ['customers/data_request', privacy?.customer_data_request_url],
    ['customers/redact', privacy?.customer_deletion_url],
    ['shop/redact', privacy?.shop_deletion_url],
  ] as const;
  for (const [topic, url] of older) {
    if (!url || declared.some(({ topics }) => topics.includes(topic))) continue;
    declared.push({ topics: [topic], uri: join(url), filter: null, includeFields: [], name: null });
  }
  return declared;
}

function readMetafields(owner: string, table: OwnerShape): DeclaredMetafield[] {
  return Object.entries(table.metafields.app).map(([key, field]) => ({
    ownerType: METAFIELD_OWNERS[owner] ?? owner.toUpperCase(),
    key,
    name: field.name ?? key,
    description: field.description ?? null,
    type: field.type,
    access: readAccess(field.access),
    capabilities: Object.fromEntries(
      Object.entries(field.capabilities ?? {}).map(([name, on]) => [
        name,
        typeof on === 'boolean' ? on : on.enabled,
      ]),
    ),
    validations: Object.entries(field.validations ?? {}).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  }));
}

function readMetaobject([type, table]: [
  string,
  NonNullable<AppShape['metaobjects']>['app'][string],
]): DeclaredMetaobject {
  return {
    type,
    name: table.name ?? type,
    description: table.description ?? null,
    displayNameField: table.display_name_field ?? null,
    access: readAccess(table.access),
    fields: Object.entries(table.fields).map(([key, field]) => ({
      key,
      name: field.name ?? key,
      type: field.type,
      required: field.required ?? false,
      description: field.description ?? null,
    })),
  };
}

function readAccess(
  access:
    | {
        admin?: string | undefined;
        storefront?: string | undefined;
        customer_account?: string | undefined;
      }
    | undefined,
): DeclaredAccess {
  return {
    admin: access?.admin?.toUpperCase() ?? null,
    storefront: access?.storefront?.toUpperCase() ?? null,
    customerAccount: access?.customer_account?.toUpperCase() ?? null,
  };
}

function joinToApp(applicationUrl: string, uri: string): string {
  return uri.startsWith('/') ? `${applicationUrl}${uri}` : uri;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function toHandle(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
