import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { BadRequestError } from '../../common/domain-error.js';
import { timestampFromMs, timestampToMs, type Timestamp } from '../../common/time/timestamp.js';
import type { MetricAggregation, MetricLimits, MetricStep } from './metric-query.js';
import type { MetricResult } from './metric-result.js';
import { MetricReader } from './metric.reader.js';

/** A question as it was asked. */
export interface MetricRequest {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly from?: Timestamp | undefined;
  readonly to?: Timestamp | undefined;
  readonly step: MetricStep;
  readonly aggregation: MetricAggregation;
  readonly groupBy?: string | undefined;
}

export const METRIC_LIMITS: MetricLimits = { series: 50, points: 1000 };
const DEFAULT_RANGE_MS = 3_600_000;

/** Answers questions about time series; an open end is now, and an open beginning an hour before the end. */
@Injectable()
export class MetricsService {
  constructor(
    private readonly reader: MetricReader,
    private readonly clock: Clock,
  ) {}

  names(projectId: string): Promise<string[]> {
    return this.reader.names(projectId);
  }

  /** @throws BadRequestError when the interval ends before it begins */
  async query(projectId: string, request: MetricRequest): Promise<MetricResult> {
    const to = request.to ?? timestampFromMs(this.clock.now());
    const from = request.from ?? timestampFromMs(Math.max(0, timestampToMs(to) - DEFAULT_RANGE_MS));
    if (from > to)
      throw new BadRequestError('from must not be after to (which is now where it is not given)');
    return this.reader.query({
      projectId,
      name: request.name,
      labels: request.labels ?? {},
      from,
      to,
      step: request.step,
      aggregation: request.aggregation,
      groupBy: request.groupBy ?? null,
      limits: METRIC_LIMITS,
    });
  }
}
