import { Injectable } from '@nestjs/common';
import { PayloadTooLargeError } from '../../../common/domain-error.js';
import { ReadDatabase } from '../../../database/read-database.js';
import type { ViewQuery, ViewRow } from '../../domain/query/view-query.js';
import { MAX_ROWS, ViewQueryReader } from '../../domain/query/view-query.reader.js';
import type { ViewName } from '../../domain/query/view-rules.js';
import { viewRowOf, type GroupRow } from './view-row.js';
import { MAX_TEXT_BYTES, viewStatement } from './view-query.sql.js';
import type { ViewSql } from './view-sql.js';
import { OBSERVATIONS_SQL } from './views/observations.view.sql.js';
import { SCORES_SQL } from './views/scores.view.sql.js';
import { TRACES_SQL } from './views/traces.view.sql.js';

const SQL_OF: Readonly<Record<ViewName, ViewSql>> = {
  traces: TRACES_SQL,
  observations: OBSERVATIONS_SQL,
  ...SCORES_SQL,
};

/** One statement for each question, so that all figures of an answer are of the same instant. */
@Injectable()
export class TypeOrmViewQueryReader extends ViewQueryReader {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async find(query: ViewQuery): Promise<ViewRow[]> {
    const { sql, parameters } = viewStatement(query, SQL_OF[query.view.name]);
    const rows = await this.database.query<GroupRow & { bytes: number }>(sql, parameters);
    if ((rows[0]?.bytes ?? 0) > MAX_TEXT_BYTES)
      throw new PayloadTooLargeError(
        `The answer would hold more than ${MAX_TEXT_BYTES} bytes of text: lower config.row_limit, or group by fewer dimensions`,
      );
    const groups = rows.filter(({ position }) => position !== null);
    if (query.limit === null && groups.length > MAX_ROWS)
      throw new PayloadTooLargeError(
        `The answer would have more than ${MAX_ROWS} rows: give config.row_limit, or narrow the query`,
      );
    return groups.map((row) => viewRowOf(row, query));
  }
}
