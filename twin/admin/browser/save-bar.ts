/** The contextual save bar in the top bar, and the question before leaving unsaved changes. */
import type { SaveBarState } from '../../apps/bridge-protocol.ts';
import { confirmWith } from './dialog.ts';

export type SaveBar = {
  readonly show: (state: SaveBarState, press: { save: () => void; discard: () => void }) => void;
  readonly hide: () => void;
  /** True at once where nothing is unsaved; else what the merchant says. */
  readonly mayLeave: () => Promise<boolean>;
  readonly isShown: () => boolean;
};

/** Takes hold of the bar in the page. */
export function openSaveBar(): SaveBar {
  const host = document.querySelector<HTMLElement>('[data-save-bar-host]');
  const save = document.querySelector<HTMLButtonElement>('[data-save-bar-save]');
  const discard = document.querySelector<HTMLButtonElement>('[data-save-bar-discard]');
  let state: SaveBarState | null = null;
  let pressed = { save: () => undefined as void, discard: () => undefined as void };

  const hide = () => {
    state = null;
    if (host) host.hidden = true;
  };

  save?.addEventListener('click', () => pressed.save());
  discard?.addEventListener('click', () => {
    void (async () => {
      if (state?.isDiscardConfirmed && !(await askDiscard())) return;
      pressed.discard();
    })();
  });
  return {
    show(next, press) {
      state = next;
      pressed = press;
      if (host) host.hidden = false;
      if (save) {
        save.textContent = next.save.isLoading ? 'Saving…' : next.save.label;
        save.disabled = next.save.isDisabled || next.save.isLoading;
      }
      if (discard) discard.disabled = next.discard.isDisabled;
    },
    hide,
    isShown: () => state !== null,
    async mayLeave() {
      if (state === null) return true;
      host?.classList.add('shaken');
      setTimeout(() => host?.classList.remove('shaken'), 500);
      const isFree = await confirmWith({
        title: 'Leave page with unsaved changes?',
        words: 'Leaving this page will delete all unsaved changes.',
        yes: 'Leave page',
        no: 'Stay',
        isCritical: true,
      });
      // What was left is not asked about a second time by the browser.
      if (isFree) hide();
      return isFree;
    },
  };
}

const askDiscard = () =>
  confirmWith({
    title: 'Discard all unsaved changes?',
    words: 'If you discard changes, you’ll delete any edits you made since you last saved.',
    yes: 'Discard changes',
    no: 'Continue editing',
    isCritical: true,
  });
