import { Injectable } from '@nestjs/common';
import type { Page } from '../../common/page.js';
import { ReadDatabase } from '../../database/read-database.js';
import { AnswerTooLargeError } from '../domain/answer-too-large.error.js';
import type { Observation } from '../domain/observation.js';
import type { Payload } from '../domain/payload.js';
import type { ListedTrace, TraceDetail } from '../domain/trace.js';
import type { TraceQuery } from '../domain/trace-query.js';
import { TraceReader } from '../domain/trace.reader.js';
import { countTraces } from './count-traces.js';
import { findTraceKeys } from './find-trace-keys.js';
import { OBSERVATION_COLUMNS, observationFromRow, type ObservationRow } from './observation-row.js';
import { PAYLOAD_BYTES, PAYLOAD_COLUMNS, payloadFromRow, type PayloadRow } from './payload-row.js';
import { TRACE_COLUMNS, traceFromRow, type TraceRow } from './trace-row.js';

/** What an observation takes up in an answer besides its payload, and its id in a list: estimates for the bound. */
const BYTES_PER_OBSERVATION = 1000;
const BYTES_PER_ID = 40;

/**
 * Many small statements instead of a large one: each is answered by one index, none joins, so that all of them work the same on
 * distributed tables.
 */
@Injectable()
export class TypeOrmTraceReader extends TraceReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: TraceQuery, maxBytes: number): Promise<Page<ListedTrace>> {
    const { projectId, filter, groups, page, limit } = query;
    const totalItems = await countTraces(this.database, projectId, filter);
    if ((page - 1) * limit >= totalItems) return { items: [], totalItems };
    const ids = await findTraceKeys(this.database, query);
    const rows = await this.rowsOf(projectId, ids, groups.has('io'));
    requireFit(sizeOf(rows, query), maxBytes, 'lower limit, or leave io and observations out by fields');
    const payloads = groups.has('io') ? await this.payloadsOf(projectId, ids) : null;
    const observationIds = groups.has('observations') ? await this.observationIdsOf(projectId, ids) : null;
    const byId = new Map(rows.map((row) => [row.id, row]));
    const items = ids.flatMap((id) => {
      const row = byId.get(id);
      if (row === undefined) return [];
      const payload = payloads && (payloads.get(id) ?? NO_PAYLOAD);
      return {
        ...traceFromRow(row),
        payload,
        observationIds: observationIds && (observationIds.get(id) ?? []),
      };
    });
    return { items, totalItems };
  }

  async get(projectId: string, ids: readonly string[], maxBytes: number): Promise<TraceDetail | null> {
    const rows = await this.database.query<TraceRow & PayloadRow>(
      `SELECT ${TRACE_COLUMNS}, ${PAYLOAD_COLUMNS} FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
      [projectId, ids],
    );
    const row = ids.map((id) => rows.find((each) => each.id === id)).find((found) => found !== undefined);
    if (row === undefined) return null;
    const observations = await this.observationsOf(row, maxBytes);
    return { ...traceFromRow(row), payload: payloadFromRow(row), observations };
  }

  private rowsOf(projectId: string, ids: readonly string[], withPayload: boolean): Promise<ListedRow[]> {
    return this.database.query<ListedRow>(
      `SELECT ${TRACE_COLUMNS}, observation_count, ${withPayload ? PAYLOAD_BYTES : '0'} AS payload_bytes
       FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
      [projectId, ids],
    );
  }

  private async payloadsOf(projectId: string, ids: readonly string[]): Promise<Map<string, Payload>> {
    const rows = await this.database.query<PayloadRow & { id: string }>(
      `SELECT id, ${PAYLOAD_COLUMNS} FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
      [projectId, ids],
    );
    return new Map(rows.map((row) => [row.id, payloadFromRow(row)]));
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

  private async observationsOf(trace: TraceRow, maxBytes: number): Promise<Observation[]> {
    const key = [trace.project_id, trace.id];
    const [size] = await this.database.query<{ count: number; bytes: number }>(
      `SELECT count(*) AS count, COALESCE(sum(${PAYLOAD_BYTES}), 0)::bigint AS bytes
       FROM observations WHERE project_id = $1 AND trace_id = $2`,
      key,
    );
    const bytes = (size?.bytes ?? 0) + (size?.count ?? 0) * BYTES_PER_OBSERVATION;
    requireFit(bytes, maxBytes, 'the trace cannot be read as a whole');
    const rows = await this.database.query<ObservationRow>(
      `SELECT ${OBSERVATION_COLUMNS} FROM observations WHERE project_id = $1 AND trace_id = $2 ORDER BY start_time, id`,
      key,
    );
    return rows.map(observationFromRow);
  }
}

interface ListedRow extends TraceRow {
  readonly observation_count: number;
  readonly payload_bytes: number;
}

/** Of a trace that was deleted while the page was read. */
const NO_PAYLOAD: Payload = { input: null, output: null, metadata: null };

function sizeOf(rows: readonly ListedRow[], { groups }: TraceQuery): number {
  const sizes = rows.map(
    (row) => row.payload_bytes + (groups.has('observations') ? row.observation_count * BYTES_PER_ID : 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function requireFit(bytes: number, maxBytes: number, remedy: string): void {
  if (bytes > maxBytes) throw new AnswerTooLargeError(bytes, maxBytes, remedy);
}
