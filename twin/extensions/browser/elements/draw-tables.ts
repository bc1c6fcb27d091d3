/** Tables and tabs: roles on the elements themselves, for rows and cells are light children. */
import { drawIcon } from './icons.ts';
import { make, put } from './make.ts';
import type { Draw, Host } from './twin-element.ts';

/** An element that is only a role. */
export function drawRole(role: string): Draw {
  return (host, shadow) => {
    shadow.append(make('slot'));
    return { refresh: () => put(host, { role }) };
  };
}

/** Pages by two buttons; scrolls sideways where it is wider than the screen. */
export const drawTable: Draw = (host, shadow) => {
  const back = make('button', { type: 'button', class: 'button', 'aria-label': 'Previous page' });
  const on = make('button', { type: 'button', class: 'button', 'aria-label': 'Next page' });
  back.append(...drawIcon('chevron-left'));
  on.append(...drawIcon('chevron-right'));
  const pages = make('div', { class: 'table-pages' }, back, on);
  const grid = make('div', { class: 'table', role: 'table', 'aria-label': 'Table' }, make('slot'));
  shadow.append(
    make('slot', { name: 'filters' }),
    make('div', { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': 'Table' }, grid),
    pages,
  );
  for (const [button, type] of [
    [back, 'previouspage'],
    [on, 'nextpage'],
  ] as const) {
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      host.tell(type);
    });
  }
  return {
    refresh: () => {
      pages.hidden = !host.flag('paginate');
      back.disabled = !host.flag('hasPreviousPage');
      on.disabled = !host.flag('hasNextPage');
      put(grid, { 'aria-busy': host.flag('loading') ? 'true' : undefined });
    },
  };
};

/** A row may hand its clicks to the link or button it names. */
export const drawTableRow: Draw = (host, shadow) => {
  shadow.append(make('slot'));
  host.addEventListener('click', (event) => {
    const id = host.text('clickDelegate');
    if (id === '' || (event.target as Element).closest('s-link, s-button, s-checkbox')) return;
    const root = host.getRootNode() as ParentNode;
    const delegate = root.querySelector(`[data-element-id="${CSS.escape(id)}"]`);
    delegate?.shadowRoot?.querySelector<HTMLElement>('[part=control], input')?.click();
  });
  return { refresh: () => put(host, { role: 'row' }) };
};

export const drawTableCell: Draw = (host, shadow) => {
  shadow.append(make('slot'));
  return {
    refresh: () => {
      put(host, { role: 'cell' });
      const row = host.parentElement;
      const table = host.closest('s-table');
      const place = [...(row?.children ?? [])].indexOf(host);
      const header = table?.querySelectorAll<Host>('s-table-header')[place];
      host.classList.toggle(
        'figure',
        ['numeric', 'currency'].includes(header?.text('format') ?? ''),
      );
    },
  };
};

/** A tab is chosen by click or arrow keys; only the chosen one is in the tab order. */
export const drawTabs: Draw = (host, shadow) => {
  shadow.append(make('slot'));
  const tabs = () => [...host.querySelectorAll<Host>('s-tab')];
  const chosen = () => {
    const wish = host.text('value') || host.text('defaultValue');
    return tabs().find((tab) => nameOf(tab) === wish) ?? tabs()[0];
  };
  const choose = (tab: Host, focus: boolean) => {
    if (tab.flag('disabled') || host.flag('disabled')) return;
    const isNew = tab !== chosen();
    if (isNew) host.tell('change', { properties: { value: nameOf(tab) } });
    refresh();
    if (focus) tab.focus();
  };
  const refresh = () => {
    const now = chosen();
    for (const tab of tabs()) {
      put(tab, {
        role: 'tab',
        'aria-selected': String(tab === now),
        'aria-disabled': tab.flag('disabled') ? 'true' : undefined,
        tabindex: tab === now ? 0 : -1,
      });
    }
    for (const panel of host.querySelectorAll<Host>('s-tab-panel')) {
      panel.hidden = now !== undefined && panel.text('id') !== nameOf(now);
      put(panel, { role: 'tabpanel', 'aria-label': now?.textContent?.trim() || 'Panel' });
    }
  };
  host.addEventListener('click', (event) => {
    const tab = (event.target as Element).closest<Host>('s-tab');
    if (tab) choose(tab, false);
  });
  host.addEventListener('keydown', (event) => {
    const at = tabs().indexOf(event.target as Host);
    const step = { ArrowRight: 1, ArrowLeft: -1, Enter: 0, ' ': 0 }[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const next = tabs()[(at + step + tabs().length) % tabs().length];
    if (next) choose(next, true);
  });
  return { refresh };
};

function nameOf(tab: Host): string {
  return tab.text('controls');
}

/** The tabs around it say which one is chosen; it draws its words. */
export const drawTab: Draw = (_, shadow) => {
  shadow.append(make('slot'));
  return {};
};
