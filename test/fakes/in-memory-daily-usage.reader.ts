import type { Page } from '../../src/common/page.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { DailyUsage, ModelUsage } from '../../src/metrics/domain/daily-usage.js';
import type { DailyUsageQuery } from '../../src/metrics/domain/daily-usage-query.js';
import { DailyUsageReader } from '../../src/metrics/domain/daily-usage.reader.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import type { StoredTrace } from '../factories/trace.factory.js';

/** The contract of DailyUsageReader in the plainest form: everything is looked at, every time. */
export class InMemoryDailyUsageReader extends DailyUsageReader {
  constructor(
    private readonly traces: readonly StoredTrace[],
    private readonly observations: readonly Observation[],
  ) {
    super();
  }

  find(query: DailyUsageQuery): Promise<Page<DailyUsage>> {
    const isWithin = (projectId: string, environment: string, instant: Timestamp): boolean =>
      projectId === query.projectId &&
      (query.environments === undefined || query.environments.includes(environment)) &&
      (query.range.from ?? '') <= instant &&
      instant <= (query.range.to ?? '9');
    const matching = this.traces.filter((trace) => matches(trace, query.traces));
    const traces = matching.filter((each) => isWithin(each.projectId, each.environment, each.timestamp));
    const observations = this.observations.filter(
      (each) =>
        isWithin(each.projectId, each.environment, each.startTime) &&
        matching.some((trace) => trace.projectId === each.projectId && trace.id === each.traceId),
    );
    const dates = [
      ...traces.map(({ timestamp }) => timestamp),
      ...observations.map(({ startTime }) => startTime),
    ];
    const days = [...new Set(dates.map(dateOf))].sort().reverse();
    const items = days.slice((query.page - 1) * query.limit, query.page * query.limit).map((date) => {
      const begun = observations.filter(({ startTime }) => dateOf(startTime) === date);
      return {
        date,
        traceCount: traces.filter(({ timestamp }) => dateOf(timestamp) === date).length,
        observationCount: begun.length,
        totalCost: sum(begun.map(costOf)),
        usage: usageOf(begun.filter(({ type }) => type === 'GENERATION')),
      };
    });
    return Promise.resolve({ items, totalItems: days.length });
  }
}

function usageOf(generations: readonly Observation[]): ModelUsage[] {
  const models = [...new Set(generations.map(({ model }) => model))];
  const usage = models.map((model) => {
    const ofModel = generations.filter((each) => each.model === model);
    return {
      model,
      inputTokens: wholeSum(ofModel.map(({ promptTokens }) => promptTokens ?? 0)),
      outputTokens: wholeSum(ofModel.map(({ completionTokens }) => completionTokens ?? 0)),
      totalTokens: wholeSum(
        ofModel.map((each) => each.totalTokens ?? (each.promptTokens ?? 0) + (each.completionTokens ?? 0)),
      ),
      traceCount: new Set(ofModel.map(({ environment, traceId }) => `${environment} ${traceId}`)).size,
      observationCount: ofModel.length,
      totalCost: sum(ofModel.map(costOf)),
    };
  });
  return usage.sort((a, b) => b.totalCost - a.totalCost || ((a.model ?? '') < (b.model ?? '') ? -1 : 1));
}

function wholeSum(all: readonly number[]): bigint {
  return all.reduce((total, each) => total + BigInt(each), 0n);
}

function matches(trace: StoredTrace, filter: DailyUsageQuery['traces']): boolean {
  const isOrAny = (wanted: string | undefined, value: string | null): boolean =>
    wanted === undefined || wanted === value;
  return (
    isOrAny(filter.traceName, trace.name) &&
    isOrAny(filter.userId, trace.userId) &&
    isOrAny(filter.version, trace.version) &&
    isOrAny(filter.release, trace.release) &&
    (filter.tags ?? []).every((tag) => trace.tags.includes(tag))
  );
}

function costOf({ calculatedInputCost, calculatedOutputCost, calculatedTotalCost }: Observation): number {
  return calculatedTotalCost ?? (calculatedInputCost ?? 0) + (calculatedOutputCost ?? 0);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function dateOf(timestamp: Timestamp): string {
  return timestamp.slice(0, 10);
}
