import { openDataSource } from '../support/data-source.js';
import { startServer, type TestXtrace } from '../support/server.js';

const PATH = '/api/public/models';
const FLAT = { matchPattern: '(?i)^mine$', unit: 'TOKENS', inputPrice: 0.000001 };
const TEXT = expect.any(String) as string;

interface Model {
  readonly id: string;
  readonly modelName: string;
  readonly startDate: string | null;
  readonly isLangfuseManaged: boolean;
  readonly prices: Readonly<Record<string, { readonly price: number }>>;
  readonly pricingTiers: readonly { readonly name: string }[];
}

interface ModelPage {
  readonly data: readonly Model[];
  readonly meta: { readonly totalItems: number };
}

describe(PATH, () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  async function created(body: object | string): Promise<Model> {
    const answer = await server.post(PATH, body);
    expect([answer.status, answer.text]).toEqual([200, TEXT]);
    return answer.json<Model>();
  }

  async function listed(query: string): Promise<ModelPage> {
    return (await server.get(`${PATH}?${query}`)).json<ModelPage>();
  }

  async function builtIn(): Promise<Model> {
    const { data } = await listed('limit=200');
    const model = data.find(({ isLangfuseManaged }) => isLangfuseManaged);
    if (model === undefined) throw new Error('nothing is built in');
    return model;
  }

  it('gives back a model that was defined with prices alone, in one tier', async () => {
    const model = await created({ ...FLAT, modelName: 'flat', outputPrice: 2e-6, startDate: '2026-01-31' });
    expect(model).toEqual({
      id: TEXT,
      modelName: 'flat',
      matchPattern: '(?i)^mine$',
      startDate: '2026-01-31T00:00:00.000Z',
      unit: 'TOKENS',
      inputPrice: 0.000001,
      outputPrice: 0.000002,
      totalPrice: null,
      tokenizerId: null,
      tokenizerConfig: null,
      isLangfuseManaged: false,
      createdAt: expect.stringMatching(/Z$/) as string,
      prices: { input: { price: 0.000001 }, output: { price: 0.000002 } },
      pricingTiers: [
        {
          id: TEXT,
          name: 'Standard',
          isDefault: true,
          priority: 0,
          conditions: [],
          prices: { input: 0.000001, output: 0.000002 },
        },
      ],
      source: 'project',
      pricedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      product: 'flat',
    });
    expect((await server.get(`${PATH}/${model.id}`)).json()).toEqual(model);
  });

  it('gives back tiers with their conditions, and every digit of their prices under whatever name', async () => {
    const sent = `{"modelName":"tiers","matchPattern":"^tiers$","unit":"TOKENS","tokenizerId":"openai",
      "tokenizerConfig":{"tokenizerModel":"gpt-4o","tokensPerName":1},"pricingTiers":[
      {"name":"flex","priority":2,"conditions":[{"source":"model_parameters","key":"service_tier","values":["flex"]}],
       "prices":{"input":1E-7}},
      {"name":"base","isDefault":true,"priority":0,"conditions":[],
       "prices":{"input":0.00000012345678901234,"__proto__":0.1234567890123456789,"constructor":999999.00000000000000000001}},
      {"name":"long","priority":1,"conditions":[{"usageDetailPattern":"^input","operator":"gt","value":200000,"caseSensitive":true}],
       "prices":{"input":0}}]}`;
    const { id } = await created(sent);
    const { text } = await server.get(`${PATH}/${id}`);
    expect(text).toContain('"input":0.00000012345678901234,');
    expect(text).toContain('"__proto__":0.1234567890123456789');
    expect(text).toContain('"__proto__":{"price":0.1234567890123456789}');
    expect(text).toContain('"constructor":999999.00000000000000000001');
    expect(JSON.parse(text)).toMatchObject({
      tokenizerId: 'openai',
      tokenizerConfig: { tokenizerModel: 'gpt-4o', tokensPerName: 1 },
      inputPrice: 0.00000012345678901234,
      pricingTiers: [
        { name: 'base', isDefault: true, priority: 0, conditions: [] },
        {
          name: 'long',
          isDefault: false,
          priority: 1,
          conditions: [{ usageDetailPattern: '^input', operator: 'gt', value: 200000, caseSensitive: true }],
          prices: { input: 0 },
        },
        {
          name: 'flex',
          priority: 2,
          conditions: [{ source: 'model_parameters', key: 'service_tier', operator: 'in', values: ['flex'] }],
          prices: { input: 1e-7 },
        },
      ],
    });
  });

  it('leaves tiers by attributes out for SDKs that would refuse the whole answer', async () => {
    const prices = { input: 0.000001 };
    const conditions = [{ source: 'metadata', key: 'plan', values: ['pro'] }];
    const base = { name: 'base', isDefault: true, priority: 0, prices };
    const pricingTiers = [base, { name: 'pro', priority: 1, conditions, prices }];
    const { id } = await created({ ...FLAT, inputPrice: null, modelName: 'a plan', pricingTiers });
    const names = async (version: string): Promise<unknown> => {
      const by = { 'x-langfuse-sdk-name': 'python', 'x-langfuse-sdk-version': version };
      const one = (await server.get(`${PATH}/${id}`, by)).json<Model>();
      const { data } = (await server.get(`${PATH}?limit=200`, by)).json<ModelPage>();
      expect(data).toContainEqual(one);
      return one.pricingTiers.map(({ name }) => name);
    };
    expect([await names('4.14.4'), await names('4.14.5')]).toEqual([['base'], ['base', 'pro']]);
  });

  it('lists those of the project by name and behind them those that are built in, page by page', async () => {
    for (const modelName of ['list b', 'list a']) await created({ ...FLAT, modelName });
    await created({ ...FLAT, modelName: 'list a', startDate: '2026-02-01T00:00:00Z' });
    const all = await listed('limit=200');
    const own = all.data.filter(({ isLangfuseManaged }) => !isLangfuseManaged);
    expect(all.data.slice(0, own.length)).toEqual(own);
    expect(all.meta).toEqual({
      page: 1,
      limit: 200,
      totalItems: all.meta.totalItems,
      totalPages: expect.any(Number) as number,
    });
    expect(all.meta.totalItems).toBeGreaterThan(own.length);
    const names = own.map(({ modelName, startDate }) => [modelName, startDate]);
    expect(names.filter(([name]) => name?.startsWith('list'))).toEqual([
      ['list a', '2026-02-01T00:00:00.000Z'],
      ['list a', null],
      ['list b', null],
    ]);
    const size = own.length - 1;
    for (const page of [1, 2]) {
      const { data } = await listed(`limit=${size}&page=${page}`);
      expect(data).toEqual(all.data.slice((page - 1) * size, page * size));
    }
    expect((await listed('page=1000')).data).toEqual([]);
  });

  it('replaces a model by its id, defines one with an id of the caller, and leaves what is built in', async () => {
    const put = (id: string, body: object): ReturnType<TestXtrace['request']> =>
      server.request(`${PATH}/${encodeURIComponent(id)}`, { method: 'PUT', body });
    const first = await created({ ...FLAT, modelName: 'put', tokenizerId: 'openai', outputPrice: 1 });
    const answer = await put(first.id, { ...FLAT, modelName: 'put again', inputPrice: 3 });
    expect(answer.status).toBe(200);
    const { createdAt } = first as unknown as { readonly createdAt: string };
    expect(answer.json()).toMatchObject({
      id: first.id,
      modelName: 'put again',
      createdAt,
      tokenizerId: null,
    });
    expect(answer.json<Model>().prices).toEqual({ input: { price: 3 } });
    expect((await server.get(`${PATH}/${first.id}`)).json()).toEqual(answer.json());

    expect((await put('team/a model', { ...FLAT, modelName: 'own id' })).json()).toMatchObject({
      id: 'team/a model',
    });
    expect((await put('another', { ...FLAT, modelName: 'own id' })).failure).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^modelName is that of another model/) as string,
    });
    const fixed = await builtIn();
    expect((await put(fixed.id, { ...FLAT, modelName: 'fixed' })).failure).toMatchObject({
      status: 404,
      message: expect.stringMatching(/^A model that is built in cannot be replaced/) as string,
    });
    for (const id of ['builtin:none', 'reprice', 'x'.repeat(201), 'a\0b', 'a\nb'])
      expect((await put(id, { ...FLAT, modelName: 'wrong id' })).failure).toMatchObject({
        status: 400,
        message: expect.stringMatching(/^modelId must have at most 200 characters/) as string,
      });
  });

  it('deletes a model of the project, and none that is built in', async () => {
    const { id } = await created({ ...FLAT, modelName: 'gone' });
    const remove = (model: string): ReturnType<TestXtrace['request']> =>
      server.request(`${PATH}/${model}`, { method: 'DELETE' });
    const answer = await remove(id);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await server.get(`${PATH}/${id}`)).status).toBe(404);
    expect((await remove(id)).failure).toMatchObject({ status: 404, message: 'There is no such model' });

    const fixed = await builtIn();
    expect((await remove(fixed.id)).failure).toMatchObject({
      status: 404,
      message: expect.stringMatching(/^A model that is built in cannot be deleted/) as string,
    });
    expect((await server.get(`${PATH}/${fixed.id}`)).json()).toEqual(fixed);
  });

  it('neither shows nor deletes what belongs to another project', async () => {
    const database = await openDataSource(server.databaseUrl ?? '', 1);
    await database.query(
      `INSERT INTO models VALUES ('other', 'foreign', 'secret', 'x', NULL, 'TOKENS', NULL, NULL, '[]', now(), now())`,
    );
    expect((await server.get(`${PATH}/foreign`)).status).toBe(404);
    expect((await server.request(`${PATH}/foreign`, { method: 'DELETE' })).status).toBe(404);
    const body = { ...FLAT, modelName: 'of this project' };
    expect((await server.request(`${PATH}/foreign`, { method: 'PUT', body })).status).toBe(200);
    expect((await listed('limit=200')).data.map(({ modelName }) => modelName)).not.toContain('secret');
    expect(await database.query(`SELECT model_name FROM models WHERE project_id = 'other'`)).toEqual([
      { model_name: 'secret' },
    ]);
    await database.destroy();
  });

  it('takes a name and a start once, and as many models as a project may have', async () => {
    await created({ ...FLAT, modelName: 'once' });
    expect((await server.post(PATH, { ...FLAT, modelName: 'once' })).failure).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^modelName is that of another model .* same startDate/) as string,
    });
    const database = await openDataSource(server.databaseUrl ?? '', 1);
    await database.query(
      `INSERT INTO models SELECT 'default', 'filler-' || n, 'filler ' || n, 'x', NULL, 'TOKENS', NULL, NULL, '[]', now(), now()
       FROM generate_series(1, 1000) AS n`,
    );
    expect((await server.post(PATH, { ...FLAT, modelName: 'one too many' })).failure).toMatchObject({
      status: 400,
      message: 'The project may not have more than 1000 models of its own: delete some',
    });
    await database.query(`DELETE FROM models WHERE id LIKE 'filler-%'`);
    await database.destroy();
  });

  const tier = { name: 'base', isDefault: true, priority: 0, prices: { input: 1 } };
  it.each<[string, object]>([
    ['modelName is required', { modelName: undefined }],
    ['modelName must have at most 200 characters', { modelName: 'x'.repeat(201) }],
    ['matchPattern must be a regular expression in the syntax of RE2', { matchPattern: '(?=a)' }],
    ['matchPattern must be a regular expression in the syntax of RE2', { matchPattern: 'a'.repeat(1001) }],
    ['matchPattern must be simpler', { matchPattern: '((a{99}){99}){99}' }],
    ['unit must be one of TOKENS, CHARACTERS, MILLISECONDS, SECONDS, IMAGES, REQUESTS', { unit: 'PAGES' }],
    ['startDate must be an RFC 3339 date-time', { startDate: 'soon' }],
    ['tokenizerId must be one of openai, claude, null', { tokenizerId: 'none' }],
    ['tokenizerConfig must be an object or null', { tokenizerConfig: [] }],
    ['tokenizerConfig must have at most 10000 characters', { tokenizerConfig: { a: 'x'.repeat(10_000) } }],
    ['inputPrice must be at least 0', { inputPrice: -1e-20 }],
    ['inputPrice must be at most 1000000', { inputPrice: 1000001 }],
    ['inputPrice must have at most 20 decimal places', { inputPrice: 1e-21 }],
    ['inputPrice must be a finite number or null', { inputPrice: '1' }],
    ['pricingTiers is required where there is no inputPrice', { inputPrice: null, pricingTiers: [] }],
    ['pricingTiers cannot stand beside inputPrice', { pricingTiers: [tier] }],
    ['pricingTiers must have at most 20 elements', { pricingTiers: Array.from({ length: 21 }, () => tier) }],
    ['pricingTiers[0].prices is required', { pricingTiers: [{ ...tier, prices: undefined }] }],
    ['pricingTiers[0].prices must say something', { pricingTiers: [{ ...tier, prices: {} }] }],
    [
      'pricingTiers[0].prices.input must be a finite number',
      { pricingTiers: [{ ...tier, prices: { input: null } }] },
    ],
    [
      'pricingTiers[0].conditions must be empty for the default tier',
      { inputPrice: null, pricingTiers: [{ ...tier, conditions: [{ usageDetailPattern: 'a' }] }] },
    ],
  ])('says that %s', async (message, wrong) => {
    const answer = await server.post(PATH, { ...FLAT, modelName: 'wrong', ...wrong });
    expect(answer.failure).toMatchObject({
      status: 400,
      message: expect.stringContaining(message) as string,
    });
  });

  it('takes no more of patterns and prices than it can bear', async () => {
    const heavy = { matchPattern: 'x{390}', unit: 'TOKENS', inputPrice: 1 };
    const answers = [];
    for (let n = 0; n < 60; n++) answers.push(await server.post(PATH, { ...heavy, modelName: `heavy ${n}` }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
    expect(answers.at(-1)?.failure.message).toMatch(/^The patterns of all models .* would be too large/);
    for (const { id } of answers.map((each) => each.json<{ id?: string }>()))
      if (id !== undefined) await server.request(`${PATH}/${id}`, { method: 'DELETE' });

    const prices = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`${n}`.padStart(100, 'x'), 1]));
    const pricingTiers = Array.from({ length: 20 }, (_, n) => ({
      ...tier,
      ...(n > 0 && { isDefault: false, conditions: [{ usageDetailPattern: 'a', operator: 'gt', value: 1 }] }),
      name: `${n}`,
      priority: n,
      prices,
    }));
    const long = { modelName: 'long', matchPattern: 'x', unit: 'TOKENS', pricingTiers };
    expect((await server.post(PATH, long)).failure).toMatchObject({
      status: 400,
      message: expect.stringContaining('at most 50000 characters') as string,
    });
  });

  it('answers errors as Langfuse does', async () => {
    expect((await server.get(`${PATH}/none`)).json()).toEqual({
      message: 'There is no such model',
      code: 'NOT_FOUND',
      data: null,
      error: 'LangfuseNotFoundError',
    });
  });
});
