import { Injectable } from '@nestjs/common';
import type { Timestamp } from '../../common/time/timestamp.js';
import { ReadDatabase } from '../../database/read-database.js';
import { ActivityReader, type Activity } from '../domain/activity.reader.js';

@Injectable()
export class TypeOrmActivityReader extends ActivityReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  /** Each from an index by project and time. */
  async between(projectId: string, from: Timestamp, to: Timestamp): Promise<Activity> {
    const [row] = await this.database.query<{ traces: boolean; observations: boolean }>(
      `SELECT EXISTS (SELECT FROM traces WHERE project_id = $1 AND "timestamp" BETWEEN $2 AND $3) AS traces,
         EXISTS (SELECT FROM observations WHERE project_id = $1 AND start_time BETWEEN $2 AND $3) AS observations`,
      [projectId, from, to],
    );
    return { hasTraces: row?.traces ?? false, hasObservations: row?.observations ?? false };
  }
}
