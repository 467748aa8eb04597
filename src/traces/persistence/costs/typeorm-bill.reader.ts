import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { PriceList } from '../../../common/pricing/match-model.js';
import type { PriceTerms } from '../../../common/pricing/price-sheet.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { currentPrices, type KnownPrices } from '../../../database/price-list-rows.js';
import { usageByBucket, priceSheetOf } from '../../../database/price-sheets.sql.js';
import { ReadDatabase } from '../../../database/read-database.js';
import { BillReader } from '../../domain/costs/bill.reader.js';
import type { ObservationBill } from '../../domain/costs/observation-bill.js';
import { json } from '../payload-row.js';

const BILL = `SELECT trace_id, id, model, level, start_time, ${usageByBucket()} AS usage, estimated_usage IS NOT NULL AS is_usage_estimated, usage_sent,
  (input IS NOT NULL OR output IS NOT NULL) AS has_text, cost_details, calculated_input_cost, calculated_output_cost,
  calculated_total_cost, ${priceSheetOf()} AS price_sheet, model_parameters, metadata
  FROM observations WHERE project_id = $1 AND id = $2 ORDER BY start_time DESC, trace_id DESC LIMIT 1`;

interface BillRow {
  readonly trace_id: string;
  readonly id: string;
  readonly model: string | null;
  readonly level: string;
  readonly start_time: Timestamp;
  readonly usage: string | null;
  readonly is_usage_estimated: boolean;
  readonly usage_sent: string | null;
  readonly has_text: boolean;
  readonly cost_details: string | null;
  readonly calculated_input_cost: string | null;
  readonly calculated_output_cost: string | null;
  readonly calculated_total_cost: string | null;
  readonly price_sheet: string | null;
  readonly model_parameters: string | null;
  readonly metadata: string | null;
}

/** Whose lists are remembered. */
const MAX_PROJECTS = 50;

/** Each question is answered by one index, and has no payload in its answer. */
@Injectable()
export class TypeOrmBillReader extends BillReader {
  private readonly known = new LRUCache<string, KnownPrices>({ max: MAX_PROJECTS });

  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async get(projectId: string, ids: readonly string[]): Promise<ObservationBill | null> {
    for (const id of ids) {
      const [row] = await this.database.query<BillRow>(BILL, [projectId, id]);
      if (row !== undefined) return billFromRow(row);
    }
    return null;
  }

  async prices(projectId: string): Promise<PriceList> {
    const known = this.known.get(projectId) ?? null;
    const prices = await currentPrices(this.database, projectId, known);
    await prices.list.prepare();
    this.known.set(projectId, prices);
    return prices.list;
  }
}

function billFromRow(row: BillRow): ObservationBill {
  return {
    traceId: row.trace_id,
    id: row.id,
    model: row.model,
    level: row.level,
    startTime: row.start_time,
    usage: json(row.usage),
    isUsageEstimated: row.is_usage_estimated,
    usageSent: json(row.usage_sent),
    hasText: row.has_text,
    costDetails: json(row.cost_details),
    sentInputCost: row.calculated_input_cost,
    sentOutputCost: row.calculated_output_cost,
    sentTotalCost: row.calculated_total_cost,
    terms: row.price_sheet === null ? null : (JSON.parse(row.price_sheet) as PriceTerms),
    modelParameters: json(row.model_parameters),
    metadata: json(row.metadata),
  };
}
