/** The admin's own page: its menu, questions before irreversible steps, the app's frame. */
import { openAppFrame } from './app-frame.ts';
import { confirmWith } from './dialog.ts';
import { openSaveBar } from './save-bar.ts';
import { showToast } from './toasts.ts';

const saveBar = openSaveBar();

openMenu();
askFirst();
sayDone();
guardLeaving();
const appPage = document.querySelector<HTMLElement>('[data-app-page]');
if (appPage) openAppFrame(appPage, saveBar);

function openMenu(): void {
  const toggle = document.querySelector<HTMLButtonElement>('[data-menu]');
  const side = document.querySelector('#side');
  const show = (isOpen: boolean) => {
    side?.classList.toggle('open', isOpen);
    toggle?.setAttribute('aria-expanded', String(isOpen));
  };
  toggle?.addEventListener('click', () => show(!side?.classList.contains('open')));
  document.querySelector('main')?.addEventListener('click', () => show(false));
  addEventListener('keydown', ({ key }) => key === 'Escape' && show(false));
  side?.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a')) show(false);
  });
}

/** Forms marked `data-confirm` are sent only after the merchant has agreed. */
function askFirst(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-confirm]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const yes = form.querySelector('button')?.textContent ?? 'Continue';
      void confirmWith({
        title: `${yes}?`,
        words: form.dataset.confirm ?? '',
        yes,
        isCritical: true,
      }).then((isAgreed) => isAgreed && form.submit());
    });
  }
}

/** What the last step did is a toast, and is not said again when the page is loaded anew. */
function sayDone(): void {
  const said = document.querySelector<HTMLElement>('[data-said]');
  const url = new URL(location.href);
  url.searchParams.delete('said');
  url.searchParams.delete('refused');
  if (url.href !== location.href) history.replaceState(null, '', url);
  if (!said) return;
  const message = said.textContent ?? '';
  said.remove();
  showToast(
    { id: 'said', message, durationMs: 5_000, isError: false, action: null },
    { onAction: () => undefined, onDismiss: () => undefined },
  );
}

/** Links of the admin ask first while something in the app is unsaved. */
function guardLeaving(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || !saveBar.isShown()) return;
    event.preventDefault();
    void saveBar.mayLeave().then((isFree) => isFree && location.assign(link.href));
  });
  addEventListener('beforeunload', (event) => saveBar.isShown() && event.preventDefault());
}
