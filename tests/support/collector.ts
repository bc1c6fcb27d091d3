/** A collector of OpenTelemetry that keeps what it is sent: OTLP over HTTP, in JSON. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { freePort } from './ports.ts';

export type Attributes = Readonly<Record<string, string | number>>;

export type CollectedSpan = {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: Attributes;
};

export type CollectedPoint = {
  readonly service: string;
  readonly name: string;
  readonly attributes: Attributes;
  /** A gauge's or a counter's value; how many a histogram counted. */
  readonly value: number;
};

export type Collector = {
  readonly url: string;
  readonly spans: () => readonly CollectedSpan[];
  /** Of all exports, oldest first. */
  readonly points: () => readonly CollectedPoint[];
  /** Everything as it came, for words that must not be in it. */
  readonly text: () => string;
  readonly stop: () => Promise<void>;
};

type Value = { stringValue?: string; intValue?: string | number; doubleValue?: number };
type Attribute = { key: string; value: Value };
type Point = { attributes?: Attribute[]; asInt?: string; asDouble?: number; count?: string };
type Span = Omit<CollectedSpan, 'service' | 'attributes'> & { attributes?: Attribute[] };
type Metric = Readonly<
  Record<'gauge' | 'sum' | 'histogram', { dataPoints: Point[] } | undefined>
> & {
  name: string;
};
type Sent = {
  resourceSpans?: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[];
  resourceMetrics?: {
    resource: { attributes: Attribute[] };
    scopeMetrics: { metrics: Metric[] }[];
  }[];
};

/** Starts it on a port of its own. What it is sent and cannot read fails whoever asks for it. */
export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      bodies.push(Buffer.concat(parts).toString());
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const sent = () => bodies.map((body) => JSON.parse(body) as Sent);
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => sent().flatMap(spansOf),
    points: () => sent().flatMap(pointsOf),
    text: () => bodies.join('\n'),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function spansOf({ resourceSpans = [] }: Sent): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, attributes }) => {
        const service = String(plain(resource.attributes)['service.name']);
        return { service, traceId, spanId, parentSpanId, name, attributes: plain(attributes) };
      }),
    ),
  );
}

function pointsOf({ resourceMetrics = [] }: Sent): CollectedPoint[] {
  return resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ name, gauge, sum, histogram }) =>
        [gauge, sum, histogram].flatMap((kind) =>
          (kind?.dataPoints ?? []).map(({ attributes, asInt, asDouble, count }) => {
            const service = String(plain(resource.attributes)['service.name']);
            const value = Number(asInt ?? asDouble ?? count ?? 0);
            return { service, name, attributes: plain(attributes), value };
          }),
        ),
      ),
    ),
  );
}

function plain(attributes: Attribute[] = []): Attributes {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const number = value.intValue ?? value.doubleValue;
      return [key, value.stringValue ?? Number(number)];
    }),
  );
}
