/** A quiet box in an extension's place, so that its developer sees what happened and where. */
import type { ExtensionFailure } from './wire.ts';

const SAID = {
  load: 'This extension could not be loaded.',
  run: 'This extension stopped while it started.',
  later: 'Something failed inside this extension.',
} as const;

/** Shows the failure after `container`; a repeated message only counts up. */
export function showFailure(container: HTMLElement, failure: ExtensionFailure): void {
  console.error(`[${failure.target}] ${failure.message}\n${failure.stack ?? ''}`);
  const holder = container.parentElement;
  if (!holder) return;
  const known = [...holder.querySelectorAll<HTMLElement>(':scope > .twin-extension-failure')];
  const same = known.find(({ dataset }) => dataset.message === failure.message);
  if (same) {
    same.dataset.times = String(Number(same.dataset.times) + 1);
    return;
  }
  const box = document.createElement('aside');
  box.className = 'twin-extension-failure';
  box.setAttribute('aria-label', `Problem in the extension at ${failure.target}`);
  box.dataset.message = failure.message;
  box.dataset.times = '1';
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = SAID[failure.phase];
  const where = document.createElement('code');
  where.textContent = failure.target;
  const what = document.createElement('pre');
  what.textContent = failure.stack ?? failure.message;
  what.tabIndex = 0;
  details.append(summary, where, what);
  box.append(details);
  container.after(box);
}
