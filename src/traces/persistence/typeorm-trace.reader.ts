import { Injectable } from '@nestjs/common';
import type { Page } from '../../common/page.js';
import { ReadDatabase } from '../../database/read-database.js';
import type { AnswerRoom } from '../domain/answer-room.js';
import type { Observation } from '../domain/observation.js';
import type { ListedTrace, TraceDetail } from '../domain/trace.js';
import type { TraceQuery } from '../domain/trace-query.js';
import { TraceReader } from '../domain/trace.reader.js';
import { observationsBytes, pageBytes, traceBytes } from './answer-bytes.query.js';
import { countTraces } from './count-traces.js';
import { findTraceKeys } from './find-trace-keys.js';
import { OBSERVATION_COLUMNS, observationFromRow, type ObservationRow } from './observation-row.js';
import { PAYLOAD_COLUMNS, payloadFromRow, type PayloadRow } from './payload-row.js';
import { TRACE_COLUMNS, traceFromRow, type TraceRow } from './trace-row.js';

/**
 * Many small statements instead of a large one: each is answered by one index, none joins, so that all of them work the same on
 * distributed tables.
 */
@Injectable()
export class TypeOrmTraceReader extends TraceReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: TraceQuery, room: AnswerRoom): Promise<Page<ListedTrace>> {
    const { projectId, filter, groups, page, limit } = query;
    const totalItems = await countTraces(this.database, projectId, filter);
    if ((page - 1) * limit >= totalItems) return { items: [], totalItems };
    const ids = await findTraceKeys(this.database, query);
    const bytes = await pageBytes(this.database, projectId, ids, groups);
    room.take(bytes, 'lower limit, or leave io and observations out by fields');
    const payloadColumns = groups.has('io') ? PAYLOAD_COLUMNS : NO_PAYLOAD_COLUMNS;
    const rows = await this.rowsOf(projectId, ids, payloadColumns);
    const observationIds = groups.has('observations') ? await this.observationIdsOf(projectId, ids) : null;
    const byId = new Map(rows.map((row) => [row.id, row]));
    const items = ids.flatMap((id) => {
      const row = byId.get(id);
      if (row === undefined) return [];
      return {
        ...traceFromRow(row),
        payload: groups.has('io') ? payloadFromRow(row) : null,
        observationIds: observationIds && (observationIds.get(id) ?? []),
      };
    });
    return { items, totalItems };
  }

  async get(projectId: string, ids: readonly string[], room: AnswerRoom): Promise<TraceDetail | null> {
    const bytes = await traceBytes(this.database, projectId, ids);
    const id = ids.find((each) => bytes.has(each));
    if (id === undefined) return null;
    const ofObservations = await observationsBytes(this.database, projectId, id);
    room.take((bytes.get(id) ?? 0) + ofObservations, 'the trace cannot be read as a whole');
    const [row] = await this.rowsOf(projectId, [id], PAYLOAD_COLUMNS);
    // Deleted since it was measured.
    if (row === undefined) return null;
    const observations = await this.observationsOf(projectId, id);
    return { ...traceFromRow(row), payload: payloadFromRow(row), observations };
  }

  private rowsOf(
    projectId: string,
    ids: readonly string[],
    payloadColumns: string,
  ): Promise<(TraceRow & PayloadRow)[]> {
    return this.database.query<TraceRow & PayloadRow>(
      `SELECT ${TRACE_COLUMNS}, ${payloadColumns} FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
      [projectId, ids],
    );
  }

  /** From the primary key alone: the observations themselves are not looked at. */
  private async observationIdsOf(projectId: string, ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.database.query<{ trace_id: string; ids: string[] }>(
      `SELECT trace_id, array_agg(id ORDER BY id) AS ids FROM observations
       WHERE project_id = $1 AND trace_id = ANY ($2) GROUP BY trace_id`,
      [projectId, ids],
    );
    return new Map(rows.map((row) => [row.trace_id, row.ids]));
  }

  private async observationsOf(projectId: string, traceId: string): Promise<Observation[]> {
    const rows = await this.database.query<ObservationRow>(
      `SELECT ${OBSERVATION_COLUMNS} FROM observations WHERE project_id = $1 AND trace_id = $2
         ORDER BY start_time, start_nanos NULLS FIRST, id`,
      [projectId, traceId],
    );
    return rows.map(observationFromRow);
  }
}

const NO_PAYLOAD_COLUMNS = 'NULL AS input, NULL AS output, NULL AS metadata';
