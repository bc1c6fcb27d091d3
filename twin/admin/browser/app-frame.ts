/** The frame around an embedded app: everything its App Bridge asks for happens here. */
import type {
  BridgeCalls,
  DirectAnswer,
  ExtensionReport,
  FrameRequest,
  NavItem,
  ScopesDetail,
  SignedInUser,
} from '../../apps/bridge-protocol.ts';
import { type AppPlace, litItem, placeAddress } from './app-address.ts';
import { askServer, type Server } from './ask-server.ts';
import { confirmWith, element, openDialog } from './dialog.ts';
import { pickOwn, pickResources, type OwnPicker, type ResourceOptions } from './resource-picker.ts';
import type { SaveBar } from './save-bar.ts';
import { type Answers, listenForPages, type Talk } from './talk.ts';
import { drawTitleBar } from './title-bar.ts';
import { showToast } from './toasts.ts';

type Frame = {
  readonly page: HTMLElement;
  readonly place: AppPlace;
  readonly saveBar: SaveBar;
  readonly server: Server;
  readonly toasts: Map<string, () => void>;
  readonly dialogs: Map<string, HTMLDialogElement>;
  /** The document in the frame, not those in dialogs. */
  main: Talk | null;
  items: readonly NavItem[];
  path: string;
};

/** Takes hold of the page's frame. */
export function openAppFrame(page: HTMLElement, saveBar: SaveBar): void {
  const place = readPlace(page);
  const frame: Frame = {
    page,
    place,
    saveBar,
    server: askServer(place.root, place.appHandle),
    toasts: new Map(),
    dialogs: new Map(),
    main: null,
    items: [],
    path: '/',
  };
  const iframe = page.querySelector<HTMLIFrameElement>('[data-app-frame]');
  showProgress(frame, true);
  page
    .querySelector('[data-app-support]')
    ?.addEventListener('click', () => frame.main?.send('support.clicked', null));
  const answers = { ...askingAnswers(frame), ...drawingAnswers(frame) };
  listenForPages(place.appOrigin, answers, (talk) => {
    if (talk.source === iframe?.contentWindow) beginDocument(frame, talk);
  });
  iframe?.addEventListener('load', () => showProgress(frame, false));
}

/** A new document begins anew: what the last one had put up is gone with it. */
function beginDocument(frame: Frame, talk: Talk): void {
  frame.main = talk;
  showProgress(frame, false);
  frame.saveBar.hide();
  document.body.classList.remove('shaded');
  drawTitleBar(frame.page, null, () => undefined);
  showPath(frame, talk.hello.path);
}

type Asking =
  | 'idToken'
  | 'user'
  | 'extensions'
  | 'scopes.query'
  | 'scopes.revoke'
  | 'scopes.request'
  | 'directApi'
  | 'resourcePicker'
  | 'picker'
  | 'leaveConfirmation';

/** What the page wants to know, from the twin or from the merchant. */
function askingAnswers({ page, server, saveBar }: Frame): Pick<Answers, Asking> {
  return {
    idToken: () => server<string>('idToken', null),
    user: () => server<SignedInUser>('user', null),
    extensions: () => server<ExtensionReport[]>('extensions', null),
    'scopes.query': () => server<ScopesDetail>('scopes.query', null),
    'scopes.revoke': (scopes) => server('scopes.revoke', scopes),
    'scopes.request': (scopes) => requestScopes(page, server, scopes),
    directApi: (call) => server<DirectAnswer>('directApi', call),
    resourcePicker: (options) =>
      pickResources(options as ResourceOptions, (wanted) => server('resources', wanted)),
    picker: (options) => pickOwn(options as OwnPicker),
    leaveConfirmation: async () => {
      if (!(await saveBar.mayLeave())) throw new Error('The merchant stays on the page.');
      return null;
    },
  };
}

