import { InMemoryTraceReader } from '../../../test/fakes/in-memory-trace.reader.js';
import { aTrace } from '../../../test/factories/trace.factory.js';
import { NotFoundError } from '../../common/domain-error.js';
import { TracesService } from './traces.service.js';

const projectId = 'p1';
const UUID = '0af76519-16cd-43dd-8448-eb211c80319c';
const HEX = '0af7651916cd43dd8448eb211c80319c';

function serviceOf(...ids: string[]): TracesService {
  return new TracesService(
    new InMemoryTraceReader(
      ids.map((id) => aTrace({ projectId, id })),
      [],
    ),
  );
}

describe(TracesService, () => {
  it('finds 128 bits in either spelling', async () => {
    expect(await serviceOf(HEX).get(projectId, UUID)).toMatchObject({ id: HEX });
    expect(await serviceOf(UUID).get(projectId, HEX)).toMatchObject({ id: UUID });
  });

  it('prefers the exact spelling', async () => {
    expect(await serviceOf(HEX, UUID).get(projectId, UUID)).toMatchObject({ id: UUID });
    expect(await serviceOf(HEX, UUID).get(projectId, HEX)).toMatchObject({ id: HEX });
  });

  it.each(['unknown', '', 'with\u0000NUL'])('says that %j is not found', async (id) => {
    await expect(serviceOf('a').get(projectId, id)).rejects.toThrow(new NotFoundError('Trace not found'));
  });

  it('does not find a trace of another project', async () => {
    await expect(serviceOf('a').get('p2', 'a')).rejects.toThrow(NotFoundError);
  });

  it('lists what its reader finds', async () => {
    const page = await serviceOf('a', 'b').find({
      projectId,
      page: 1,
      limit: 1,
      filter: {},
      order: { field: 'id', direction: 'asc' },
      groups: new Set(),
    });
    expect(page).toMatchObject({ items: [{ id: 'a' }], totalItems: 2 });
  });
});
