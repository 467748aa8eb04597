import { presentDailyUsage } from './daily-usage.presenter.js';

describe('presentDailyUsage', () => {
  it('names everything as clients know it', () => {
    const usage = [
      {
        model: null,
        inputTokens: 1n,
        outputTokens: 2n,
        totalTokens: 3n,
        traceCount: 4,
        observationCount: 5,
        totalCost: 0.5,
      },
    ];
    const day = { date: '2026-01-31', traceCount: 6, observationCount: 7, totalCost: 0.75, usage };
    expect(presentDailyUsage({ page: 1, limit: 1 }, { items: [day], totalItems: 2 })).toEqual({
      data: [
        {
          date: '2026-01-31',
          countTraces: 6,
          countObservations: 7,
          totalCost: 0.75,
          usage: [
            {
              model: null,
              inputUsage: 1,
              outputUsage: 2,
              totalUsage: 3,
              countTraces: 4,
              countObservations: 5,
              totalCost: 0.5,
            },
          ],
        },
      ],
      meta: { page: 1, limit: 1, totalItems: 2, totalPages: 2 },
    });
  });
});
