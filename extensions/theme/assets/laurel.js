/* global document, fetch, sessionStorage, crypto, navigator, performance, getSelection */
/**
 * The panel of points. Liquid has drawn it; this asks nobody until it is opened, and then only the
 * shop itself, whose proxy reaches Laurel.
 */
const PROXY = '/apps/laurel/';
/** A number of each plural form; snippets/laurel-words.liquid writes the words of the same ones. */
const SAMPLES = [0, 1, 2, 3, 5, 11, 100];
const MATURING_MAX = 3;
/** No request is still under way after so long, so the next tap means another reward. */
const KEY_LIFE_MS = 600_000;

const root = document.querySelector('[data-laurel]');
const { laurelNow, laurelLang, laurelCart } = root.dataset;
const words = root.querySelector('[data-laurel-words]').content;
const plural = new Intl.PluralRules(laurelLang);
const entries = new Map();
/** Of the card that is drawn: an older one never replaces it. */
let seq = Number(root.dataset.laurel);
/** Counts questions, so that an answer that was overtaken is not drawn. */
let asked = 0;
let isBusy = false;

const find = (name, inside = root) => inside.querySelector(`[data-laurel-${name}]`);
/** By the shop's clock, as a shopper's may be wrong. */
const now = () => Number(laurelNow) * 1000 + performance.now();

function word(name, places = {}) {
  const text = words.querySelector(`[data-word="${name}"]`).textContent;
  return text.replace(/\{(\w+)\}/g, (whole, place) => places[place] ?? whole);
}

/** As snippets/laurel-count.liquid writes it: `1,419`, `−60`. */
function written(number) {
  const digits = String(Math.abs(number)).replace(/\B(?=(\d{3})+$)/g, word('thousands'));
  return number < 0 ? `−${digits}` : digits;
}

function count(name, number) {
  const form = plural.select(Math.abs(number));
  const sample = SAMPLES.find((one) => plural.select(one) === form);
  const text = words.querySelector(`[data-word="${name}"][data-sample="${sample}"]`).textContent;
  return text.replace(sample, written(number));
}

/** As snippets/laurel-date.liquid writes it, but by the shopper's own clock. */
function date(at, more) {
  const language = laurelLang.startsWith('en') ? 'en-GB' : laurelLang;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', ...more }).format(at);
}

function say(text) {
  find('said').textContent = text;
}

function show(name, text, isShown = true) {
  const place = find(name);
  if (!place) return;
  if (text !== null) place.textContent = text;
  place.hidden = !isShown;
}

/** The answer; null where there was none, so that nothing is known of what became of it. */
async function ask(path, body) {
  asked += 1;
  const headers = { 'Content-Type': 'application/json' };
  const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {};
  try {
    const reply = await (await fetch(PROXY + path, init)).json();
    return typeof reply.ok === 'boolean' ? reply : null;
  } catch {
    return null;
  }
}

/** The cart's codes, changed by `change`; null where the cart could not be read or written. */
async function changeCodes(change) {
  try {
    const cart = await (await fetch(`${laurelCart}.js`)).json();
    const codes = (cart.discount_codes ?? []).map(({ code }) => code);
    const wanted = change(codes, cart);
    if (wanted === codes) return codes;
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ discount: wanted.join(',') });
    const reply = await fetch(`${laurelCart}/update.js`, { method: 'POST', headers, body });
    const after = await reply.json();
    return after.discount_codes.filter((one) => one.applicable).map(({ code }) => code);
  } catch {
    return null;
  }
}

/** Whether it takes effect already. Beside other codes, which stay. */
async function apply(code) {
  let isEmpty = false;
  const codes = await changeCodes((before, cart) => {
    isEmpty = cart.item_count === 0;
    return isEmpty || before.includes(code) ? before : [...before, code];
  });
  // An empty cart has nothing to discount; the shop remembers the code for when it has.
  if (isEmpty || codes === null) {
    await fetch(`/discount/${code}`, { redirect: 'manual' }).catch(() => null);
  }
  return codes?.includes(code) ?? false;
}

/** The same key until there is an answer: a retry or a reload cannot redeem twice. */
function keyFor(rewardId) {
  const place = `laurel:${rewardId}`;
  const fresh = { key: crypto.randomUUID(), at: Date.now() };
  try {
    const kept = JSON.parse(sessionStorage.getItem(place));
    if (kept && Date.now() - kept.at < KEY_LIFE_MS) return kept.key;
    sessionStorage.setItem(place, JSON.stringify(fresh));
  } catch {
    // A browser that keeps nothing still sends each tap once.
  }
  return fresh.key;
}

function forgetKey(rewardId) {
  try {
    sessionStorage.removeItem(`laurel:${rewardId}`);
  } catch {
    // It was not kept.
  }
}

function drawCard(card) {
  if (!card || card.seq < seq) return;
  seq = card.seq;
  const due = card.maturing.filter(({ at }) => at <= now());
  const matured = due.reduce((sum, { points }) => sum + points, 0);
  const available = card.available + matured;
  const pending = card.pending - matured;
  show('points', count('points', available));
  show('available', count('points', available));
  show('debt', null, available < 0);
  show('pending', null, pending > 0);
  show('pending-sum', count('pending', pending));
  show('held', count('held', card.held), card.held > 0);
  const later = card.maturing.slice(due.length, due.length + MATURING_MAX).map((part) => {
    const item = document.createElement('li');
    const points = count('points', part.points);
    const textContent = word('maturing', { points, date: date(part.at) });
    item.append(Object.assign(document.createElement('span'), { dir: 'auto', textContent }));
    return item;
  });
  find('maturing').replaceChildren(...later);
  for (const item of root.querySelectorAll('[data-laurel-reward]')) {
    const lack = item.dataset.cost - available;
    find('lack', item).textContent = count('lack', Math.max(0, lack));
    find('lack', item).hidden = lack <= 0;
    find('redeem', item).hidden = lack > 0;
  }
  if (card.lines.length > 0) find('lines').replaceChildren(...card.lines.map(lineOf));
}

