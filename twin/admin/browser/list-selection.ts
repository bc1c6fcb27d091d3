/** Boxes before the rows of a list, for the actions apps offer on what is ticked. */

/** Puts them in; `onChange` hears the ticked ids. */
export function addSelection(
  table: HTMLTableElement,
  onChange: (selected: readonly string[]) => void,
): void {
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr[data-selected-id]')];
  const boxes = rows.map((row) => {
    const name = row.querySelector('a')?.textContent ?? 'row';
    return putBox(row, 'td', `Select ${name}`);
  });
  const head = table.tHead?.rows[0];
  const all = head && putBox(head, 'th', 'Select all');
  const tell = () => {
    const ticked = rows.filter((_, at) => boxes[at]?.checked);
    if (all) all.checked = ticked.length === rows.length;
    if (all) all.indeterminate = ticked.length > 0 && ticked.length < rows.length;
    onChange(ticked.map(({ dataset }) => dataset.selectedId ?? ''));
  };
  for (const box of boxes) box.addEventListener('change', tell);
  all?.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
}

function putBox(row: HTMLTableRowElement, tag: 'td' | 'th', name: string): HTMLInputElement {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.setAttribute('aria-label', name);
  const cell = document.createElement(tag);
  cell.className = 'tick';
  cell.append(box);
  row.prepend(cell);
  return box;
}
