/** Traces and metrics to a collector, as OTLP over HTTP in JSON. */
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Telemetry } from '../../services/ports/telemetry.ts';
import { observeVitals, recordMetrics } from './record-metrics.server.ts';
import { recordSpans } from './record-spans.server.ts';
import { GivenIds } from './trace-ids.server.ts';

export type TelemetrySettings = {
  /** Of the collector, without a slash at its end; `/v1/traces` and `/v1/metrics` are under it. */
  readonly endpoint: string;
  /** How many of a thousand thousand… : the part of traces that is kept, 0 to 1. */
  readonly ratio: number;
  readonly intervalMs: number;
  /** `laurel-web` or `laurel-worker`. */
  readonly service: string;
};

const SCOPE = 'laurel';
const SEND_MS = 5_000;
const SPANS_HELD = 20_000;
const SPANS_SENT_AT_ONCE = 500;
const GOODBYE_MS = 2_000;

/** Nothing is sent before something happened; a collector that is away costs nobody anything. */
export function openTelemetry(settings: TelemetrySettings): Telemetry {
  const { endpoint, intervalMs } = settings;
  const resource = resourceFromAttributes({ 'service.name': settings.service });
  const ids = new GivenIds();
  const tracing = new TracerProvider({
    resource,
    idGenerator: ids,
    sampler: new TraceIdRatioBasedSampler(settings.ratio),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: SEND_MS }),
        maxQueueSize: SPANS_HELD,
        maxExportBatchSize: SPANS_SENT_AT_ONCE,
        scheduledDelayMillis: Math.min(intervalMs, SEND_MS),
      }),
    ],
  });
  const metering = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, timeoutMillis: SEND_MS }),
        exportIntervalMillis: intervalMs,
        exportTimeoutMillis: Math.min(intervalMs, SEND_MS),
      }),
    ],
  });
  const meter = metering.getMeter(SCOPE);
  const listeners = [recordSpans(tracing.getTracer(SCOPE), ids), recordMetrics(meter)];
  return {
    watch: (happening) => {
      for (const listen of listeners) listen(happening);
    },
    gauge: (read) => observeVitals(meter, read),
    async close() {
      const ending = Promise.allSettled([tracing.shutdown(), metering.shutdown()]);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GOODBYE_MS);
      });
      await Promise.race([ending, late]);
      clearTimeout(timer);
    },
  };
}
