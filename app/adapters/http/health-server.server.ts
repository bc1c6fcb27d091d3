/**
 * The worker's own small listener. It lives as long as its rounds do: a process that answers and
 * whose rounds hang is restarted, one whose neighbours are away is not.
 */
import { createServer, type Server } from 'node:http';
import type { ReadReadiness } from '../../services/ports/health.ts';
import { readinessEndpoint } from './readiness-endpoint.server.ts';
import type { Endpoint } from './webhook-endpoint.server.ts';

type HealthNeeds = {
  /** Rounds that have not got on for too long, each as a sentence; empty where all is well. */
  readonly stalled: () => readonly string[];
  readonly readiness: ReadReadiness;
};

/** `GET /health` and `GET /ready`, and nothing else; the caller listens. */
export function createHealthServer({ stalled, readiness }: HealthNeeds): Server {
  const ready = readinessEndpoint(readiness);
  const endpoints: Readonly<Record<string, Endpoint>> = {
    '/health': async (_request, response) => {
      const problems = stalled();
      response.writeHead(problems.length === 0 ? 200 : 503, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(problems.length === 0 ? 'ok\n' : `${problems.join('\n')}\n`);
    },
    '/ready': ready,
  };
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
    if (endpoint) void endpoint(request, response);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  });
}
