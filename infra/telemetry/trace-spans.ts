import { SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';

/** Spans go to the OpenTelemetry SDK that the operator has preloaded; without an SDK they do nothing. */
const tracer = trace.getTracer('service-ledger');

/** Marks a span as failed. Only the name of the error is recorded: its message may quote personal data. */
const failed = (span: Span, error: unknown): void => {
  const message = error instanceof Error ? error.name : 'thrown';
  span.setStatus({ code: SpanStatusCode.ERROR, message });
};

/** Runs a function inside a new span. Attributes are counts, kinds and codes, never personal data. */
export const spanned = <T>(
  name: string,
  attributes: Attributes,
  run: (span: Span) => Promise<T>,
): Promise<T> =>
  tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });

/** A span that is begun and ended by different functions. */
export type OpenSpan = Readonly<{
  within: (run: () => void) => void;
  end: (name: string, attributes: Attributes) => void;
}>;

/** Creates a span. It begins when `within` is called and is the parent of all spans that its function begins. */
export const openSpan = (name: string): OpenSpan => {
  let opened: Span | null = null;
  return {
    within: (run) => {
      tracer.startActiveSpan(name, (span) => {
        opened = span;
        run();
      });
    },
    end: (spanName, attributes) => {
      opened?.updateName(spanName).setAttributes(attributes).end();
    },
  };
};
