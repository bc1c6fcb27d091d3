/** Dialogs of the admin. Each is a native one: focus stays inside, Escape closes. */

export type DialogParts = {
  readonly dialog: HTMLDialogElement;
  readonly body: HTMLElement;
  readonly footer: HTMLElement;
};

/** Opens a dialog; `onClose` is told once, however it closes. */
export function openDialog(
  { title, size = 'base' }: { title: string; size?: string },
  onClose: () => void,
): DialogParts {
  const dialog = document.createElement('dialog');
  dialog.className = size;
  const heading = element('h2', title);
  heading.id = `dialog-${document.querySelectorAll('dialog').length}`;
  dialog.setAttribute('aria-labelledby', heading.id);
  const close = button('×', () => dialog.close());
  close.setAttribute('aria-label', 'Close');
  const header = element('header');
  header.append(heading, close);
  const body = element('div');
  body.className = 'body';
  const footer = element('footer');
  // Those of the page are landmarks; a dialog's own are not.
  for (const part of [header, footer]) part.setAttribute('role', 'none');
  dialog.append(header, body, footer);
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, body, footer };
}

/** Asks; false unless the merchant agrees. */
export function confirmWith(asked: {
  title: string;
  words: string;
  yes: string;
  no?: string;
  isCritical?: boolean;
}): Promise<boolean> {
  return new Promise((resolve) => {
    let isAgreed = false;
    const { dialog, body, footer } = openDialog({ title: asked.title, size: 'small' }, () =>
      resolve(isAgreed),
    );
    body.append(element('p', asked.words));
    const yes = button(asked.yes, () => {
      isAgreed = true;
      dialog.close();
    });
    yes.className = asked.isCritical ? 'primary critical' : 'primary';
    footer.append(
      button(asked.no ?? 'Cancel', () => dialog.close()),
      yes,
    );
    yes.focus();
  });
}

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  words = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}

export function button(words: string, press: () => void): HTMLButtonElement {
  const made = element('button', words);
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}
