import { exactInteger } from '../../common/json/exact-integer.js';
import { pageMeta, type Page, type PageRequest } from '../../common/page.js';
import type { DailyUsage } from '../domain/daily-usage.js';
import type { DailyMetricsResponseDto } from './dto/daily-metrics-response.dto.js';

export function presentDailyUsage(
  { page, limit }: PageRequest,
  { items, totalItems }: Page<DailyUsage>,
): DailyMetricsResponseDto {
  const data = items.map((day) => ({
    date: day.date,
    countTraces: day.traceCount,
    countObservations: day.observationCount,
    totalCost: day.totalCost,
    usage: day.usage.map((of) => ({
      model: of.model,
      inputUsage: exactInteger(of.inputTokens),
      outputUsage: exactInteger(of.outputTokens),
      totalUsage: exactInteger(of.totalTokens),
      countTraces: of.traceCount,
      countObservations: of.observationCount,
      totalCost: of.totalCost,
    })),
  }));
  return { data, meta: pageMeta({ page, limit }, totalItems) };
}
