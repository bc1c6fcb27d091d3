/** The control page: every button is one call of the API, and the page is drawn again after it. */

const FRESH_EVERY_MS = 4_000;

const main = document.querySelector<HTMLElement>('[data-main]');
const said = document.querySelector<HTMLElement>('[data-said]');

/** Draws what is new; what somebody has opened stays open, and nothing is drawn under their hands. */
async function refresh(): Promise<void> {
  if (main === null) return;
  const { main: markup } = (await (await fetch('/control/parts')).json()) as { main: string };
  const open = [...main.querySelectorAll<HTMLDetailsElement>('details[open] code')].map(
    (one) => one.textContent,
  );
  const at = document.activeElement?.getAttribute('data-post');
  main.innerHTML = markup;
  for (const code of main.querySelectorAll('details code')) {
    if (open.includes(code.textContent)) code.closest('details')?.setAttribute('open', '');
  }
  if (at) main.querySelector<HTMLElement>(`[data-post="${at}"]`)?.focus();
}

async function call(path: string, method: string, body?: unknown): Promise<void> {
  const reply = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await reply.json()) as { message?: string; error?: string };
  if (said) said.textContent = reply.ok ? 'Done.' : (answer.message ?? answer.error ?? 'Refused.');
  if (!reply.ok) alert(answer.message ?? answer.error);
  await refresh();
}

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLElement>('[data-post], [data-delete]');
  if (button === null) return;
  const { post, body, ask } = button.dataset;
  if (ask && !confirm(ask)) return;
  if (post) void call(post, 'POST', body === undefined ? {} : (JSON.parse(body) as unknown));
  else void call(button.dataset.delete ?? '', 'DELETE');
});

document.addEventListener('change', (event) => {
  const box = event.target as HTMLInputElement;
  const { fault, on = 'null', off = 'null' } = box.dataset;
  if (!fault) return;
  const [room = '', name = ''] = fault.split('.');
  const value = JSON.parse(box.checked ? on : off) as unknown;
  void call('/control/faults', 'PUT', { [room]: { [name]: value } });
});

setInterval(() => {
  const isReading = main?.querySelector('details[open], :focus-visible') ?? null;
  if (isReading === null && document.visibilityState === 'visible') void refresh();
}, FRESH_EVERY_MS);
