/** Draws what the server says of the checkout into the page that stands already. */

/**
 * Puts markup into the parts that differ from it. What the buyer is choosing there stays chosen,
 * the
 * focus stays, and extensions of lines move along with their line.
 */
export function drawParts(html: Readonly<Record<string, string>>): void {
  for (const [name, markup] of Object.entries(html)) {
    const part = document.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (part === null || saysAlready(part, markup)) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement?.id : undefined;
    const restore = [keepPayment(part), keepSlots(part)];
    part.innerHTML = markup;
    for (const step of restore) step();
    if (focused) document.getElementById(focused)?.focus();
  }
  const seen = document.querySelector<HTMLElement>('[data-total-minor]')?.dataset;
  rememberSeen('[data-expected-total]', seen?.totalMinor);
  rememberSeen('[data-expected-due]', seen?.dueMinor);
}

/** What the buyer sees goes with the form, so that nothing else is charged. */
function rememberSeen(field: string, minor: string | undefined): void {
  const input = document.querySelector<HTMLInputElement>(field);
  if (input && minor !== undefined) input.value = minor;
}

/** Compared without what extensions have drawn. */
function saysAlready(part: HTMLElement, markup: string): boolean {
  const next = document.createElement('template');
  next.innerHTML = markup;
  const now = part.cloneNode(true) as HTMLElement;
  for (const slot of now.querySelectorAll('[data-target]')) slot.replaceChildren();
  return now.innerHTML === next.innerHTML;
}

/** How somebody wants to pay is told with the form only, so the server does not know of it. */
function keepPayment(part: HTMLElement): () => void {
  const chosen = part.querySelector<HTMLInputElement>('[name="payment"]:checked')?.value;
  const card = part.querySelector<HTMLInputElement>('#card')?.value;
  return () => {
    const radio = part.querySelector<HTMLInputElement>(`[name="payment"][value="${chosen}"]`);
    const field = part.querySelector<HTMLInputElement>('#card');
    if (radio) radio.checked = true;
    if (field && card !== undefined) field.value = card;
  };
}

function keepSlots(part: HTMLElement): () => void {
  const slots = [...part.querySelectorAll<HTMLElement>('[data-line]')];
  return () => {
    for (const slot of slots) {
      part.querySelector(`[data-line="${slot.dataset.line}"]`)?.replaceWith(slot);
    }
  };
}

/** Says what is wrong beside the field, or above the form where it is no field's. */
export function sayProblem(field: string, words: string): void {
  if (field === 'code' || field === 'payment' || field === 'rate') return;
  const input = document.getElementById(field);
  if (input === null) return sayNotice(words);
  input.setAttribute('aria-invalid', 'true');
  let error = document.getElementById(`${field}-error`);
  if (error === null) {
    error = document.createElement('span');
    error.id = `${field}-error`;
    error.className = 'error';
    input.after(error);
    input.setAttribute('aria-describedby', error.id);
  }
  error.textContent = words;
}

export function forgetProblem(input: HTMLElement): void {
  input.removeAttribute('aria-invalid');
  document.getElementById(`${input.id}-error`)?.remove();
}

/** A word above the whole form. */
export function sayNotice(words: string): void {
  const note = document.createElement('p');
  note.className = 'note bad';
  note.setAttribute('role', 'alert');
  note.textContent = words;
  const notices = document.querySelector('[data-part="notices"]');
  notices?.replaceChildren(note);
  notices?.scrollIntoView({ block: 'center' });
}

/** A page that came back with something wrong begins there. */
export function showFirstProblem(): void {
  const field = document.querySelector<HTMLElement>('[aria-invalid="true"]');
  if (field) field.focus();
  else document.querySelector('main [role="alert"]')?.scrollIntoView({ block: 'center' });
}

export function foldSummaryOnPhones(): void {
  const fold = document.querySelector<HTMLDetailsElement>('.summary-fold');
  if (fold && matchMedia('(max-width: 900px)').matches) fold.open = false;
}

/** The line a place belongs to; undefined where it is no line's. */
export function lineAt<L extends { readonly id: string }>(
  lines: readonly L[],
  { dataset }: HTMLElement,
): L | undefined {
  return dataset.line ? lines.find(({ id }) => id.endsWith(`/${dataset.line}`)) : undefined;
}
