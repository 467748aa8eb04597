import type { ReadDatabase } from '../../database/read-database.js';

/** Goes from name to name through the index: reads as many entries as there are names, not as there are series. */
const NAMES = `
  WITH RECURSIVE names AS (
    (SELECT name FROM metric_series WHERE project_id = $1 ORDER BY name LIMIT 1)
    UNION ALL
    SELECT (SELECT s.name FROM metric_series s WHERE s.project_id = $1 AND s.name > n.name ORDER BY s.name LIMIT 1)
    FROM names n WHERE n.name IS NOT NULL
  )
  SELECT name FROM names WHERE name IS NOT NULL`;

/** The names of a project's metrics, each once, sorted by code units. */
export async function readMetricNames(database: ReadDatabase, projectId: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(NAMES, [projectId]);
  return rows.map((row) => row.name).sort();
}
