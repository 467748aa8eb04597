import { Injectable } from '@nestjs/common';
import { ReadDatabase } from '../../database/read-database.js';
import { ObservationTraceLookup } from '../domain/observation-trace.lookup.js';

@Injectable()
export class TypeOrmObservationTraceLookup extends ObservationTraceLookup {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(projectId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ id: string; trace_id: string }>(
      `SELECT DISTINCT ON (id) id, trace_id FROM observations WHERE project_id = $1 AND id = ANY ($2)
       ORDER BY id, start_time DESC, trace_id`,
      [projectId, ids],
    );
    return new Map(rows.map((row) => [row.id, row.trace_id]));
  }
}
