import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Traces, observations and the figures kept about them.
 * Every key begins with the project and contains the column by which the table would be distributed over several machines
 * (traces: id, observations and trace_usage: trace_id); there are no foreign keys and no triggers for the same reason.
 */
export class CreateTelemetry1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE traces (
        project_id text NOT NULL,
        id text NOT NULL,
        "timestamp" timestamptz NOT NULL,
        environment text NOT NULL DEFAULT 'default',
        name text,
        user_id text,
        session_id text,
        release text,
        version text,
        external_id text,
        tags text[] NOT NULL DEFAULT '{}',
        public boolean NOT NULL DEFAULT false,
        bookmarked boolean NOT NULL DEFAULT false,
        metadata jsonb,
        input text,
        output text,
        latency double precision,
        total_cost numeric,
        observation_count integer NOT NULL DEFAULT 0,
        error_count integer NOT NULL DEFAULT 0,
        first_start timestamptz,
        last_end timestamptz,
        input_tokens bigint NOT NULL DEFAULT 0,
        output_tokens bigint NOT NULL DEFAULT 0,
        total_tokens bigint NOT NULL DEFAULT 0,
        observed_cost numeric NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        stamp text NOT NULL,
        field_stamps jsonb,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT traces_pkey PRIMARY KEY (project_id, id)
      )`);
    // The default order of the list.
    await runner.query(`CREATE INDEX traces_timestamp ON traces (project_id, "timestamp", id)`);
    // The filters of the list, each in the default order.
    await runner.query(
      `CREATE INDEX traces_environment ON traces (project_id, environment, "timestamp", id)`,
    );
    await runner.query(`CREATE INDEX traces_name ON traces (project_id, name, "timestamp", id)`);
    await runner.query(`CREATE INDEX traces_user ON traces (project_id, user_id, "timestamp", id)`);
    await runner.query(`CREATE INDEX traces_session ON traces (project_id, session_id, "timestamp", id)`);
    await runner.query(`CREATE INDEX traces_tags ON traces USING gin (tags)`);
    // Most traces have neither a release nor a version.
    await runner.query(
      `CREATE INDEX traces_release ON traces (project_id, release, "timestamp", id) WHERE release IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX traces_version ON traces (project_id, version, "timestamp", id) WHERE version IS NOT NULL`,
    );
    // orderBy=latency and orderBy=totalCost: the slowest and the dearest traces.
    await runner.query(`
      CREATE INDEX traces_latency ON traces
        (project_id, (COALESCE(latency, EXTRACT(EPOCH FROM last_end - first_start)::double precision, 0)), id)`);
    await runner.query(
      `CREATE INDEX traces_cost ON traces (project_id, (COALESCE(total_cost, observed_cost)), id)`,
    );

    await runner.query(`
      CREATE TABLE observations (
        project_id text NOT NULL,
        trace_id text NOT NULL,
        id text NOT NULL,
        type text NOT NULL,
        name text,
        environment text NOT NULL DEFAULT 'default',
        start_time timestamptz NOT NULL,
        end_time timestamptz,
        completion_start_time timestamptz,
        parent_observation_id text,
        level text NOT NULL DEFAULT 'DEFAULT',
        status_message text,
        version text,
        model text,
        model_id text,
        model_parameters jsonb,
        prompt_id text,
        prompt_name text,
        prompt_version integer,
        input text,
        output text,
        metadata jsonb,
        prompt_tokens bigint,
        completion_tokens bigint,
        total_tokens bigint,
        unit text,
        usage_details jsonb,
        cost_details jsonb,
        input_price numeric,
        output_price numeric,
        total_price numeric,
        calculated_input_cost numeric,
        calculated_output_cost numeric,
        calculated_total_cost numeric,
        latency double precision,
        time_to_first_token double precision,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        stamp text NOT NULL,
        field_stamps jsonb,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT observations_pkey PRIMARY KEY (project_id, trace_id, id)
      )`);
    // The observations of a time range: days of which only a part is asked for.
    await runner.query(`CREATE INDEX observations_start ON observations (project_id, start_time)`);

    await runner.query(`
      CREATE TABLE usage_hourly (
        project_id text NOT NULL,
        environment text NOT NULL,
        hour timestamptz NOT NULL,
        type text NOT NULL,
        model text NOT NULL,
        observation_count bigint NOT NULL,
        error_count bigint NOT NULL,
        input_tokens bigint NOT NULL,
        output_tokens bigint NOT NULL,
        total_tokens bigint NOT NULL,
        input_cost numeric NOT NULL,
        output_cost numeric NOT NULL,
        total_cost numeric NOT NULL,
        CONSTRAINT usage_hourly_pkey PRIMARY KEY (project_id, hour, environment, type, model)
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE traces_hourly (
        project_id text NOT NULL,
        environment text NOT NULL,
        hour timestamptz NOT NULL,
        trace_count bigint NOT NULL,
        CONSTRAINT traces_hourly_pkey PRIMARY KEY (project_id, hour, environment)
      ) WITH (fillfactor = 50)`);
    // How many generations a trace has of a model on a day: the difference between "one more generation" and "one more trace".
    await runner.query(`
      CREATE TABLE trace_usage (
        project_id text NOT NULL,
        trace_id text NOT NULL,
        environment text NOT NULL,
        day timestamptz NOT NULL,
        model text NOT NULL,
        generation_count integer NOT NULL,
        CONSTRAINT trace_usage_pkey PRIMARY KEY (project_id, trace_id, day, environment, model)
      )`);
    await runner.query(`
      CREATE TABLE model_traces_daily (
        project_id text NOT NULL,
        environment text NOT NULL,
        day timestamptz NOT NULL,
        model text NOT NULL,
        trace_count bigint NOT NULL,
        CONSTRAINT model_traces_daily_pkey PRIMARY KEY (project_id, day, environment, model)
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'model_traces_daily',
      'trace_usage',
      'traces_hourly',
      'usage_hourly',
      'observations',
      'traces',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
