import type { Client } from 'pg';
import { HttpConnection } from '../load/http-connection.js';
import { postRequest } from '../load/http-request.js';
import { SERIES } from '../load/metric-requests.js';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { FILL_POINTS, FILL_TELEMETRY, OBSERVATIONS_PER_TRACE } from './fill.sql.js';

const TRACES_PER_TRANSACTION = 5000;
const DAY_MS = 86_400_000;
const DAYS = 2;

/** Fills the database of a server, the figures that ingest keeps included, in steps. */
export class Fill {
  private traces = 0;
  private instants = 0;

  private constructor(
    private readonly client: Client,
    readonly newest: Date,
  ) {}

  /** Has the server itself make the series, and the partitions of the days that are to be filled. */
  static async begin(server: ServerUnderTest): Promise<Fill> {
    const newest = new Date(Math.floor(Date.now() / 1000) * 1000);
    const metrics = Array.from({ length: DAYS + 1 }, (_, day) =>
      Array.from({ length: SERIES }, (_, series) => ({
        name: `metric_${series % 5}`,
        labels: { node_id: `node-${Math.floor(series / 40)}`, gpu_index: String(Math.floor(series / 5) % 8) },
        value: 1,
        timestamp: new Date(newest.getTime() - day * DAY_MS).toISOString(),
      })),
    ).flat();
    const connection = await HttpConnection.open(server.port);
    const body = Buffer.from(JSON.stringify({ metrics }));
    const { status } = await connection.send(postRequest(server, '/v1/metrics/batch', body));
    connection.close();
    if (status !== 200) throw new Error(`The series were answered with ${status}`);
    return new Fill(await server.connect(), newest);
  }

  /** Until there are as many observations and as many metric points. */
  async upTo(rows: number): Promise<void> {
    const traces = rows / OBSERVATIONS_PER_TRACE;
    for (; this.traces < traces; this.traces = Math.min(this.traces + TRACES_PER_TRANSACTION, traces)) {
      const last = Math.min(this.traces + TRACES_PER_TRANSACTION, traces) - 1;
      await this.client.query('BEGIN');
      for (const sql of FILL_TELEMETRY) await this.client.query(sql, [this.traces, last, this.newest]);
      await this.client.query('COMMIT');
    }
    const instants = Math.ceil(rows / SERIES);
    await this.client.query(FILL_POINTS, [this.instants, instants - 1, this.newest]);
    this.instants = instants;
    // What autovacuum would have done in the time in which so much comes in.
    await this.client.query('VACUUM ANALYZE');
    await this.client.query('CHECKPOINT');
  }

  async end(): Promise<void> {
    await this.client.end();
  }
}
