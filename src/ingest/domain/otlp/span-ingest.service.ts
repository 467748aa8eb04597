import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/domain-error.js';
import { IngestService } from '../ingest.service.js';
import { isOfData, unitsOf, writeEach } from '../write-each.js';
import type { SpanItem } from './span-item.js';

/** What became of the spans of a request. All that are not among the refused ones are durable and can be read. */
export interface SpanOutcome {
  readonly refused: number;
  /** Why, and how many for each reason. */
  readonly reasons: ReadonlyMap<string, number>;
}

type Span = SpanItem & { readonly kind: 'span' };

/** Takes in spans: each for itself. */
@Injectable()
export class SpanIngestService {
  constructor(private readonly ingest: IngestService) {}

  /**
   * Stores what can be stored.
   * @throws UnavailableError where the database could not take a span: the request is to be sent again, and repeats nothing by that
   */
  async write(items: readonly SpanItem[], bytes: number): Promise<SpanOutcome> {
    const reasons = new Map<string, number>();
    const count = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    const spans: Span[] = [];
    for (const item of items) {
      if (item.kind === 'span') spans.push(item);
      else count(item.reason);
    }
    const share = Math.ceil(bytes / Math.max(1, items.length));
    const write = (unit: readonly Span[]): Promise<void> =>
      this.ingest.writeTelemetry(
        unit.flatMap(({ patches }) => patches),
        share * unit.length,
      );
    const refuse = (_: Span, error: unknown): void => {
      if (!(error instanceof DomainError) || !isOfData(error)) throw error;
      count(error.message);
    };
    const units = unitsOf(spans, ({ patches }) => patches.length);
    await Promise.all(units.map((unit) => writeEach(unit, write, refuse)));
    return { refused: [...reasons.values()].reduce((sum, each) => sum + each, 0), reasons };
  }
}
