/**
 * Runs a page's extensions in the places it keeps for them: every element with `data-target` gets
 * the
 * extensions of that target, in order. What the api is made of is the page's business.
 */
import {
  type ExtensionApi,
  type ExtensionFailure,
  runExtension,
  type RunningExtension,
} from '../../extensions/browser/host.ts';
import type { ExtensionInfo } from '../../extensions/surfaces/types.ts';
import type { PlacedExtension } from '../placed-extensions.ts';

const WORKER_URL = '/twin-assets/extension-worker.js';

export type Mounted = {
  readonly extension: PlacedExtension;
  readonly root: HTMLElement;
  readonly running: RunningExtension;
  /** Tells the extension what is new on its page. */
  readonly refresh: () => void;
};

/** `root` is the place it stands in: one target may have a place at every line. */
export type ApiFor = (
  extension: PlacedExtension,
  info: ExtensionInfo,
  root: HTMLElement,
) => ExtensionApi;

export type PageLocale = {
  readonly language: string;
  readonly currency: string;
  readonly timezone: string;
};

/** Reads what the server put into `<script id="state">`. */
export function readState<T>(): T {
  const text = document.getElementById('state')?.textContent;
  if (!text) throw new Error('The page has no state.');
  return JSON.parse(text) as T;
}

/** Starts all of them in every place of the page, or in `slots`; each fails on its own. */
export async function mountExtensions(
  extensions: readonly PlacedExtension[],
  locale: PageLocale,
  apiFor: ApiFor,
  slots: readonly HTMLElement[] = [...document.querySelectorAll<HTMLElement>('[data-target]')],
): Promise<Mounted[]> {
  const started = slots.flatMap((slot) =>
    extensions
      .filter(({ target }) => target === slot.dataset.target)
      .map((extension) => mount(slot, { extension, locale, apiFor })),
  );
  return Promise.all(started);
}

/** Starts one extension in a place. */
export async function mount(
  root: HTMLElement,
  {
    extension,
    locale,
    apiFor,
  }: {
    readonly extension: PlacedExtension;
    readonly locale: PageLocale;
    readonly apiFor: ApiFor;
  },
): Promise<Mounted> {
  const info = infoOf(extension, locale);
  const running = await runExtension({
    root,
    bundleUrl: extension.bundleUrl,
    workerUrl: WORKER_URL,
    target: extension.target,
    api: apiFor(extension, info, root),
    capabilities: info.capabilities,
    clockOffsetMs: extension.placedAt - Date.now(),
    onError: (failure) => report(extension, failure),
  });
  const refresh = () => running.update(apiFor(extension, info, root));
  return { extension, root, running, refresh };
}

function infoOf(extension: PlacedExtension, locale: PageLocale): ExtensionInfo {
  const { capabilities, locales, defaultLocale } = extension;
  const chosen = locales[locale.language] === undefined ? defaultLocale : locale.language;
  const translations = [locales[chosen], locales[defaultLocale]].filter((one) => one !== undefined);
  return {
    target: extension.target,
    scriptUrl: new URL(extension.bundleUrl, location.href).href,
    capabilities: [
      ...(capabilities.apiAccess ? (['api_access'] as const) : []),
      ...(capabilities.networkAccess ? (['network_access'] as const) : []),
      ...(capabilities.blockProgress ? (['block_progress'] as const) : []),
    ],
    i18n: {
      locale: locale.language,
      extensionLocale: chosen,
      currency: locale.currency,
      timezone: locale.timezone,
      translations,
    },
    settings: extension.settings as ExtensionInfo['settings'],
  };
}

/** The control page lists what went wrong in extensions; telling it must not disturb the page. */
function report(extension: PlacedExtension, failure: ExtensionFailure): void {
  const { appHandle, handle } = extension;
  const body = JSON.stringify(failure);
  const headers = { 'Content-Type': 'application/json' };
  void fetch(`/extensions/${appHandle}/${handle}/failures`, {
    method: 'POST',
    headers,
    body,
  }).catch(() => undefined);
}

/** The session token of the surface this page is of. */
export async function sessionToken({ appHandle, handle }: PlacedExtension): Promise<string> {
  const answer = await fetch(`/extensions/${appHandle}/${handle}/session-token`, {
    method: 'POST',
  });
  if (!answer.ok) throw new Error(`No session token: ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}

/** Only the metafields the extension asked for in its file. */
export function askedMetafields<
  T extends { readonly metafield: { readonly namespace: string; readonly key: string } },
>(entries: readonly T[], { metafields }: PlacedExtension): T[] {
  return entries.filter(({ metafield }) =>
    metafields.some(
      ({ namespace, key }) => namespace === metafield.namespace && key === metafield.key,
    ),
  );
}
