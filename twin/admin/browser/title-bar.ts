/** The bar above an app's frame: what its title bar says, and its buttons. */
import type { BridgeAction, TitleBarState } from '../../apps/bridge-protocol.ts';
import { button, element } from './dialog.ts';

/** Draws `state`; `press` is told which action was pressed. */
export function drawTitleBar(
  page: HTMLElement,
  state: TitleBarState | null,
  press: (id: string) => void,
): void {
  const heading = page.querySelector('[data-app-heading]');
  const crumb = page.querySelector('[data-app-crumb]');
  const actions = page.querySelector('[data-app-actions]');
  if (heading) {
    const isOwn = state?.title === page.dataset.appTitle;
    heading.textContent = isOwn ? '' : (state?.title ?? '');
  }
  crumb?.replaceChildren(...(state?.breadcrumb ? [drawAction(state.breadcrumb, press)] : []));
  const plain = [...(state?.actions ?? [])].sort(
    (one, other) => Number(one.isPrimary) - Number(other.isPrimary),
  );
  actions?.replaceChildren(
    ...(state?.groups ?? []).map((group) => drawGroup(group, press)),
    ...plain.map((action) => drawAction(action, press)),
  );
}

function drawAction(action: BridgeAction, press: (id: string) => void): HTMLButtonElement {
  const made = button(action.label, () => press(action.id));
  made.disabled = action.isDisabled || action.isLoading;
  made.classList.toggle('primary', action.isPrimary);
  made.classList.toggle('critical', action.isCritical);
  return made;
}

function drawGroup(
  group: TitleBarState['groups'][number],
  press: (id: string) => void,
): HTMLDetailsElement {
  const details = element('details');
  details.append(element('summary', group.label));
  details.append(...group.actions.map((action) => drawAction(action, press)));
  return details;
}
