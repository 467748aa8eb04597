import { Injectable } from '@nestjs/common';
import { IngestService } from '../ingest.service.js';
import { MAX_TRIES } from '../write-each.js';
import type { SpanItem } from './span-item.js';
import { writeTaken, type ExportOutcome } from './write-taken.js';

type Span = SpanItem & { readonly kind: 'span' };

/** Takes in spans: each for itself. */
@Injectable()
export class SpanIngestService {
  constructor(private readonly ingest: IngestService) {}

  /**
   * Stores what can be stored.
   * @throws UnavailableError where the database could not take a span: the request is to be sent again, and repeats nothing by that
   */
  write(items: readonly SpanItem[], bytes: number): Promise<ExportOutcome> {
    return writeTaken<Span>(
      items,
      bytes,
      { partsOf: ({ patches }) => patches, maxTries: MAX_TRIES },
      (spans, share) =>
        this.ingest.writeTelemetry(
          spans.flatMap(({ patches }) => patches),
          share,
        ),
    );
  }
}
