/**
 * What the theme does in the browser: adding without leaving the page, variants, quantities and
 * codes in the cart. Every page works without it; it only saves round trips.
 */

type Variant = { id: number; options: string[] };
type CartJson = { item_count: number; discount_codes: { code: string; applicable: boolean }[] };

document.documentElement.classList.add('has-script');

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  const step = event.target.closest<HTMLElement>('[data-step]');
  if (step) return stepQuantity(step);
  const picture = event.target.closest<HTMLElement>('[data-picture]');
  if (picture) return showPicture(picture);
  const remove = event.target.closest<HTMLElement>('[data-remove]');
  if (remove) {
    event.preventDefault();
    return void changeLine(remove, 0);
  }
  const code = event.target.closest<HTMLElement>('[data-remove-code]');
  if (code) void setCodes(codesOf().filter((one) => one !== code.dataset.removeCode));
});

document.addEventListener('change', (event) => {
  const { target } = event;
  if (target instanceof HTMLSelectElement && target.closest('[data-sort]')) target.form?.submit();
  if (!(target instanceof HTMLInputElement)) return;
  if (target.dataset.option) return void chooseVariant(target);
  if (target.name === 'updates[]') void changeLine(target, Number(target.value));
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset.productForm) {
    event.preventDefault();
    void addToCart(form);
  } else if ('discount' in form.dataset) {
    event.preventDefault();
    const input = document.querySelector<HTMLInputElement>('#discount');
    const code = input?.value.trim();
    if (code) void setCodes([...codesOf(), code]);
  }
});

function stepQuantity(button: HTMLElement): void {
  const input = button.closest('[data-quantity]')?.querySelector('input');
  if (!input) return;
  input.value = String(
    Math.max(Number(input.min), Number(input.value) + Number(button.dataset.step)),
  );
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function showPicture(button: HTMLElement): void {
  const image = document.querySelector<HTMLImageElement>('.product__picture img');
  if (!image || !button.dataset.picture) return;
  image.removeAttribute('srcset');
  image.src = button.dataset.picture;
  for (const one of document.querySelectorAll('[data-picture]'))
    one.removeAttribute('aria-current');
  button.setAttribute('aria-current', 'true');
}

async function addToCart(form: HTMLFormElement): Promise<void> {
  const error = form.parentElement?.querySelector<HTMLElement>('[data-form-error]');
  if (error) error.hidden = true;
  const answer = await fetch('/cart/add.js', { method: 'POST', body: new FormData(form) });
  const json = (await answer.json()) as { description?: string };
  if (!answer.ok) {
    if (error) {
      error.textContent = json.description ?? '';
      error.hidden = false;
    }
    return;
  }
  showCount((await (await fetch('/cart.js')).json()) as CartJson);
  notify();
}

/** Shows the number in the header and tells apps that listen. */
function showCount(cart: CartJson): void {
  for (const one of document.querySelectorAll<HTMLElement>('[data-cart-count]')) {
    one.textContent = String(cart.item_count);
    one.hidden = cart.item_count === 0;
  }
  document.dispatchEvent(new CustomEvent('cart:updated', { detail: cart }));
}

function notify(): void {
  const place = document.querySelector<HTMLElement>('#notice');
  if (!place) return;
  const card = document.createElement('div');
  card.className = 'notice__card';
  const link = document.createElement('a');
  link.href = place.dataset.cart ?? '/cart';
  link.textContent = place.dataset.view ?? '';
  card.append(place.dataset.added ?? '', link);
  place.replaceChildren(card);
  setTimeout(() => card.remove(), 6000);
}

/** The cart's own section, rendered by the shop after a change. */
async function post(path: string, body: Record<string, unknown>): Promise<void> {
  const section = document.querySelector<HTMLElement>('[data-cart-section]')?.dataset.cartSection;
  if (!section) return;
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, sections: [section], sections_url: '/cart' }),
  });
  const json = (await answer.json()) as CartJson & {
    sections?: Record<string, string>;
    description?: string;
  };
  const html = json.sections?.[section];
  const place = document.getElementById(`shopify-section-${section}`);
  if (!answer.ok || !html || !place) return location.reload();
  place.outerHTML = html;
  showCount(json);
  showCodes();
}

async function changeLine(inside: Element, quantity: number): Promise<void> {
  const id = inside.closest<HTMLElement>('[data-key]')?.dataset.key;
  if (id) await post('/cart/change.js', { id, quantity });
}

function cartState(): { place: HTMLElement; cart: CartJson } | null {
  const place = document.querySelector<HTMLElement>('[data-cart-json]');
  return place && { place, cart: JSON.parse(place.textContent ?? '{}') as CartJson };
}

const codesOf = (): string[] => cartState()?.cart.discount_codes.map(({ code }) => code) ?? [];

async function setCodes(codes: string[]): Promise<void> {
  await post('/cart/update.js', { discount: codes.join(',') });
}

/** Entered codes under the field: those that apply, and those that say they do not. */
function showCodes(): void {
  const state = cartState();
  const list = document.querySelector('[data-codes]');
  if (!state || !list) return;
  const { place, cart } = state;
  list.replaceChildren(
    ...cart.discount_codes.map(({ code, applicable }) => {
      const row = document.createElement('p');
      row.className = applicable ? 'code-chip' : 'form-error';
      const words = place.dataset.notApplied?.replace('%', code) ?? code;
      row.append(applicable ? code : `${words} `);
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.textContent = '×';
      remove.dataset.removeCode = code;
      remove.setAttribute('aria-label', place.dataset.removeCode?.replace('%', code) ?? code);
      row.append(remove);
      return row;
    }),
  );
}

async function chooseVariant(input: HTMLInputElement): Promise<void> {
  const product = input.closest<HTMLElement>('[data-product]');
  const list = product?.querySelector('[data-variants]')?.textContent;
  if (!product || !list) return;
  const chosen = [...product.querySelectorAll<HTMLInputElement>('[data-option]:checked')];
  const wanted = chosen.map(({ value }) => value);
  const variants = JSON.parse(list) as Variant[];
  const variant = variants.find(({ options }) => options.every((one, at) => one === wanted[at]));
  const id = product.querySelector<HTMLInputElement>('form [name="id"]');
  if (!variant || !id) return;
  id.value = String(variant.id);
  const url = `${product.dataset.url}?variant=${variant.id}`;
  history.replaceState(null, '', url);
  const html = await (await fetch(`${url}&section_id=${product.dataset.section}`)).text();
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  for (const part of ['gallery', 'price', 'button']) {
    const now = product.querySelector(`[data-part="${part}"]`);
    const next = fresh.querySelector(`[data-part="${part}"]`);
    if (now && next) now.replaceWith(next);
  }
  for (const one of product.querySelectorAll('.shopify-app-block')) {
    const next = fresh.getElementById(one.id);
    if (next) one.replaceWith(next);
  }
}

async function recommend(): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-recommendations]');
  const url = place?.dataset.recommendations;
  if (!place || !url) return;
  const answer = await fetch(url);
  if (answer.ok) place.outerHTML = await answer.text();
}

showCodes();
void recommend();
