import { PriceList } from '../common/pricing/match-model.js';
import { modelPriceFromRow, MODELS_OF_PROJECT, type ModelRow } from './model-rows.js';

/** A list of prices, and what tells whether the project's models are still those that it was made of. */
export interface KnownPrices {
  readonly list: PriceList;
  readonly state: string;
}

interface Connection {
  query<T extends object>(sql: string, parameters: readonly unknown[]): Promise<T[]>;
}

/** What tells a change of any model of the project, without reading them: the transaction that wrote a row last, as two can happen at the same time. */
const STATE = `SELECT count(*) || ' ' || coalesce(md5(string_agg(id || ' ' || xmin, ',' ORDER BY id)), '') AS state
  FROM models WHERE project_id = $1`;

/** The prices that the project sees now: those that are known already where nothing has changed, since putting a list together takes long. */
export async function currentPrices(
  connection: Connection,
  projectId: string,
  known: KnownPrices | null,
): Promise<KnownPrices> {
  const [{ state } = { state: '' }] = await connection.query<{ state: string }>(STATE, [projectId]);
  // A change between the two questions shows by the state of the next time.
  if (known?.state === state) return known;
  const rows = await connection.query<ModelRow>(MODELS_OF_PROJECT, [projectId]);
  return { list: PriceList.of(rows.map(modelPriceFromRow)), state };
}
