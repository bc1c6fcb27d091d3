/** The control page: every button is one call of the API, and the page is drawn again after it. */

const FRESH_EVERY_MS = 4_000;

const main = document.querySelector<HTMLElement>('[data-main]');
const said = document.querySelector<HTMLElement>('[data-said]');

/**
 * Draws what is new; what somebody has opened stays open, and nothing is drawn under their hands.
 */
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
  const answer = (await reply.json().catch(() => ({}))) as Answer;
  const [problem] = answer.problems ?? [];
  const wrong = problem ? `${problem.field}: ${problem.message}` : undefined;
  say(reply.ok ? 'Done.' : (wrong ?? answer.message ?? answer.error ?? 'Refused.'), reply.ok);
  await refresh();
}

type Answer = {
  readonly message?: string;
  readonly error?: string;
  readonly problems?: readonly { readonly field: string; readonly message: string }[];
};

/** What a button did, or why not, above everything and in sight wherever somebody has scrolled. */
function say(words: string, isWell: boolean): void {
  if (said === null) return;
  said.hidden = false;
  said.textContent = words;
  said.className = `note said ${isWell ? 'good' : 'bad'}`;
}

/** The same with the page's own trouble told: the twin may be stopped. */
function run(path: string, method: string, body?: unknown): void {
  void call(path, method, body).catch((error: unknown) => say(String(error), false));
}

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLElement>('[data-post], [data-delete]');
  if (button === null) return;
  const { post, body } = button.dataset;
  if (post) run(post, 'POST', body === undefined ? {} : (JSON.parse(body) as unknown));
  else run(button.dataset.delete ?? '', 'DELETE');
});

document.addEventListener('change', (event) => {
  const box = event.target as HTMLInputElement;
  const { fault, on = 'null', off = 'null', extension, put, name: field = '' } = box.dataset;
  if (extension) run('/control/extensions', 'PUT', { place: extension, isOn: box.checked });
  if (put) run(put, 'PUT', { [field]: box.type === 'checkbox' ? box.checked : box.value });
  if (!fault) return;
  const [room = '', name = ''] = fault.split('.');
  const value = JSON.parse(box.checked ? on : off) as unknown;
  run('/control/faults', 'PUT', { [room]: { [name]: value } });
});

setInterval(() => {
  const isReading = main?.querySelector('details[open], :focus-visible') ?? null;
  if (isReading === null && document.visibilityState === 'visible') {
    // The twin may be starting anew; the next look is soon.
    void refresh().catch(() => undefined);
  }
}, FRESH_EVERY_MS);
