/** What happened, as spans of the deliveries that asked for it. */
import {
  type Attributes,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Happening, Watch } from '../../services/ports/telemetry.ts';
import { FollowedMembers } from './followed.ts';
import { contextOf, type GivenIds, type SpanName, traceOf } from './trace-ids.server.ts';

type Timed = Extract<Happening, { from: number }>;
type Of<Is extends Happening['is']> = Extract<Happening, { is: Is }>;

type Child = {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes: Attributes;
  readonly failed?: boolean;
};

/** Listens, and ends each span as soon as it begins: what it tells of is over. */
export function recordSpans(tracer: Tracer, ids: GivenIds): Watch {
  const followed = new FollowedMembers();

  function add(parent: SpanName, took: Timed, { name, kind, attributes, failed }: Child): void {
    const options = { attributes, startTime: took.from, kind: kind ?? SpanKind.INTERNAL };
    const context = trace.setSpanContext(ROOT_CONTEXT, contextOf(parent));
    const span = tracer.startSpan(name, options, context);
    if (failed === true) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(took.to);
  }

  function written({ deliveries, ...happening }: Of<'batch-written'>): void {
    const { batch, programId } = happening;
    for (const { deliveryId, orderKey, memberId } of deliveries) {
      const attributes = {
        ...{ 'laurel.delivery': deliveryId, 'laurel.batch': batch, 'laurel.program': programId },
        ...(orderKey !== null && { 'laurel.order': orderKey }),
        ...(memberId !== null && { 'laurel.member': memberId }),
      };
      add(traceOf(deliveryId), { ...happening, deliveries }, { name: 'drain', attributes });
      if (memberId !== null) followed.note(programId, memberId, deliveryId);
    }
  }

  function folded(happening: Of<'member-folded'>): void {
    const { programId, memberId, seq, movements } = happening;
    for (const deliveryId of followed.deliveriesOf(programId, memberId)) {
      const attributes = {
        ...{ 'laurel.program': programId, 'laurel.member': memberId },
        ...{ 'laurel.movement': seq, 'laurel.movements': movements },
      };
      add(traceOf(deliveryId), happening, { name: 'fold', attributes });
    }
  }

  function asked(happening: Of<'shopify-asked'>): void {
    const { programId, shopId, lane, operation, outcome, members } = happening;
    const failed = outcome !== 'answered';
    const name = `shopify ${operation}`;
    const said = { 'laurel.program': programId, 'laurel.shop': shopId, 'laurel.lane': lane };
    for (const { memberId, seq } of members) {
      for (const deliveryId of followed.deliveriesOf(programId, memberId)) {
        const whom = { 'laurel.member': memberId, 'laurel.movement': seq };
        const attributes = { ...said, ...whom, 'laurel.outcome': outcome };
        const child = { name, kind: SpanKind.CLIENT, attributes, failed };
        add(traceOf(deliveryId), happening, child);
      }
      // Perks go first, then the card, which ends what a delivery asked for.
      if (lane === 'card' && !failed) followed.forget(programId, memberId);
    }
  }

  return (happening) => {
    if (happening.is === 'delivery-taken') begin(tracer, ids, happening);
    if (happening.is === 'batch-written') written(happening);
    if (happening.is === 'member-folded') folded(happening);
    if (happening.is === 'shopify-asked') asked(happening);
  };
}

/** The first span of a delivery's trace, under the names its id gives them. */
function begin(tracer: Tracer, ids: GivenIds, happening: Of<'delivery-taken'>): void {
  const { deliveryId, topic, outcome, programId } = happening;
  const attributes = {
    ...{ 'laurel.delivery': deliveryId, 'laurel.topic': topic, 'laurel.outcome': outcome },
    ...(programId !== null && { 'laurel.program': programId }),
  };
  const options = { attributes, startTime: happening.from, kind: SpanKind.SERVER, root: true };
  // A repeat has a span of its own beside the first one.
  const name = traceOf(deliveryId, outcome === 'stored' ? '' : `again ${happening.from}`);
  ids
    .under(name, () => tracer.startSpan('POST /webhooks', options, ROOT_CONTEXT))
    .end(happening.to);
}
