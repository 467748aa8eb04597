import { anObservationAnswer } from '../../../test/factories/observation-answer.factory.js';
import { anObservation } from '../../../test/factories/observation.factory.js';
import { JsonText, writeJson } from '../../common/json/json-text.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { Observation } from '../domain/observation.js';
import { presentObservation } from './observation.presenter.js';

function observation(known: Partial<Observation>): Observation {
  return anObservation({ projectId: 'p1', traceId: 't1', id: 'o1', ...known });
}

describe('presentObservation', () => {
  it('shows an observation of which hardly anything is known', () => {
    expect(presentObservation(observation({}))).toEqual(
      anObservationAnswer({
        id: 'o1',
        traceId: 't1',
        projectId: 'p1',
        type: 'SPAN',
        startTime: '2026-01-31T08:00:00.000Z',
        createdAt: '2026-01-31T08:00:01.000Z',
        updatedAt: '2026-01-31T08:00:02.000Z',
      }),
    );
  });

  it('derives latencies, the total and the details from what is known', () => {
    const shown = presentObservation(
      observation({
        endTime: '2026-01-31T08:00:01.250000Z' as Timestamp,
        completionStartTime: '2026-01-31T08:00:00.300000Z' as Timestamp,
        promptTokens: 100,
        completionTokens: 20,
        calculatedOutputCost: 0.5,
        calculatedTotalCost: 0.5,
      }),
    );
    expect(shown).toMatchObject({
      latency: 1.25,
      timeToFirstToken: 0.3,
      totalTokens: 120,
      usage: { input: 100, output: 20, total: 120, inputCost: null, outputCost: 0.5, totalCost: 0.5 },
    });
    expect(shown.usageDetails).toEqual({ input: 100, output: 20, total: 120 });
    expect(shown.costDetails).toEqual({ output: 0.5, total: 0.5 });
  });

  it('shows by which prices it was priced, and each cost', () => {
    const pricing = {
      modelId: 'm1',
      tierId: 't1',
      tierName: 'Standard',
      prices: { input: '0.0000025', output: '0.00001', input_cached_tokens: '0.00000125' },
      costs: { input: '0.00025', input_cached_tokens: '0.000125' },
      totalCost: '0.000375',
    };
    expect(presentObservation(observation({ pricing, calculatedTotalCost: 0.000375 }))).toMatchObject({
      modelId: 'm1',
      usagePricingTierId: 't1',
      usagePricingTierName: 'Standard',
      inputPrice: 0.0000025,
      outputPrice: 0.00001,
      totalPrice: null,
      costDetails: { input: 0.00025, input_cached_tokens: 0.000125, total: 0.000375 },
      calculatedTotalCost: 0.000375,
    });
    expect(presentObservation(observation({ pricing, modelId: 'sent', inputPrice: 1 }))).toMatchObject({
      modelId: 'sent',
      inputPrice: 1,
    });
  });

  it('prefers what was sent', () => {
    const shown = presentObservation(
      observation({
        endTime: '2026-01-31T08:00:01.250000Z' as Timestamp,
        latency: 9,
        timeToFirstToken: 8,
        totalTokens: 7,
        unit: 'CHARACTERS',
        usageDetails: new JsonText('{"cached": 1.0}'),
        costDetails: new JsonText('{"cached": 0.10}'),
        modelParameters: new JsonText('{"temperature": 0.20}'),
      }),
    );
    expect(shown).toMatchObject({
      latency: 9,
      timeToFirstToken: 8,
      unit: 'CHARACTERS',
      usage: { total: 7, unit: 'CHARACTERS' },
    });
    const { usageDetails, costDetails, modelParameters } = shown;
    expect(writeJson([usageDetails, costDetails, modelParameters])).toBe(
      '[{"cached": 1.0},{"cached": 0.10},{"temperature": 0.20}]',
    );
  });
});
