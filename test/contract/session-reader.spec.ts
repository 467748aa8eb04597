import { SystemClock } from '../../src/common/clock.js';
import type { Patch } from '../../src/ingest/domain/patch.js';
import { stampOf } from '../../src/ingest/domain/stamp.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { TypeOrmSessionReader } from '../../src/traces/persistence/sessions/typeorm-session.reader.js';
import { FEW_PRICES } from '../factories/price-list.factory.js';
import { FixedPriceLists } from '../fakes/fixed-price-lists.js';
import { FixedTokenCounter } from '../fakes/fixed-token-counter.js';
import type { StoredTrace } from '../factories/trace.factory.js';
import { InMemorySessionReader } from '../fakes/in-memory-session.reader.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { sessionReaderContract } from './session-reader.contract.js';

describe(InMemorySessionReader, () => {
  sessionReaderContract((traces) => Promise.resolve(new InMemorySessionReader(traces)));
});

describe(TypeOrmSessionReader, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  sessionReaderContract(async (traces) => {
    const writer = new TypeOrmTelemetryWriter(
      database.write,
      new SystemClock(),
      new FixedPriceLists(FEW_PRICES),
      new FixedTokenCounter(),
    );
    for (const trace of traces) await writer.write([tracePatch(trace)]);
    return new TypeOrmSessionReader(database.read);
  });
});

function tracePatch({ projectId, id, timestamp, sessionId, environment, payload }: StoredTrace): Patch {
  const fields = { timestamp, sessionId, environment, input: payload.input?.text ?? null };
  return { kind: 'trace', projectId, id, state: { fields, stamp: stampOf(1, 'create'), exceptions: null } };
}
