/** The time of the twin: the machine's, moved by so much, or standing still. Instants in ms. */
import type { Store } from '../store/store.ts';

export type Clock = {
  readonly now: () => number;
  /** What it is ahead of the machine's clock, ms; while it stands, as of now. */
  readonly offsetMs: () => number;
  readonly isStanding: () => boolean;
  /** Moves it by `ms`, forwards or back. */
  readonly moveBy: (ms: number) => void;
  readonly moveTo: (at: number) => void;
  /** Stops it at an instant; `run` lets it go on from there. */
  readonly stand: (at: number) => void;
  readonly run: () => void;
  /** Back to the machine's time. */
  readonly reset: () => void;
  /** Called after each change made by hand. */
  readonly onMoved: (listener: () => void) => void;
};

type State = { offsetMs: number; standsAt: number | null };

const SETTING = 'clock';

/** The clock kept in `store`. `machine` is the machine's clock. */
export function openClock(store: Store, machine: () => number = Date.now): Clock {
  const kept = store.setting(SETTING);
  let state: State = kept === null ? { offsetMs: 0, standsAt: null } : (JSON.parse(kept) as State);
  const listeners: (() => void)[] = [];

  function change(next: State): void {
    state = next;
    store.saveSetting(SETTING, JSON.stringify(state));
    for (const listener of listeners) listener();
  }

  const now = () => state.standsAt ?? machine() + state.offsetMs;
  const moveTo = (at: number) =>
    change(
      state.standsAt === null
        ? { offsetMs: at - machine(), standsAt: null }
        : { ...state, standsAt: at },
    );
  return {
    now,
    offsetMs: () => now() - machine(),
    isStanding: () => state.standsAt !== null,
    moveBy: (ms) => moveTo(now() + ms),
    moveTo,
    stand: (at) => change({ ...state, standsAt: at }),
    run: () => change({ offsetMs: now() - machine(), standsAt: null }),
    reset: () => change({ offsetMs: 0, standsAt: null }),
    onMoved: (listener) => void listeners.push(listener),
  };
}
