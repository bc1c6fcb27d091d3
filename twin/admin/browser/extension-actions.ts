/** What the admin does for an extension that asks it. */
import type { DirectAnswer, ExtensionReport } from '../../apps/bridge-protocol.ts';
import type { AdminActions, ChangeResult } from '../../extensions/surfaces/admin-types.ts';
import type { PlatformAnswer, PlatformRequest } from '../../extensions/surfaces/account-types.ts';
import { createBrowserStore } from '../../extensions/surfaces/storage.ts';
import type { QueryAnswer } from '../../extensions/surfaces/types.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import { askServer, type Server } from './ask-server.ts';
import { extensionAddress } from './extension-address.ts';
import { changeMetafield } from './extension-metafields.ts';
import type { ExtensionPage } from './extension-page.ts';
import { type OwnPicker, pickOwn, pickResources, type ResourceOptions } from './resource-picker.ts';
import { showToast } from './toasts.ts';

/** What only the page around an extension knows how to do. */
export type ExtensionHooks = {
  readonly close: () => void;
  /** Opens another of the app's extensions, by its handle. */
  readonly open: (from: PlacedExtension, handle: string) => void;
};

const TOAST_MS = 5_000;

/** Asked by one extension; sidekick's tools and intents are refused by name. */
export function adminActions(
  page: ExtensionPage,
  extension: PlacedExtension,
  hooks: ExtensionHooks,
): AdminActions {
  const server = askServer(page.root, extension.appHandle);
  let hideToast = () => undefined as void;
  return {
    getIdToken: () => server<string>('idToken', null),
    query: async (query, { variables, version } = {}) => {
      const path = `/admin/api/${version ?? extension.apiVersion}/graphql.json`;
      const { body } = await callApi(server, path, JSON.stringify({ query, variables }));
      return readAnswer(body);
    },
    appUrl: extension.appUrl,
    fetchPlatform: (url, request) => fetchPlatform(server, extension, url, request),
    storage: createBrowserStore(`${page.shop}:${extension.appHandle}`),
    navigate: (url) => follow(page, extension, String(url), hooks),
    close: hooks.close,
    pick: async (options) => (await pickOwn(options as OwnPicker)) ?? undefined,
    pickResources: async (options) => {
      const find = (wanted: Record<string, unknown>) => server('resources', wanted);
      return (await pickResources(options as ResourceOptions, find)) ?? undefined;
    },
    showToast: (message, options) => {
      hideToast = toast(message, options as { duration?: number; isError?: boolean } | undefined);
    },
    hideToast: () => hideToast(),
    setLoading: (isLoading = true) => document.body.toggleAttribute('aria-busy', isLoading),
    listExtensions: () => server<ExtensionReport[]>('extensions', null),
    ...settingsActions(page, server),
    ...refusedActions(),
  };
}

function settingsActions(
  { discount }: ExtensionPage,
  server: Server,
): Pick<AdminActions, 'applyMetafieldChange'> {
  return {
    applyMetafieldChange: async (change): Promise<ChangeResult> => {
      if (discount === null) return { type: 'error', message: 'This page has no settings.' };
      return changeMetafield((path, body) => callApi(server, path, body), discount, change);
    },
  };
}

type Refused =
  | 'applyMetafieldsChange'
  | 'updateDiscount'
  | 'invokeIntent'
  | 'answerIntent'
  | 'registerTool'
  | 'unregisterTool'
  | 'clearTools';

function refusedActions(): Pick<AdminActions, Refused> {
  const refuse = (what: string) => {
    throw new Error(`${what} is not implemented by this admin.`);
  };
  return {
    invokeIntent: async (query) => refuse(`The intent ${JSON.stringify(query)}`),
    answerIntent: async () => refuse('intents.response'),
    applyMetafieldsChange: () => refuse('applyMetafieldsChange'),
    updateDiscount: (change) => refuse(`A change of the discount's ${Object.keys(change).join()}`),
    registerTool: (name) => refuse(`The tool ${name}`),
    unregisterTool: () => refuse('tools.unregister'),
    clearTools: () => refuse('tools.clear'),
  };
}

function toast(message: string, options: { duration?: number; isError?: boolean } = {}) {
  const { duration = TOAST_MS, isError = false } = options;
  return showToast(
    { id: 'extension', message, durationMs: duration, isError, action: null },
    { onAction: () => undefined, onDismiss: () => undefined },
  );
}

function callApi(server: Server, path: string, body: string): Promise<DirectAnswer> {
  const headers = { 'content-type': 'application/json' };
  return server<DirectAnswer>('extensionApi', { path, method: 'POST', headers, body });
}

/** A refusal of the whole request comes as a bare sentence. */
function readAnswer(body: string): QueryAnswer {
  const answer = JSON.parse(body) as Omit<QueryAnswer, 'errors'> & { errors?: unknown };
  if (typeof answer.errors !== 'string') return answer as QueryAnswer;
  const extensions = { requestId: '', code: 'ACCESS_DENIED' };
  return { errors: [{ message: answer.errors, extensions }] };
}

/** `fetch('shopify:admin/api/graphql.json')` of an extension. */
async function fetchPlatform(
  server: Server,
  { apiVersion }: PlacedExtension,
  url: string,
  { method, headers, body }: PlatformRequest,
): Promise<PlatformAnswer> {
  const [, rest] = /^shopify:(?:\/\/)?\/?admin\/api\/(.+)$/.exec(url) ?? [];
  if (rest === undefined) throw new Error(`${url} is not implemented by this admin.`);
  const path = `/admin/api/${rest.replace(/^graphql/, `${apiVersion}/graphql`)}`;
  return server<DirectAnswer>('extensionApi', { path, method, headers, body });
}

/** Goes where an extension's link or `navigate` leads. */
export function follow(
  page: ExtensionPage,
  extension: PlacedExtension,
  url: string,
  hooks: ExtensionHooks,
): void {
  const to = extensionAddress(url, page, extension);
  if ('extension' in to) hooks.open(extension, to.extension);
  else location.assign(to.address);
}
