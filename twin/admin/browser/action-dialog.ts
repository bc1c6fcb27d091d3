/** The window an action of an app opens in: the extension's heading and buttons are its own. */
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import { openDialog } from './dialog.ts';
import type { ExtensionHooks } from './extension-actions.ts';
import { type ExtensionPage, type Selected, startExtension } from './extension-page.ts';

/** Opens it; `shopify.close()` and Escape end the extension with its window. */
export function openAction(
  page: ExtensionPage,
  extension: PlacedExtension,
  { selected, open }: { selected: Selected; open: ExtensionHooks['open'] },
): void {
  let stop = () => undefined as void;
  let isClosed = false;
  const { dialog, body, footer } = openDialog({ title: extension.name, size: 'action' }, () => {
    isClosed = true;
    stop();
  });
  footer.remove();
  dialog.dataset.action = extension.handle;
  const by = document.createElement('p');
  by.className = 'extension-app';
  by.textContent = extension.appTitle;
  body.append(by);
  const heading = dialog.querySelector('h2');
  // The extension names its window, at first or later.
  new MutationObserver(() => {
    const said = body.querySelector('s-admin-action')?.getAttribute('heading');
    if (heading && heading.textContent !== (said ?? extension.name)) {
      heading.textContent = said ?? extension.name;
    }
  }).observe(body, { childList: true, subtree: true, attributeFilter: ['heading'] });
  const hooks = { close: () => dialog.close(), open };
  void startExtension(page, extension, { place: body, selected, hooks }).then(({ running }) => {
    stop = () => running.stop();
    if (isClosed) stop();
  });
}
