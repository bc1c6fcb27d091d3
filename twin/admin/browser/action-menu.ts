/** "More actions": what apps add to a page, each item opening a window. */
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import { button, element } from './dialog.ts';

/** Fills `place` with a menu, or empties it where there is nothing to offer. */
export function drawActionMenu(
  place: HTMLElement,
  extensions: readonly PlacedExtension[],
  open: (extension: PlacedExtension) => void,
): void {
  if (extensions.length === 0) {
    place.replaceChildren();
    return;
  }
  const menu = element('details');
  menu.className = 'menu';
  const list = element('ul');
  list.append(
    ...extensions.map((extension) => {
      const item = element('li');
      const press = button(extension.name, () => {
        menu.open = false;
        open(extension);
      });
      const by = element('span', extension.appTitle);
      by.className = 'quiet';
      press.append(by);
      item.append(press);
      return item;
    }),
  );
  const summary = element('summary', 'More actions');
  menu.append(summary, list);
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  place.replaceChildren(menu);
}
