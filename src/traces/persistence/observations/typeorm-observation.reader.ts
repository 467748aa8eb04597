import { Injectable } from '@nestjs/common';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { Page } from '../../../common/page.js';
import { ReadDatabase } from '../../../database/read-database.js';
import type { AnswerRoom } from '../../domain/answer-room.js';
import type { Observation } from '../../domain/observation.js';
import type { ObservationStretch, TraceContext } from '../../domain/observations/observation-in-stretch.js';
import type { ObservationQuery, ObservationScan } from '../../domain/observations/observation-query.js';
import { ObservationReader } from '../../domain/observations/observation.reader.js';
import { countObservations } from './count-observations.js';
import { narrowByHours } from './narrow-by-hours.js';
import {
  LATEST_FIRST,
  observationKeysQuery,
  type ObservationsAsked,
  type Stretch,
} from './observation-keys.query.js';
import { observationOwners } from './observation-owners.js';
import {
  bytesOfObservations,
  readObservations,
  WHOLE_PAYLOADS,
  type ObservationKey,
  type PayloadParts,
} from './observations-by-key.js';
import { bytesOfTraceContexts, readTraceContexts } from './trace-contexts.js';

interface Position extends ObservationKey {
  readonly start_time: Timestamp;
}

/** As the reader of traces does it: small statements, each answered by one index: the keys, how large it all is, the rows. */
@Injectable()
export class TypeOrmObservationReader extends ObservationReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: ObservationQuery, room: AnswerRoom): Promise<Page<Observation>> {
    const { projectId, page, limit } = query;
    const asked = await this.asked(query);
    const totalItems = await countObservations(this.database, asked);
    const skip = (page - 1) * limit;
    if (skip >= totalItems) return { items: [], totalItems };
    const keys = await this.keys(asked, { skip, limit });
    room.take(
      await bytesOfObservations(this.database, projectId, keys, WHOLE_PAYLOADS),
      'lower limit, or ask /api/public/v2/observations without io',
    );
    return { items: await readObservations(this.database, projectId, keys, WHOLE_PAYLOADS), totalItems };
  }

  async scan(scan: ObservationScan, room: AnswerRoom): Promise<ObservationStretch> {
    const { projectId, after, limit, parts } = scan;
    const found = await this.keys(await this.asked(scan), { after, limit: limit + 1 });
    const keys = found.slice(0, limit);
    const last = found.length > limit ? keys.at(-1) : undefined;
    const payloads: PayloadParts = { io: parts.io ? 'text' : null, metadata: parts.metadata };
    const bytes = await bytesOfObservations(this.database, projectId, keys, payloads);
    const ofTraces = parts.trace ? await bytesOfTraceContexts(this.database, projectId, keys) : 0;
    room.take(bytes + ofTraces, 'lower limit, or leave io and metadata out of fields');
    const traces = parts.trace ? await readTraceContexts(this.database, projectId, keys) : NO_TRACES;
    const observations = await readObservations(this.database, projectId, keys, payloads);
    return {
      items: observations.map((observation) => ({
        observation,
        trace: traces.get(observation.traceId) ?? null,
      })),
      next: last === undefined ? null : { startTime: last.start_time, traceId: last.trace_id, id: last.id },
    };
  }

  async get(projectId: string, ids: readonly string[], room: AnswerRoom): Promise<Observation | null> {
    const key = await this.latestWithFirstOf(projectId, ids);
    if (key === null) return null;
    const keys = [key];
    const bytes = await bytesOfObservations(this.database, projectId, keys, WHOLE_PAYLOADS);
    room.take(bytes, 'the observation cannot be read as a whole');
    const [observation] = await readObservations(this.database, projectId, keys, WHOLE_PAYLOADS);
    return observation ?? null;
  }

  private async latestWithFirstOf(projectId: string, ids: readonly string[]): Promise<ObservationKey | null> {
    for (const id of ids) {
      const [key] = await this.database.query<ObservationKey>(
        `SELECT trace_id, id FROM observations WHERE project_id = $1 AND id = $2 ORDER BY ${LATEST_FIRST} LIMIT 1`,
        [projectId, id],
      );
      if (key !== undefined) return key;
    }
    return null;
  }

  private async asked({
    projectId,
    filter,
  }: Pick<ObservationQuery, 'projectId' | 'filter'>): Promise<ObservationsAsked> {
    return { projectId, filter, owners: await observationOwners(this.database, projectId, filter) };
  }

  private async keys(asked: ObservationsAsked, stretch: Stretch): Promise<Position[]> {
    const narrowed = await narrowByHours(this.database, asked, stretch);
    if (narrowed === null) return [];
    const { sql, parameters } = observationKeysQuery(narrowed.asked, narrowed.stretch);
    return this.database.query<Position>(sql, parameters);
  }
}

const NO_TRACES: ReadonlyMap<string, TraceContext> = new Map();
