/**
 * A delivery names its trace: nothing has to be stored, or handed from process to process, for all
 * of them to write into the same one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { IdGenerator } from '@opentelemetry/sdk-trace';

export type SpanName = { readonly traceId: string; readonly spanId: string };

/** The trace of a delivery and its first span, in hex; other spans are called by what they are. */
export function traceOf(deliveryId: string, span = ''): SpanName {
  const trace = digest(`laurel delivery ${deliveryId}`);
  const traceId = trace.slice(0, 32);
  return {
    traceId,
    spanId: span === '' ? trace.slice(32, 48) : digest(`${span} ${deliveryId}`).slice(0, 16),
  };
}

/** What a child names as its parent. The sampler decides by the trace alone, so flags say yes. */
export function contextOf(name: SpanName): SpanContext {
  return { ...name, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** Random names, but for the next span, where it was given one. */
export class GivenIds implements IdGenerator {
  #next: SpanName | null = null;

  /** Runs `begin`, which starts one span, under that name. */
  under<T>(name: SpanName, begin: () => T): T {
    this.#next = name;
    try {
      return begin();
    } finally {
      this.#next = null;
    }
  }

  generateTraceId(): string {
    return this.#next?.traceId ?? randomBytes(16).toString('hex');
  }

  generateSpanId(): string {
    return this.#next?.spanId ?? randomBytes(8).toString('hex');
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
