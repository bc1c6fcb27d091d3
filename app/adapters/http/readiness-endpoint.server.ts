/** Whether to send us work, as the load balancer and whoever runs the machine read it. */
import type { ReadReadiness, Readiness } from '../../services/ports/health.ts';
import { inTime } from './in-time.server.ts';
import type { Endpoint } from './webhook-endpoint.server.ts';

const READY_MS = 3_000;
const AWAY: Readiness = { ready: false, database: 'away', missing: null, queue: 'away' };

/** 200 where we are ready, 503 where not; either way what was found, as JSON. */
export function readinessEndpoint(read: ReadReadiness): Endpoint {
  return async (_request, response) => {
    // A database that takes its time is not ready either.
    const readiness = await inTime(
      read().catch(() => AWAY),
      READY_MS,
      AWAY,
    );
    response.writeHead(readiness.ready ? 200 : 503, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(`${JSON.stringify(readiness)}\n`);
  };
}
