import { startServer, type TestXtrace } from '../support/server.js';

const PATH = '/api/public/score-configs';

describe(PATH, () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  async function created(body: object): Promise<{ id: string }> {
    const answer = await server.post(PATH, body);
    expect(answer.status).toBe(200);
    return answer.json<{ id: string }>();
  }

  it('gives back a config that was created', async () => {
    const config = await created({ name: 'quality', dataType: 'NUMERIC', minValue: 0, maxValue: 5 });
    expect(config).toEqual({
      id: expect.any(String) as string,
      projectId: 'default',
      name: 'quality',
      dataType: 'NUMERIC',
      isArchived: false,
      minValue: 0,
      maxValue: 5,
      categories: null,
      description: null,
      createdAt: expect.stringMatching(/Z$/) as string,
      updatedAt: expect.stringMatching(/Z$/) as string,
    });
    expect((await server.get(`${PATH}/${config.id}`)).json()).toEqual(config);
  });

  it('lists configs, the latest first, page by page', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.unshift((await created({ name, dataType: 'TEXT' })).id);
    const { data, meta } = (await server.get(`${PATH}?limit=2`)).json<{
      data: { id: string }[];
      meta: { totalItems: number };
    }>();
    expect(data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(meta).toMatchObject({ page: 1, limit: 2 });
    expect(meta.totalItems).toBeGreaterThanOrEqual(3);
  });

  it('changes what is said, and leaves the rest', async () => {
    const { id } = await created({ name: 'old', dataType: 'BOOLEAN', description: 'd' });
    const answer = await server.request(`${PATH}/${id}`, {
      method: 'PATCH',
      body: { name: 'new', isArchived: true },
    });
    const changed = { id, name: 'new', dataType: 'BOOLEAN', description: 'd', isArchived: true };
    expect(answer.json()).toMatchObject(changed);
    expect((await server.get(`${PATH}/${id}`)).json()).toMatchObject(changed);
  });

  it.each([
    [{ dataType: 'TEXT' }, 'name is required'],
    [{ name: '', dataType: 'TEXT' }, 'name must not be empty'],
    [{ name: 'n', dataType: 'STARS' }, 'dataType must be one of NUMERIC, BOOLEAN, CATEGORICAL, TEXT'],
    [{ name: 'n', dataType: 'NUMERIC', minValue: 'x' }, 'minValue must be a finite number or null'],
    [{ name: 'n', dataType: 'CATEGORICAL', categories: [{ value: 1 }] }, 'categories[0].label is required'],
  ])('refuses %j', async (body, message) => {
    expect((await server.post(PATH, body)).failure).toMatchObject({ status: 400, message });
  });

  it.each([{}, { unknown: 1 }])('refuses the change %j, which changes nothing', async (body) => {
    const { id } = await created({ name: 'stays', dataType: 'TEXT' });
    const answer = await server.request(`${PATH}/${id}`, { method: 'PATCH', body });
    expect(answer.failure).toMatchObject({ status: 400, message: 'The body must say something' });
  });

  it('does not know what there is not', async () => {
    expect((await server.get(`${PATH}/none`)).status).toBe(404);
    const change = { description: 'd' };
    expect((await server.request(`${PATH}/none`, { method: 'PATCH', body: change })).status).toBe(404);
  });
});
