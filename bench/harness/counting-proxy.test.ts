import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../tests/support/ports.ts';
import { startCountingProxy, type CountingProxy } from './counting-proxy.ts';
import { countCommands } from './message-counts.ts';

let proxy: CountingProxy;
let client: Socket;
let stopTarget: () => void;

beforeEach(async () => {
  const target = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write('+PONG\r\n'));
  });
  target.listen(await freePort(), '127.0.0.1');
  await once(target, 'listening');
  stopTarget = () => target.close();
  const targetPort = (target.address() as AddressInfo).port;
  proxy = await startCountingProxy({ port: await freePort(), targetPort }, countCommands);
  client = connect(proxy.port, '127.0.0.1');
  await once(client, 'connect');
});

afterEach(async () => {
  client.destroy();
  await proxy.close();
  stopTarget();
});

test('what a client asks is passed on, answered and counted', async () => {
  client.write('*1\r\n$4\r\nPING\r\n');
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(answer.toString()).toBe('+PONG\r\n');
  expect(proxy.count()).toBe(1);
});

test('what is held back is passed on and counted once it is released', async () => {
  client.write('*1\r\n$4\r\nPING\r\n');
  await once(client, 'data');
  proxy.hold();
  let answered = false;
  const answer = once(client, 'data').then(() => (answered = true));
  await new Promise<void>((resolve) => client.write('*1\r\n$4\r\nPING\r\n', () => resolve()));
  await new Promise((resolve) => setImmediate(resolve));
  expect({ answered, count: proxy.count() }).toEqual({ answered: false, count: 1 });
  proxy.release();
  await answer;
  expect(proxy.count()).toBe(2);
});
