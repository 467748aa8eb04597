import { Injectable } from '@nestjs/common';
import { fillGaps } from './fill-gaps.js';
import type { ViewQuery, ViewRow } from './view-query.js';
import { ViewQueryReader } from './view-query.reader.js';

@Injectable()
export class ViewQueryService {
  constructor(private readonly reader: ViewQueryReader) {}

  /** @see ViewQueryReader.find, and {@link fillGaps} for the buckets in which there is nothing */
  async answer(query: ViewQuery): Promise<readonly ViewRow[]> {
    return fillGaps(await this.reader.find(query), query);
  }
}
