import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../common/domain-error.js';
import type { Page } from '../../common/page.js';
import type { ListedTrace, TraceDetail } from './trace.js';
import { traceIdSpellings } from './trace-id-spellings.js';
import type { TraceQuery } from './trace-query.js';
import { TraceReader } from './trace.reader.js';

/** An answer is held in memory as a whole, several times over while it is written: a bound for the process, not for the wire. */
export const MAX_ANSWER_BYTES = 80 * 1024 * 1024;

@Injectable()
export class TracesService {
  constructor(private readonly reader: TraceReader) {}

  find(query: TraceQuery): Promise<Page<ListedTrace>> {
    return this.reader.find(query, MAX_ANSWER_BYTES);
  }

  /** @throws NotFoundError for an id that no trace of the project has, in any spelling */
  async get(projectId: string, id: string): Promise<TraceDetail> {
    // PostgreSQL cannot even be asked for a text with NUL.
    const trace = id.includes('\u0000')
      ? null
      : await this.reader.get(projectId, traceIdSpellings(id), MAX_ANSWER_BYTES);
    if (trace === null) throw new NotFoundError('Trace not found');
    return trace;
  }
}
