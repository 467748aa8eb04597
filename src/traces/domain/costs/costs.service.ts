import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../../common/domain-error.js';
import { traceIdSpellings } from '../../../common/trace-id-spellings.js';
import { BillReader } from './bill.reader.js';
import type { CostExplanation } from './cost-explanation.js';
import { explainCost } from './explain-cost.js';
import type { ObservationBill } from './observation-bill.js';

@Injectable()
export class CostsService {
  constructor(private readonly reader: BillReader) {}

  /** @throws NotFoundError for an id that no observation of the project has, in any spelling */
  async explain(
    projectId: string,
    id: string,
  ): Promise<{ readonly observation: ObservationBill; readonly cost: CostExplanation }> {
    // PostgreSQL cannot even be asked for a text with NUL.
    const observation = id.includes('\0') ? null : await this.reader.get(projectId, traceIdSpellings(id));
    if (observation === null) throw new NotFoundError('There is no such observation');
    return { observation, cost: explainCost(observation, await this.reader.prices(projectId)) };
  }
}