function lineOf({ at, points, text }) {
  const item = find('line').content.firstElementChild.cloneNode(true);
  const [amount, sentence, day] = item.children;
  amount.textContent = points === 0 ? '' : (points > 0 ? '+' : '') + written(points);
  sentence.textContent = text;
  day.textContent = date(at);
  return item;
}

function drawWallet() {
  find('wallet').hidden = entries.size === 0;
  find('entries').replaceChildren(...[...entries.values()].map(entryOf));
}

function entryOf({ code, rewardName, status, lapsesAt }) {
  const item = find('entry').content.firstElementChild.cloneNode(true);
  const isOpen = status === 'open';
  item.dataset.code = code;
  item.querySelector('.laurel-item__name').textContent = rewardName;
  item.querySelector('code').textContent = code;
  const until = { date: date(lapsesAt, { timeStyle: 'short' }) };
  item.querySelector('.laurel-item__more').textContent = word(status, until);
  const link = item.querySelector('a');
  link.href = `/discount/${code}?redirect=${encodeURIComponent(laurelCart)}`;
  link.hidden = !isOpen;
  find('copy', item).hidden = !isOpen;
  find('take-back', item).hidden = !isOpen;
  for (const button of item.querySelectorAll('.laurel-button')) {
    button.setAttribute('aria-label', `${button.textContent.trim()}: ${rewardName}, ${code}`);
  }
  return item;
}

/** The newest first, and seen: whoever tapped is led to what came of it. */
function putEntry(redemption) {
  const others = [...entries].filter(([code]) => code !== redemption.code);
  entries.clear();
  for (const [code, entry] of [[redemption.code, redemption], ...others]) entries.set(code, entry);
  drawWallet();
  find('entries').firstElementChild.focus();
}

async function refresh() {
  const turn = asked + 1;
  const reply = await ask('wallet');
  // Whatever was asked since knows more.
  if (asked > turn) return;
  if (!reply?.ok) return say(reply?.reason === 'not_signed_in' ? reply.words : word('stale'));
  if ((reply.card?.seq ?? 0) < seq) return;
  drawCard(reply.card);
  entries.clear();
  for (const entry of reply.redemptions) entries.set(entry.code, entry);
  drawWallet();
}

async function redeem(button) {
  const rewardId = button.closest('[data-laurel-reward]').dataset.laurelReward;
  const reply = await ask('redeem', { rewardId, key: keyFor(rewardId) });
  if (reply && reply.reason !== 'failed') forgetKey(rewardId);
  if (!reply?.ok) {
    // What is drawn promised more points than there are.
    if (reply?.reason === 'insufficient_points') await refresh();
    return say(reply?.words ?? word('offline'));
  }
  const { code, status } = reply.redemption;
  drawCard(reply.card);
  putEntry(reply.redemption);
  const isApplied = status === 'open' && (await apply(code));
  say(`${word('redeemed', { code })} ${word(isApplied ? 'applied' : 'not_applied')}`);
}

async function takeBack(button) {
  const { code } = button.closest('[data-code]').dataset;
  const reply = await ask('take-back', { code });
  if (!reply?.ok) return say(reply?.words ?? word('offline'));
  drawCard(reply.card);
  putEntry(reply.redemption);
  say(word('taken_back'));
  await changeCodes((codes) =>
    codes.includes(code) ? codes.filter((one) => one !== code) : codes,
  );
}

async function copy(button) {
  const place = button.closest('[data-code]').querySelector('code');
  try {
    await navigator.clipboard.writeText(place.textContent);
    say(word('copied', { code: place.textContent }));
  } catch {
    // Not allowed to: then it is at least marked, to be copied by hand.
    getSelection().selectAllChildren(place);
  }
}

/** One thing at a time: a second tap meanwhile does nothing. */
async function once(button, act) {
  if (isBusy) return;
  isBusy = true;
  button.setAttribute('aria-disabled', 'true');
  say(word('busy'));
  try {
    await act(button);
  } catch {
    say(word('failed'));
  }
  // What came of it is said at the top, and must not stand over the balance.
  root.querySelector('dialog').scrollTop = 0;
  button.removeAttribute('aria-disabled');
  isBusy = false;
}

function openPanel() {
  const panel = root.querySelector('dialog');
  if (panel.open) return;
  say('');
  panel.showModal();
  find('open').setAttribute('aria-expanded', 'true');
  if (!('laurelMember' in root.dataset)) return;
  void refresh();
}

function isBeside(panel, { target, clientX, clientY }) {
  const { left, right, top, bottom } = panel.getBoundingClientRect();
  const isInside = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
  return target === panel && !isInside;
}

function onTap(event) {
  const panel = root.querySelector('dialog');
  const button = event.target.closest('button');
  const { dataset = {} } = button ?? {};
  if (isBeside(panel, event) || 'laurelClose' in dataset) return panel.close();
  if ('laurelOpen' in dataset) return openPanel();
  if ('laurelCopy' in dataset) return void copy(button);
  if ('laurelRedeem' in dataset) return void once(button, redeem);
  if ('laurelTakeBack' in dataset) void once(button, takeBack);
}

root.addEventListener('click', onTap);
root.querySelector('dialog').addEventListener('close', () => {
  find('open').setAttribute('aria-expanded', 'false');
});
