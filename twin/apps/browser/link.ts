/** The page's end of the talk with the admin around it. */
import type { AdminMessage, BridgeCalls, BridgeEvents, Hello } from '../bridge-protocol.ts';

export type Link = {
  /** Rejects with the admin's own words. */
  readonly call: <K extends keyof BridgeCalls>(
    call: K,
    params: BridgeCalls[K]['params'],
  ) => Promise<BridgeCalls[K]['result']>;
  /** For what needs no answer. */
  readonly tell: <K extends keyof BridgeCalls>(call: K, params: BridgeCalls[K]['params']) => void;
  readonly on: <K extends keyof BridgeEvents>(
    event: K,
    listener: (data: BridgeEvents[K]) => void,
  ) => void;
};

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void };

/** Says hello to the frame's parent, which must be at `adminOrigin`. */
export function openLink(adminOrigin: string, hello: Hello): Link {
  const { port1: port, port2 } = new MessageChannel();
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, ((data: never) => void)[]>();
  let count = 0;

  port.onmessage = ({ data }: MessageEvent<AdminMessage>) => {
    if ('event' in data) {
      for (const listener of listeners.get(data.event) ?? []) listener(data.data as never);
      return;
    }
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data.result);
  };
  window.parent.postMessage(hello, adminOrigin, [port2]);

  const call: Link['call'] = (name, params) =>
    new Promise((resolve, reject) => {
      const id = (count += 1);
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      port.postMessage({ id, call: name, params });
    });
  return {
    call,
    tell: (name, params) => void call(name, params),
    on(event, listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
  };
}
