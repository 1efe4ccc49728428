import { SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';

/** Spans go to whatever SDK the user has preloaded; without one they cost a function call. */
const tracer = trace.getTracer('service-ledger');

/** Tells a span that what it measures has failed: by the name of the fault, as messages may quote what was handed in. */
const failed = (span: Span, error: unknown): void => {
  const message = error instanceof Error ? error.name : 'thrown';
  span.setStatus({ code: SpanStatusCode.ERROR, message });
};

/** Runs what a span measures. Attributes are counts, kinds and codes; never content. */
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

/** A span that ends elsewhere than it began. */
export type OpenSpan = Readonly<{
  within: (run: () => void) => void;
  end: (name: string, attributes: Attributes) => void;
}>;

/** Begins a span around what `within` runs. */
export const openSpan = (name: string): OpenSpan => {
  let opened: Span | null = null;
  return {
    within: (run) => {
      tracer.startActiveSpan(name, (span) => {
        opened = span;
        run();
      });
    },
    end: (told, attributes) => {
      opened?.updateName(told).setAttributes(attributes).end();
    },
  };
};
