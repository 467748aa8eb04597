import { InMemoryTraceReader } from '../../../test/fakes/in-memory-trace.reader.js';
import { InMemoryScoreReader } from '../../../test/fakes/in-memory-score.reader.js';
import { aScore } from '../../../test/factories/score.factory.js';
import { aTrace } from '../../../test/factories/trace.factory.js';
import { ByteBudget } from '../../common/byte-budget.js';
import { NotFoundError } from '../../common/domain-error.js';
import { JsonText } from '../../common/json/json-text.js';
import { AnswerTooLargeError } from './answer-too-large.error.js';
import type { TraceQuery } from './trace-query.js';
import { MAX_ANSWER_BYTES } from './answer-room.js';
import { TracesService } from './traces.service.js';

const projectId = 'p1';
const UUID = '0af76519-16cd-43dd-8448-eb211c80319c';
const HEX = '0af7651916cd43dd8448eb211c80319c';
const hold = new ByteBudget(1e9, 'full').hold();

function serviceOf(...ids: string[]): TracesService {
  return new TracesService(
    new InMemoryTraceReader(
      ids.map((id) => aTrace({ projectId, id })),
      [],
    ),
    new InMemoryScoreReader([]),
  );
}

describe(TracesService, () => {
  it('finds 128 bits in either spelling', async () => {
    expect(await serviceOf(HEX).get(projectId, UUID, hold)).toMatchObject({ id: HEX });
    expect(await serviceOf(UUID).get(projectId, HEX, hold)).toMatchObject({ id: UUID });
  });

  it('prefers the exact spelling', async () => {
    expect(await serviceOf(HEX, UUID).get(projectId, UUID, hold)).toMatchObject({ id: UUID });
    expect(await serviceOf(HEX, UUID).get(projectId, HEX, hold)).toMatchObject({ id: HEX });
  });

  it.each(['unknown', '', 'with\u0000NUL'])('says that %j is not found', async (id) => {
    await expect(serviceOf('a').get(projectId, id, hold)).rejects.toThrow(
      new NotFoundError('Trace not found'),
    );
  });

  it('does not find a trace of another project', async () => {
    await expect(serviceOf('a').get('p2', 'a', hold)).rejects.toThrow(NotFoundError);
  });

  it('lists what its reader finds', async () => {
    const query: TraceQuery = {
      projectId,
      page: 1,
      limit: 1,
      filter: {},
      order: { field: 'id', direction: 'asc' },
      groups: new Set(),
    };
    const page = await serviceOf('a', 'b').find(query, hold);
    expect(page).toMatchObject({ items: [{ id: 'a' }], totalItems: 2 });
  });

  it('adds the scores of a trace, and their ids in a list that asks for them', async () => {
    const score = aScore({ projectId, id: 's', traceId: 'a' });
    const traces = new InMemoryTraceReader([aTrace({ projectId, id: 'a' })], []);
    const service = new TracesService(traces, new InMemoryScoreReader([score]));
    expect((await service.get(projectId, 'a', hold)).scores).toEqual([score]);
    const order = { field: 'id', direction: 'asc' } as const;
    const query: TraceQuery = {
      projectId,
      page: 1,
      limit: 9,
      filter: {},
      order,
      groups: new Set(['scores']),
    };
    expect((await service.find(query, hold)).items).toMatchObject([{ scoreIds: ['s'] }]);
    const core = { ...query, groups: new Set<never>() };
    expect((await service.find(core, hold)).items).toMatchObject([{ scoreIds: [] }]);
  });

  it('takes room for what it answers, up to the bound of one answer', async () => {
    const input = new JsonText(`"${'x'.repeat(MAX_ANSWER_BYTES)}"`);
    const payload = { input, output: null, metadata: null };
    const small = aTrace({ projectId, id: 'small' });
    const service = new TracesService(
      new InMemoryTraceReader([small, aTrace({ projectId, id: 'large', payload })], []),
      new InMemoryScoreReader([]),
    );
    const budget = new ByteBudget(Infinity, 'full');
    await expect(service.get(projectId, 'large', budget.hold())).rejects.toThrow(AnswerTooLargeError);
    expect(budget.usedBytes).toBe(0);
    await service.get(projectId, 'small', budget.hold());
    expect(budget.usedBytes).toBeGreaterThan(0);
  });
});
