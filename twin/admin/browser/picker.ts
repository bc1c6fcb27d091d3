/** The pickers App Bridge opens: of products, variants, collections, and of an app's own rows. */
import { button, element, openDialog } from './dialog.ts';

/** One row to choose from. */
export type PickerRow = {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly picture: string | null;
  readonly badge: string | null;
  readonly isDisabled: boolean;
  /** Rows below, such as a product's variants. */
  readonly parts: readonly PickerRow[];
};

export type PickerAsked = {
  readonly title: string;
  readonly confirm: string;
  /** How many may be chosen. */
  readonly max: number;
  readonly chosen: readonly string[];
  readonly query: string | null;
  readonly find: (query: string) => Promise<readonly PickerRow[]>;
};

const SEARCH_AFTER_MS = 200;

/** The ids chosen, null when the dialog was closed without. */
export function pickRows(asked: PickerAsked): Promise<string[] | null> {
  return new Promise((resolve) => {
    let answer: string[] | null = null;
    const chosen = new Set(asked.chosen);
    const { dialog, body, footer } = openDialog({ title: asked.title }, () => resolve(answer));
    const list = element('ul');
    list.className = 'picker-list';
    const count = element('span');
    count.className = 'quiet';
    const confirm = button(asked.confirm, () => {
      answer = [...chosen];
      dialog.close();
    });
    confirm.className = 'primary';
    const say = () => {
      count.textContent = `${countTops(chosen)} selected`;
      confirm.disabled = chosen.size === 0 && asked.chosen.length === 0;
    };
    const draw = async (query: string) => {
      const rows = await asked.find(query);
      list.replaceChildren(
        ...rows.flatMap((row) => drawRow(row, { chosen, max: asked.max, onChange: redraw })),
      );
      if (rows.length === 0) list.replaceChildren(element('li', 'Nothing found'));
    };
    let query = asked.query ?? '';
    const redraw = () => {
      say();
      void draw(query);
    };
    if (asked.query !== null) {
      body.before(searchBox(query, (typed) => void draw((query = typed))));
    }
    body.classList.add('flush');
    body.append(list);
    footer.append(
      count,
      button('Cancel', () => dialog.close()),
      confirm,
    );
    redraw();
  });
}

function searchBox(query: string, onTyped: (query: string) => void): HTMLElement {
  const box = element('div');
  box.className = 'picker-search';
  const input = element('input');
  input.type = 'search';
  input.value = query;
  input.placeholder = 'Search';
  input.setAttribute('aria-label', 'Search');
  let timer = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => onTyped(input.value), SEARCH_AFTER_MS);
  });
  box.append(input);
  queueMicrotask(() => input.focus());
  return box;
}

type Choice = { chosen: Set<string>; max: number; onChange: () => void };

function drawRow(row: PickerRow, choice: Choice): HTMLLIElement[] {
  const { chosen, max, onChange } = choice;
  const ids = row.parts.length > 0 ? row.parts.map(({ id }) => id) : [row.id];
  const isChosen = chosen.has(row.id) || (row.parts.length > 0 && ids.some((id) => chosen.has(id)));
  const item = element('li');
  const label = element('label');
  const input = element('input');
  input.type = max === 1 ? 'radio' : 'checkbox';
  input.checked = isChosen;
  input.disabled = row.isDisabled || (!isChosen && max !== 1 && countTops(chosen) >= max);
  input.addEventListener('change', () => {
    if (max === 1) chosen.clear();
    for (const id of [row.id, ...ids]) {
      if (input.checked) chosen.add(id);
      else chosen.delete(id);
    }
    onChange();
  });
  const name = element('span', row.name);
  name.className = 'name';
  if (row.badge) name.append(badge(row.badge));
  const note = element('span', row.note);
  note.className = 'quiet';
  label.append(input, picture(row.picture), name, note);
  item.append(label);
  const parts = row.parts.length > 1 ? row.parts.map((part) => drawPart(part, row, choice)) : [];
  return [item, ...parts];
}

/** Variants are counted with their product. */
function countTops(chosen: ReadonlySet<string>): number {
  const products = [...chosen].filter((id) => !id.includes('/ProductVariant/'));
  return products.length > 0 ? products.length : chosen.size;
}

function drawPart(part: PickerRow, parent: PickerRow, { chosen, max, onChange }: Choice) {
  const item = element('li');
  item.className = 'variant';
  const label = element('label');
  const input = element('input');
  input.type = 'checkbox';
  input.checked = chosen.has(part.id);
  input.addEventListener('change', () => {
    if (max === 1 && !chosen.has(parent.id)) chosen.clear();
    if (input.checked) chosen.add(part.id).add(parent.id);
    else chosen.delete(part.id);
    if (!parent.parts.some(({ id }) => chosen.has(id))) chosen.delete(parent.id);
    onChange();
  });
  const name = element('span', part.name);
  name.className = 'name';
  const note = element('span', part.note);
  note.className = 'quiet';
  label.append(input, name, note);
  item.append(label);
  return item;
}

function picture(src: string | null): HTMLElement {
  if (src === null) {
    const empty = element('span');
    empty.className = 'no-picture';
    return empty;
  }
  const image = element('img');
  image.src = src;
  image.alt = '';
  return image;
}

function badge(words: string): HTMLElement {
  const made = element('span', words);
  made.className = 'badge';
  return made;
}
