/** Runs the apps' extensions in the places the admin's pages keep for them. */
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import { openAction } from './action-dialog.ts';
import { drawActionMenu } from './action-menu.ts';
import { element } from './dialog.ts';
import { type ExtensionHooks, follow } from './extension-actions.ts';
import {
  type ExtensionPage,
  loadExtensionPage,
  type Selected,
  showableExtensions,
  startExtension,
} from './extension-page.ts';
import { drawSettings } from './function-settings.ts';
import { addSelection } from './list-selection.ts';

const PLACES = '[data-extension-target], [data-extension-actions], [data-selection]';

const places = [...document.querySelectorAll<HTMLElement>(PLACES)];
if (places.length > 0) void fillPlaces(places);

async function fillPlaces(those: readonly HTMLElement[]): Promise<void> {
  const about = those.map(({ dataset }) => dataset.selectedId ?? '').find((id) => id !== '');
  const page = await loadExtensionPage(about ?? '');
  if (page.extensions.length === 0) return;
  const hooks = hooksOf(page, about === undefined ? [] : [about]);
  followLinks(page, hooks);
  for (const place of those) {
    const { extensionTarget, extensionActions, selection, selectedId } = place.dataset;
    const selected = selectedId ? [selectedId] : [];
    if (extensionTarget) void fillBlocks(page, place, { target: extensionTarget, selected });
    if (extensionActions) void fillMenu(page, place, { target: extensionActions, selected });
    if (selection && place instanceof HTMLTableElement) offerSelection(page, place, selection);
  }
}

/** Extensions that stand on the page have no window to close. */
function hooksOf(page: ExtensionPage, selected: Selected): ExtensionHooks {
  const open: ExtensionHooks['open'] = ({ appHandle }, handle) => {
    const named = page.extensions.find(
      (one) =>
        one.appHandle === appHandle && one.handle === handle && /action\.render$/.test(one.target),
    );
    if (!named) throw new Error(`There is no action '${handle}' on this page.`);
    openAction(page, named, { selected, open });
  };
  return { close: () => undefined, open };
}

type Asked = { readonly target: string; readonly selected: Selected };

async function fillBlocks(
  page: ExtensionPage,
  place: HTMLElement,
  { target, selected }: Asked,
): Promise<void> {
  const hooks = hooksOf(page, selected);
  for (const extension of await showableExtensions(page, target, { selected, hooks })) {
    const card = drawCard(extension);
    place.append(card);
    void startExtension(page, extension, { place: card, selected, hooks }).then(() => {
      if (target.includes('function-settings')) drawSettings(card);
    });
  }
}

/** Says whose it is: what stands inside is the app's word, not the shop's. */
function drawCard({ appTitle, name }: PlacedExtension): HTMLElement {
  const card = element('section');
  card.className = 'card extension-card';
  card.setAttribute('aria-label', `${name}, by ${appTitle}`);
  const by = element('p', appTitle);
  by.className = 'extension-app';
  const mark = element('span', appTitle.charAt(0));
  mark.className = 'app-mark';
  mark.setAttribute('aria-hidden', 'true');
  by.prepend(mark);
  card.append(by);
  return card;
}

async function fillMenu(
  page: ExtensionPage,
  place: HTMLElement,
  { target, selected }: Asked,
): Promise<void> {
  const hooks = hooksOf(page, selected);
  const those = await showableExtensions(page, target, { selected, hooks });
  drawActionMenu(place, those, (one) => openAction(page, one, { selected, open: hooks.open }));
}

/** Boxes appear only where an app has something to do with what is ticked. */
function offerSelection(page: ExtensionPage, table: HTMLTableElement, target: string): void {
  if (!page.extensions.some((one) => one.target === target)) return;
  const place = element('span');
  place.className = 'more-actions selection';
  const count = element('span');
  count.className = 'quiet';
  count.setAttribute('role', 'status');
  const bar = element('div');
  bar.className = 'selection-bar';
  bar.hidden = true;
  bar.append(count, place);
  table.before(bar);
  let asked = 0;
  addSelection(table, (selected) => {
    bar.hidden = selected.length === 0;
    count.textContent = `${selected.length} selected`;
    const own = (asked += 1);
    const hooks = hooksOf(page, selected);
    void showableExtensions(page, target, { selected, hooks }).then((those) => {
      if (own !== asked) return;
      drawActionMenu(place, those, (one) => openAction(page, one, { selected, open: hooks.open }));
    });
  });
}

/** Links of an extension lead into the admin, to the app or to another of its extensions. */
function followLinks(page: ExtensionPage, hooks: ExtensionHooks): void {
  document.addEventListener('twin:navigate', (event) => {
    const { href } = (event as CustomEvent<{ href: string }>).detail;
    const frame = (event.target as Element).closest<HTMLElement>('.twin-extension');
    const own = page.extensions.find(({ bundleUrl }) => bundleUrl === frame?.dataset.bundle);
    if (own === undefined || /^(https?|mailto|tel):/.test(href)) return;
    event.preventDefault();
    follow(page, own, href, hooks);
  });
}
