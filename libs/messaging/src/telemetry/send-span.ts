import { SpanKind, SpanStatusCode, type Attributes } from '@opentelemetry/api';
import { linksOf, soleOf } from './batches.js';
import { ATTRIBUTE, SYSTEM } from './semantics.js';
import { parseTraceparent } from './traceparent.js';
import { markFailed, type MessagingTracing } from './tracing.js';

/** A message on its way to the broker. */
export interface SentMessage {
  readonly messageId: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What became of a batch. All of it is published, parked or unavailable. */
export interface SendOutcome {
  /** Acknowledged by the broker. */
  readonly published: number;
  /** Of the published, how many the broker had before. */
  readonly duplicates: number;
  /** Refused by the broker, now and later. */
  readonly parked: number;
  /** Not acknowledged, to be sent again. */
  readonly unavailable: number;
}

export interface SendSpan {
  end(outcome: SendOutcome): void;
  /** The whole batch came to nothing. */
  fail(error: unknown): void;
}

const UNTRACED: SendSpan = { end: () => undefined, fail: () => undefined };

/**
 * Begins the span of one batch of the relay. It is a trace of its own, since a batch carries messages of many; its links name
 * the messages' create spans. Its kind is CLIENT, by the conventions, because the messages carry those and not this one on.
 */
export function sendSpan(tracing: MessagingTracing, messages: readonly SentMessage[]): SendSpan {
  const { tracer } = tracing;
  if (!tracer) return UNTRACED;
  const subject = soleOf(messages, (message) => message.subject);
  const attributes: Attributes = {
    [ATTRIBUTE.system]: SYSTEM,
    [ATTRIBUTE.operation]: 'send',
    [ATTRIBUTE.operationType]: 'send',
    [ATTRIBUTE.batchCount]: messages.length,
    ...(subject && { [ATTRIBUTE.destination]: subject }),
  };
  const name = subject ? `send ${subject}` : 'send';
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, root: true, attributes });
  if (!span.isRecording()) return UNTRACED;
  span.addLinks(linksOf(messages, ({ headers }) => parseTraceparent(headers['traceparent']), messageAttributes));
  return {
    end({ published, duplicates, parked, unavailable }) {
      span.setAttributes({
        [ATTRIBUTE.publishedCount]: published,
        [ATTRIBUTE.duplicateCount]: duplicates,
        [ATTRIBUTE.parkedCount]: parked,
      });
      if (parked + unavailable > 0) {
        span.setAttribute(ATTRIBUTE.errorType, parked > 0 ? 'refused' : 'unavailable');
        span.setStatus({ code: SpanStatusCode.ERROR, message: `${parked} refused, ${unavailable} not acknowledged` });
      }
      span.end();
    },
    fail(error) {
      markFailed(span, error);
      span.end();
    },
  };
}

const messageAttributes = ({ messageId, subject }: SentMessage): Attributes => ({
  [ATTRIBUTE.messageId]: messageId,
  [ATTRIBUTE.destination]: subject,
});
