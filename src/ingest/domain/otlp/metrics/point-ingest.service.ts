import { Injectable } from '@nestjs/common';
import { IngestService } from '../../ingest.service.js';
import { writeTaken, type ExportOutcome } from '../write-taken.js';
import type { PointItem } from './point-item.js';

type Point = PointItem & { readonly kind: 'point' };

/** Takes in points of metrics: each for itself. */
@Injectable()
export class PointIngestService {
  constructor(private readonly ingest: IngestService) {}

  /**
   * Stores what can be stored. A point that is written again replaces itself.
   * @throws UnavailableError where the database could not take a point: the request is to be sent again, and repeats nothing by that
   */
  write(items: readonly PointItem[], bytes: number): Promise<ExportOutcome> {
    return writeTaken<Point>(
      items,
      bytes,
      // Nothing is merged: a try costs little.
      { partsOf: ({ samples }) => samples, maxTries: Infinity, leftOutOf: ({ leftOut }) => leftOut },
      (points, share) =>
        this.ingest.writeMetrics(
          points.flatMap(({ samples }) => samples),
          share,
        ),
    );
  }
}
