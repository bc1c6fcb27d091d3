/* global addEventListener, atob, document, fetch, FormData, history, location, shopify */
// Pages change without loading anew, so that App Bridge signs each request for one.

const main = document.querySelector('#main');

const say = (words) => {
  const said = document.querySelector('#said');
  if (said) said.textContent = words;
};

async function show(path) {
  const response = await fetch(path, { headers: { 'x-part': 'main' } });
  main.innerHTML = await response.text();
}

async function post(path, body) {
  const response = await fetch(path, { method: 'POST', body });
  const { message } = await response.json();
  shopify.toast.show(message, { isError: !response.ok });
  return message;
}

const acts = {
  toast: async () => void shopify.toast.show('Hello from the stamps'),
  token: async () => {
    const token = await shopify.idToken();
    const claims = JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
    say(`Staff ${claims.sub} of ${new URL(claims.dest).hostname}`);
  },
  pick: async () => {
    const chosen = await shopify.resourcePicker({ type: 'product', multiple: true });
    say(chosen ? `Gifts: ${chosen.map(({ title }) => title).join(', ')}` : 'Nothing chosen');
  },
  regulars: async () => say(await post('/app/regulars')),
  code: async () => say(await post('/app/code')),
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  if (button) void acts[button.dataset.act]();
  const link = event.target.closest('main a[href^="/"]');
  if (!link) return;
  event.preventDefault();
  go(link.getAttribute('href'));
});

function go(path) {
  history.pushState(null, '', path);
  void show(path);
}

document.addEventListener('shopify:navigate', (event) => {
  go(event.target.getAttribute('href'));
});

addEventListener('popstate', () => void show(location.pathname));

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  void post(form.getAttribute('action'), new FormData(form));
});

main.inert = false;
