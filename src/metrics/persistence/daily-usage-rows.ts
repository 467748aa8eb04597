import type { Timestamp } from '../../common/time/timestamp.js';
import type { DailyUsage, ModelUsage } from '../domain/daily-usage.js';

/** Observations of a day: those of one model, if they are generations; all others together. Sums of tokens and of money are decimal texts. */
export interface ObservationDayRow {
  readonly day: Timestamp;
  /** Null: not generations. Empty: generations that name no model. */
  readonly model: string | null;
  readonly observation_count: number;
  readonly input_tokens: string;
  readonly output_tokens: string;
  readonly total_tokens: string;
  readonly total_cost: string;
  /** Of all rows of the day: added up in decimals by the database. */
  readonly day_cost: string;
  /** Counted once in each environment. Of no meaning where the model is null. */
  readonly trace_count: number;
}

/** The traces that began on a day. */
export interface TraceDayRow {
  readonly day: Timestamp;
  readonly trace_count: number;
}

export interface DayRows {
  readonly observations: readonly ObservationDayRow[];
  readonly traces: readonly TraceDayRow[];
}

/** The days of which there is a row, the latest first. */
export function dailyUsageFromRows({ observations, traces }: DayRows): DailyUsage[] {
  const tracesOfDay = new Map(traces.map((row) => [row.day, row.trace_count]));
  const rowsOfDay = new Map<Timestamp, ObservationDayRow[]>();
  for (const row of observations) rowsOfDay.set(row.day, [...(rowsOfDay.get(row.day) ?? []), row]);
  const days = [...new Set([...tracesOfDay.keys(), ...rowsOfDay.keys()])].sort().reverse();
  return days.map((day) => {
    const rows = rowsOfDay.get(day) ?? [];
    return {
      date: day.slice(0, 10),
      traceCount: tracesOfDay.get(day) ?? 0,
      observationCount: rows.reduce((sum, row) => sum + row.observation_count, 0),
      totalCost: Number(rows[0]?.day_cost ?? 0),
      usage: rows.flatMap(modelUsage).sort(byCost),
    };
  });
}

function modelUsage(row: ObservationDayRow): ModelUsage[] {
  if (row.model === null) return [];
  return [
    {
      model: row.model === '' ? null : row.model,
      inputTokens: BigInt(row.input_tokens),
      outputTokens: BigInt(row.output_tokens),
      totalTokens: BigInt(row.total_tokens),
      traceCount: row.trace_count,
      observationCount: row.observation_count,
      totalCost: Number(row.total_cost),
    },
  ];
}

function byCost(a: ModelUsage, b: ModelUsage): number {
  if (a.totalCost !== b.totalCost) return b.totalCost - a.totalCost;
  return (a.model ?? '') < (b.model ?? '') ? -1 : 1;
}
