import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../tests/support/ports.ts';
import { answerReader } from './http-answers.ts';
import { openHttpLoad, requestBytes } from './http-load.ts';

let server: Server;
const bodies: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (text: Buffer) => (body += text.toString()));
    request.on('end', () => {
      bodies.push(body);
      if (request.url === '/chunked') response.write('in pieces\n');
      response.statusCode = body === 'no' ? 401 : 200;
      response.end('done\n');
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
});

afterAll(() => server.close());

test('every request is sent once and every status counted', async () => {
  const load = await openHttpLoad({ port: (server.address() as AddressInfo).port, connections: 3 });
  const asked = Array.from({ length: 20 }, (_, place) => (place % 5 === 0 ? 'no' : `ask ${place}`));
  const statuses = await load.send(asked.map((body) => requestBytes('/', {}, Buffer.from(body))));
  load.close();
  expect(Object.fromEntries(statuses)).toEqual({ 200: 16, 401: 4 });
  expect(bodies.splice(0).sort()).toEqual([...asked].sort());
});

test('an answer that comes in chunks is waited for', async () => {
  const load = await openHttpLoad({ port: (server.address() as AddressInfo).port, connections: 1 });
  const ask = requestBytes('/chunked', { 'X-Name': 'x' }, Buffer.from('ask'));
  expect(Object.fromEntries(await load.send([ask, ask, ask]))).toEqual({ 200: 3 });
  load.close();
});

test('wherever the network cuts it, an answer ends where it ends', () => {
  const answers = [
    'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nstored\n',
    'HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n0\r\n\r\n0\r\n\r\n',
    'HTTP/1.1 204 No Content\r\nDate: today\r\n\r\n',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...answers), fc.array(fc.nat()), (answer, cuts) => {
      const bytes = Buffer.from(answer);
      const places = [...new Set(cuts.map((cut) => cut % bytes.length)), 0, bytes.length];
      places.sort((a, b) => a - b);
      const reader = answerReader();
      const found = places
        .slice(1)
        .map((to, place) => reader.read(bytes.subarray(places[place], to)))
        .filter((status) => status !== null);
      expect(found).toEqual([Number(answer.slice(9, 12))]);
    }),
  );
});
