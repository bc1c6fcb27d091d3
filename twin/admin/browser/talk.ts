/** The admin's end of the talk with one page of an app. */
import type {
  AdminMessage,
  BridgeCalls,
  BridgeEvents,
  Hello,
  PageMessage,
} from '../../apps/bridge-protocol.ts';

export type Talk = {
  readonly hello: Hello;
  readonly source: Window;
  readonly send: <K extends keyof BridgeEvents>(event: K, data: BridgeEvents[K]) => void;
};

export type Answers = {
  readonly [K in keyof BridgeCalls]: (
    params: BridgeCalls[K]['params'],
    talk: Talk,
  ) => BridgeCalls[K]['result'] | Promise<BridgeCalls[K]['result']>;
};

/** Listens for pages of `origin` that say hello; `onHello` is told of each. */
export function listenForPages(
  origin: string,
  answers: Answers,
  onHello: (talk: Talk) => void,
): void {
  addEventListener('message', (event: MessageEvent<Hello>) => {
    const [port] = event.ports;
    if (event.origin !== origin || event.data?.type !== 'twin:hello' || !port) return;
    const say = (message: AdminMessage) => port.postMessage(message);
    const talk: Talk = {
      hello: event.data,
      source: event.source as Window,
      send: (name, data) => say({ event: name, data }),
    };
    port.onmessage = ({ data }: MessageEvent<PageMessage>) => {
      void answer(data, answers, talk).then(say);
    };
    onHello(talk);
  });
}

async function answer(message: PageMessage, answers: Answers, talk: Talk): Promise<AdminMessage> {
  const { id, call, params } = message;
  const ask = answers[call] as ((params: unknown, talk: Talk) => unknown) | undefined;
  if (!ask) return { id, error: `The twin's admin does not answer ${call}.` };
  try {
    return { id, result: await ask(params, talk) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
