import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonSpans } from '../../src/ingest/http/otlp/read-json-spans.js';
import type { OtlpSpan } from '../../src/ingest/domain/otlp/otlp-span.js';
import { translated, type Translated } from './otlp-span.factory.js';

const DIRECTORY = join(__dirname, '../fixtures/otlp');

interface Fixture {
  /** With the versions of the packages that have sent it. */
  readonly emitter: string;
  readonly ran: string;
  /** As it was sent, but for what is of the host, and several requests made one. */
  readonly request: unknown;
}

export interface RecordedSpan extends Translated {
  readonly span: OtlpSpan;
  /** What no field has taken. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** What an emitter has sent when it was run, translated. */
export class Recording {
  readonly spans: readonly RecordedSpan[];

  constructor(readonly name: string) {
    const { request } = JSON.parse(readFileSync(join(DIRECTORY, `${name}.json`), 'utf8')) as Fixture;
    const { spans, refusals } = readJsonSpans(Buffer.from(JSON.stringify(request)), 1_000_000);
    if (refusals.length > 0) throw new Error(refusals.join('; '));
    this.spans = spans.map((span) => recordedSpan(span));
  }

  /** The spans of that name, of the emitter's or of the observation, in the order in which they began. */
  named(name: string): readonly RecordedSpan[] {
    return this.spans
      .filter(({ span, fields }) => span.name === name || fields['name'] === name)
      .sort((a, b) => Number(a.span.startNanos - b.span.startNanos));
  }

  first(name: string): RecordedSpan {
    const [first] = this.named(name);
    if (first === undefined) throw new Error(`${this.name} has sent no ${name}`);
    return first;
  }

  /** As a trace sums them up. */
  totalTokens(): number {
    return this.spans.reduce(
      (sum, { fields }) => sum + ((fields['totalTokens'] as number | undefined) ?? 0),
      0,
    );
  }
}

function recordedSpan(span: OtlpSpan): RecordedSpan {
  const result = translated(span);
  const metadata = result.fields['metadata'] as { attributes?: Record<string, unknown> };
  return { ...result, span, rest: metadata.attributes ?? {} };
}