/** What the page wants to be seen, and where it wants to go. */
function drawingAnswers(frame: Frame): Omit<Answers, Asking> {
  const { page, place, saveBar, toasts, dialogs } = frame;
  return {
    loading: (isOn) => nothing(showProgress(frame, isOn)),
    'toast.show': (toast, talk) => {
      const { id } = toast;
      const hide = showToast(toast, {
        onAction: () => talk.send('toast.action', { id }),
        onDismiss: () => talk.send('toast.dismiss', { id }),
      });
      return nothing(toasts.set(id, hide));
    },
    'toast.hide': (id) => nothing(toasts.get(id)?.()),
    'saveBar.show': (state, talk) =>
      nothing(
        saveBar.show(state, {
          save: () => talk.send('saveBar.save', null),
          discard: () => talk.send('saveBar.discard', null),
        }),
      ),
    'saveBar.hide': () => nothing(saveBar.hide()),
    'titleBar.set': (state, talk) => {
      if (talk !== frame.main) return null;
      return nothing(drawTitleBar(page, state, (id) => talk.send('action.clicked', { id })));
    },
    'nav.set': (items, talk) => {
      if (talk === frame.main) frame.items = items;
      return nothing(drawMenu(frame));
    },
    'shade.set': (isOn) => nothing(document.body.classList.toggle('shaded', isOn)),
    'frame.show': (asked, talk) => showFrame(asked, talk, frame),
    'frame.hide': (id) => nothing(dialogs.get(id)?.close()),
    'support.set': (isOn) => nothing(showSupport(page, isOn)),
    path: (next, talk) => nothing(talk === frame.main && showPath(frame, next)),
    navigate: ({ url, isNewTab }) => leave(placeAddress(url, place), isNewTab, saveBar),
  };
}

function showProgress({ page }: Frame, isOn: boolean): void {
  page.querySelector('[data-app-progress]')?.classList.toggle('on', isOn);
}

function showSupport(page: HTMLElement, isOn: boolean): void {
  const button = page.querySelector<HTMLElement>('[data-app-support]');
  if (button) button.hidden = !isOn;
}

function showPath(frame: Frame, next: string): void {
  const { root, appHandle } = frame.place;
  frame.path = next;
  history.replaceState(null, '', `${root}/apps/${appHandle}${next === '/' ? '' : next}`);
  drawMenu(frame);
}

const nothing = (_done: unknown): null => null;

function readPlace(page: HTMLElement): AppPlace {
  const { root = '', app = '', appOrigin = '', shop = '' } = page.dataset;
  return { root, appHandle: app, appOrigin, shop };
}

async function requestScopes(
  page: HTMLElement,
  server: Server,
  scopes: readonly string[],
): Promise<BridgeCalls['scopes.request']['result']> {
  const before = await server<ScopesDetail>('scopes.query', null);
  const wanted = scopes.filter((scope) => !before.granted.includes(scope));
  if (wanted.length === 0) return { result: 'granted-all', detail: before };
  const rows = await server<{ words: string; resource: string }[]>('scopes.describe', wanted);
  const isAgreed = await confirmWith({
    title: `${page.dataset.appTitle} asks for more permissions`,
    words: rows.map(({ words, resource }) => `${words}: ${resource}`).join('; '),
    yes: 'Allow',
    no: 'Decline',
  });
  if (!isAgreed) return { result: 'declined-all', detail: before };
  return { result: 'granted-all', detail: await server<ScopesDetail>('scopes.grant', wanted) };
}

/** A page of the app in a dialog of the admin's, with all that Shopify adds to an address. */
async function showFrame(
  asked: FrameRequest,
  talk: Talk,
  { dialogs, server }: Frame,
): Promise<null> {
  dialogs.get(asked.id)?.close();
  const { pathname, search } = new URL(asked.url);
  const { dialog, body, footer } = openDialog({ title: asked.title, size: asked.variant }, () => {
    dialogs.delete(asked.id);
    talk.send('frame.hidden', { id: asked.id });
  });
  footer.remove();
  const frame = element('iframe');
  frame.title = asked.title;
  frame.src = await server<string>('launch', `${pathname}${search}`);
  body.replaceWith(frame);
  dialogs.set(asked.id, dialog);
  return null;
}

async function leave(address: string, isNewTab: boolean, saveBar: SaveBar): Promise<null> {
  if (isNewTab) window.open(address, '_blank', 'noopener');
  else if (await saveBar.mayLeave()) location.assign(address);
  return null;
}

function drawMenu({ place: { root, appHandle }, items, path, main, saveBar }: Frame): void {
  const menu = document.querySelector('[data-app-nav]');
  const hrefs = items.map(({ href }) => href);
  const lit = litItem(path, hrefs);
  const follow = async (href: string) => {
    if (await saveBar.mayLeave()) main?.send('nav.clicked', { href });
  };
  menu?.replaceChildren(
    ...items.map(({ href, label }) => {
      const link = element('a', label);
      link.href = `${root}/apps/${appHandle}${href}`;
      if (href === lit) link.setAttribute('aria-current', 'page');
      link.addEventListener('click', (event) => {
        event.preventDefault();
        void follow(href);
      });
      const item = element('li');
      item.append(link);
      return item;
    }),
  );
}
