/** A word at the lower edge of the page, gone after a while. */

const SHOWN_MS = 5_000;

/** Shows it; the answer takes it away early. */
export function showToast(content: string): () => void {
  const toast = document.createElement('div');
  toast.className = 'twin-toast';
  toast.setAttribute('role', 'status');
  toast.textContent = content;
  document.body.append(toast);
  const hide = () => toast.remove();
  setTimeout(hide, SHOWN_MS);
  return hide;
}
