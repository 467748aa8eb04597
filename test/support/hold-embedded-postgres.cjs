// Runs an embedded PostgreSQL in a process of its own, so that tests can kill that process.
// Usage: node hold-embedded-postgres.cjs <compiled sources> <data directory>
// Writes one line of JSON when the server is up. SIGTERM: stop. SIGUSR2: die of an error that nobody catches.
// SIGINT: query the server, as a service does that finishes its work, then stop.
const [, , sources, dataDirectory] = process.argv;
const { createRequire } = require('node:module');
const { join } = require('node:path');

const requireThere = createRequire(join(sources, 'package.json'));
const { EmbeddedPostgres } = requireThere('./src/database/embedded/embedded-postgres.js');
const { Client } = requireThere('pg');

const tell = (fact) => process.stdout.write(`${JSON.stringify(fact)}\n`);
const log = (message) => process.stderr.write(`${message}\n`);

async function main() {
  const postgres = await EmbeddedPostgres.start({
    dataDirectory,
    logger: { info: log, warn: log, error: log },
  });
  const stop = async () => {
    await postgres.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGUSR2', () => {
    throw new Error('Nobody catches this');
  });
  process.once('SIGINT', async () => {
    const client = new Client(postgres.connection);
    await client.connect();
    const { rows } = await client.query('SELECT 1 AS answer FROM pg_sleep(0.2)');
    await client.end();
    tell({ drained: rows[0].answer === 1 });
    await stop();
  });
  tell({ pid: postgres.pid, connection: postgres.connection });
}

main().catch((error) => {
  tell({ failure: error.name, message: error.message });
  process.exit(1);
});
