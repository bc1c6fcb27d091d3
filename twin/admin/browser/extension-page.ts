/** The page extensions of the admin stand on: which there are, and how one of them is started. */
import { buildAdminApi } from '../../extensions/surfaces/admin.ts';
import type { AdminState } from '../../extensions/surfaces/admin-types.ts';
import { mount, type Mounted } from '../../placements/browser/mount-extensions.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import type { ExtensionPageState } from '../extension-routes.ts';
import { adminActions, type ExtensionHooks } from './extension-actions.ts';

export type ExtensionPage = ExtensionPageState & {
  /** `/store/demo-shop` */
  readonly root: string;
};

/** What an extension is about: ids of the page's resource, or of what was ticked. */
export type Selected = readonly string[];

/** Asks the twin; `selected` is what the page is about. */
export async function loadExtensionPage(selected: string): Promise<ExtensionPage> {
  const { root = '' } = document.body.dataset;
  const answer = await fetch(`${root}/extensions.json?${new URLSearchParams({ selected })}`);
  if (!answer.ok) throw new Error(`The admin's extensions cannot be had: ${answer.status}.`);
  return { root, ...((await answer.json()) as ExtensionPageState) };
}

/** Starts one in `place`; its failures stay there. */
export function startExtension(
  page: ExtensionPage,
  extension: PlacedExtension,
  given: { place: HTMLElement; selected: Selected; hooks: ExtensionHooks },
): Promise<Mounted> {
  const state: AdminState = {
    selected: given.selected.map((id) => ({ id })),
    ...(extension.target.includes('function-settings') && page.discount
      ? { discount: page.discount }
      : {}),
  };
  const actions = adminActions(page, extension, given.hooks);
  return mount(given.place, {
    extension,
    locale: page.locale,
    apiFor: (_, info) => buildAdminApi(info, () => state, actions),
  });
}

/**
 * Extensions at a target, less those whose `…should-render` says they have nothing to do here. One
 * that fails to answer is not shown, as in Shopify's admin.
 */
export async function showableExtensions(
  page: ExtensionPage,
  target: string,
  given: { selected: Selected; hooks: ExtensionHooks },
): Promise<PlacedExtension[]> {
  const those = page.extensions.filter((one) => one.target === target);
  const asks = await Promise.all(those.map((one) => mayShow(page, one, given)));
  return those.filter((_, at) => asks[at]);
}

async function mayShow(
  page: ExtensionPage,
  extension: PlacedExtension,
  given: { selected: Selected; hooks: ExtensionHooks },
): Promise<boolean> {
  const target = extension.target.replace(/\.render$/, '.should-render');
  const judge = page.extensions.find(
    (one) =>
      one.target === target &&
      one.appHandle === extension.appHandle &&
      one.handle === extension.handle,
  );
  if (judge === undefined) return true;
  const place = document.createElement('div');
  const { running } = await startExtension(page, judge, { place, ...given });
  running.stop();
  return (running.result as { display?: unknown } | undefined)?.display === true;
}
