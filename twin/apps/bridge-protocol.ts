/**
 * What App Bridge, in the app's page, and the admin around it say to each other. The page opens the
 * talk with a `hello` that carries one end of a MessageChannel; everything else goes through it.
 */

/** The one message posted to the window; `port` comes as its transfer. */
export type Hello = { readonly type: 'twin:hello'; readonly apiKey: string; readonly path: string };

export type BridgeAction = {
  readonly id: string;
  readonly label: string;
  readonly isPrimary: boolean;
  readonly isCritical: boolean;
  readonly isDisabled: boolean;
  readonly isLoading: boolean;
};

export type TitleBarState = {
  readonly title: string | null;
  readonly breadcrumb: BridgeAction | null;
  readonly actions: readonly BridgeAction[];
  readonly groups: readonly { readonly label: string; readonly actions: readonly BridgeAction[] }[];
};

export type NavItem = { readonly href: string; readonly label: string };

export type SaveBarState = {
  readonly isDiscardConfirmed: boolean;
  readonly save: {
    readonly label: string;
    readonly isDisabled: boolean;
    readonly isLoading: boolean;
  };
  readonly discard: { readonly isDisabled: boolean };
};

export type ToastState = {
  readonly id: string;
  readonly message: string;
  readonly durationMs: number;
  readonly isError: boolean;
  readonly action: string | null;
};

export type FrameRequest = {
  readonly id: string;
  /** Absolute, of the app's own origin. */
  readonly url: string;
  readonly title: string;
  readonly variant: 'small' | 'base' | 'large' | 'max';
};

export type ScopesDetail = {
  readonly granted: string[];
  readonly required: string[];
  readonly optional: string[];
};

export type DirectCall = {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

export type DirectAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A block or an embed of a theme app extension, with the places it was put. */
export type BlockReport = {
  target: 'section' | 'head' | 'body' | 'compliance_head';
  handle: string;
  name: string;
  status: 'active' | 'available' | 'unavailable';
  activations: { target: string; themeId: string }[];
};

export type ExtensionReport =
  | { handle: string; type: 'ui_extension'; activations: { target: string }[] }
  | { handle: string; type: 'theme_app_extension'; activations: BlockReport[] };

export type SignedInUser = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly accountAccess: string;
};

/** What the page may ask: parameters, and what it gets for them. */
export type BridgeCalls = {
  idToken: { params: null; result: string };
  user: { params: null; result: SignedInUser };
  extensions: { params: null; result: ExtensionReport[] };
  'scopes.query': { params: null; result: ScopesDetail };
  'scopes.request': {
    params: readonly string[];
    result: { result: 'granted-all' | 'declined-all'; detail: ScopesDetail };
  };
  'scopes.revoke': { params: readonly string[]; result: { detail: ScopesDetail } };
  /** Options and selection as App Bridge's own types name them. */
  resourcePicker: { params: Readonly<Record<string, unknown>>; result: unknown[] | null };
  picker: { params: Readonly<Record<string, unknown>>; result: string[] | null };
  directApi: { params: DirectCall; result: DirectAnswer };
  leaveConfirmation: { params: null; result: null };
  loading: { params: boolean; result: null };
  'toast.show': { params: ToastState; result: null };
  'toast.hide': { params: string; result: null };
  'saveBar.show': { params: SaveBarState; result: null };
  'saveBar.hide': { params: null; result: null };
  'titleBar.set': { params: TitleBarState | null; result: null };
  'nav.set': { params: readonly NavItem[]; result: null };
  /** The admin darkens around a modal that the page draws itself. */
  'shade.set': { params: boolean; result: null };
  'frame.show': { params: FrameRequest; result: null };
  'frame.hide': { params: string; result: null };
  'support.set': { params: boolean; result: null };
  /** The page's path, for the address bar. */
  path: { params: string; result: null };
  /** Leave the page: an address of the admin, of the app, or of anywhere. */
  navigate: { params: { url: string; isNewTab: boolean }; result: null };
};

/** What the admin tells the page. */
export type BridgeEvents = {
  'action.clicked': { id: string };
  'saveBar.save': null;
  'saveBar.discard': null;
  'toast.action': { id: string };
  'toast.dismiss': { id: string };
  'frame.hidden': { id: string };
  'nav.clicked': { href: string };
  'support.clicked': null;
};

export type PageMessage = {
  readonly id: number;
  readonly call: keyof BridgeCalls;
  readonly params: unknown;
};

export type AdminMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly event: keyof BridgeEvents; readonly data: unknown };
