import { parseTimestamp, type Timestamp } from '../../common/time/timestamp.js';
import type { NativeObservation, NativeTrace } from './native-batch.js';
import type { ObservationPatch, TracePatch } from './patch.js';
import { IMPLIED } from './stamp.js';
import { translateNativeBatch } from './translate-native-batch.js';

const RECEIVED = Date.UTC(2026, 0, 31, 12);
const CONTEXT = { projectId: 'p', receivedAtMs: RECEIVED };

function at(time: string): Timestamp {
  return parseTimestamp(`2026-01-31T${time}Z`) as Timestamp;
}

function trace(fields: Omit<NativeTrace, 'id'>, receivedAtMs = RECEIVED): TracePatch {
  return translateNativeBatch(
    { trace: { id: 't', ...fields } },
    { ...CONTEXT, receivedAtMs },
  )[0] as TracePatch;
}

function observation(fields: Partial<NativeObservation>, receivedAtMs = RECEIVED): ObservationPatch {
  const observations = [{ id: 'o', traceId: 't', ...fields }];
  return translateNativeBatch({ observations }, { ...CONTEXT, receivedAtMs })[0] as ObservationPatch;
}

describe(translateNativeBatch, () => {
  it('gives the trace first, then the observations as they came, all of the project of the credential', () => {
    const patches = translateNativeBatch(
      {
        observations: [
          { id: 'b', traceId: 't' },
          { id: 'a', traceId: 'u' },
        ],
        trace: { id: 't' },
      },
      CONTEXT,
    );
    expect(patches.map(({ kind, projectId, id }) => [kind, projectId, id])).toEqual([
      ['trace', 'p', 't'],
      ['observation', 'p', 'b'],
      ['observation', 'p', 'a'],
    ]);
  });

  it.each([{}, { trace: null, observations: null }, { observations: [] }])(
    'gives nothing for %j',
    (batch) => {
      expect(translateNativeBatch(batch, CONTEXT)).toEqual([]);
    },
  );

  it('forbids another project, wherever it is named', () => {
    expect(() => trace({ projectId: 'q' })).toThrow('trace.projectId is not the project of this credential');
    expect(() => observation({ projectId: 'q' })).toThrow('observations[0].projectId is not');
    expect(trace({ projectId: 'p' }).projectId).toBe('p');
  });

  describe('of a trace', () => {
    it('keeps what was said', () => {
      const said = {
        name: 'n',
        userId: 'u',
        release: 'r',
        version: 'v',
        externalId: 'x',
        public: false,
        bookmarked: true,
        metadata: '{"a":1}',
        input: '1.10',
        output: '""',
        latency: 0,
        totalCost: 0.5,
        environment: 'production',
      };
      const { fields } = trace({ ...said, timestamp: '2026-01-31T08:00:00Z', tags: ['b', 'a', 'b'] }).state;
      expect(fields).toEqual({ ...said, timestamp: at('08:00'), tags: ['a', 'b'] });
    });

    it('says nothing for null, for JSON null and for the default environment', () => {
      const nothing = { name: null, tags: null, metadata: 'null', input: null, environment: 'default' };
      expect(trace({ ...nothing, timestamp: '2026-01-31', latency: -1 }).state.fields).toEqual({
        timestamp: at('00:00'),
      });
    });

    it('takes session_id for sessionId, which wins', () => {
      expect(trace({ session_id: 's' }).state.fields.sessionId).toBe('s');
      expect(trace({ session_id: 's', sessionId: 'S' }).state.fields.sessionId).toBe('S');
    });

    it('is dated on arrival where it says no time, so that any time that is sent later wins', () => {
      const { fields, exceptions } = trace({}).state;
      expect(fields.timestamp).toBe(at('12:00'));
      expect(exceptions).toEqual(new Map([['timestamp', IMPLIED]]));
      expect(trace({ timestamp: '2026-01-31' }).state.exceptions).toBeNull();
    });
  });

  describe('of an observation', () => {
    it('is dated by its end, else by its first token, else by its start, else by its arrival', () => {
      const startTime = '2026-01-31T08:00:00Z';
      const completionStartTime = '2026-01-31T09:00:00Z';
      const endTime = '2026-01-31T10:00:00Z';
      const stamps = [
        observation({ startTime }),
        observation({ startTime, completionStartTime }),
        observation({ startTime, completionStartTime, endTime }),
        observation({}),
      ].map(({ state }) => state.stamp);
      expect(stamps).toEqual([...stamps].sort());
      expect(new Set(stamps).size).toBe(4);
      expect(observation({ endTime }).state.stamp).toBe(stamps[2]);
    });

    it('lets the later arrival of two with the same time win', () => {
      const endTime = '2026-01-31T10:00:00Z';
      const [first, second] = [RECEIVED, RECEIVED + 0.5].map(
        (receivedAtMs) => observation({ endTime }, receivedAtMs).state.stamp,
      );
      expect((first ?? '') < (second ?? '')).toBe(true);
    });

    it('begins at the time of its event where no start was sent, until one is', () => {
      const { fields, exceptions } = observation({ endTime: '2026-01-31T10:00:00Z' }).state;
      expect(fields.startTime).toBe(at('10:00'));
      expect(exceptions).toEqual(new Map([['startTime', IMPLIED]]));
    });

    it('never ends before it begins', () => {
      const times = { startTime: '2026-01-31T10:00:00Z', endTime: '2026-01-31T09:00:00Z' };
      expect(observation(times).state.fields).toEqual({ startTime: at('10:00'), endTime: at('10:00') });
    });

    it('takes amounts from usage in either spelling, and its own fields first', () => {
      const langfuse = observation({
        usage: { input: 1, output: 2, total: 3, unit: 'TOKENS', totalCost: 4 },
      });
      expect(langfuse.state.fields).toMatchObject({
        promptTokens: 1,
        completionTokens: 2,
        totalTokens: 3,
        unit: 'TOKENS',
        calculatedTotalCost: 4,
      });
      const openai = observation({ usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 } });
      expect(openai.state.fields).toMatchObject({ promptTokens: 1, completionTokens: 2, totalTokens: 3 });
      const own = observation({ promptTokens: 0, calculatedInputCost: 9, usage: { input: 1, inputCost: 1 } });
      expect(own.state.fields).toMatchObject({ promptTokens: 0, calculatedInputCost: 9 });
    });

    it.each([
      [
        { prompt_tokens: '100', completion_tokens: 20, prompt_tokens_details: { cached_tokens: 60 } },
        { input: 40, input_cached_tokens: 60, output: 20, total: 120 },
      ],
      [
        {
          input_tokens: 10,
          output_tokens: 20,
          total_tokens: 30,
          output_tokens_details: { reasoning_tokens: 5 },
        },
        { input: 10, output: 15, output_reasoning_tokens: 5, total: 30 },
      ],
      [
        { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 20, service_tier: 'batch' },
        { input: 10, input_cached_tokens: 90, output: 20, total: 120 },
      ],
      [
        { promptTokenCount: 100, candidatesTokenCount: 15, thoughtsTokenCount: 5, totalTokenCount: 120 },
        { input: 100, output: 15, output_reasoning_tokens: 5, total: 120 },
      ],
    ])('brings the usage of a vendor to buckets, and keeps what was sent: %j', (sent, buckets) => {
      for (const said of [{ usage: sent }, { usageDetails: sent, usage: { input: 1 } }]) {
        const { fields } = observation(said).state;
        expect(JSON.parse(fields.usageDetails ?? '')).toEqual(buckets);
        expect(JSON.parse(fields.usageSent ?? '')).toEqual(sent);
        expect(fields.totalTokens).toBe(buckets.total);
      }
    });

    it('believes its own fields, also beside buckets', () => {
      const usage = { prompt_tokens: 10, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } };
      const same = observation({ usage, promptTokens: 10, totalTokens: 12 }).state.fields;
      expect(JSON.parse(same.usageDetails ?? '')).toEqual({
        input: 6,
        input_cached_tokens: 4,
        output: 2,
        total: 12,
      });
      const { usageDetails, usageSent, ...counts } = observation({ usage, promptTokens: 30 }).state.fields;
      expect(counts).toMatchObject({ promptTokens: 30, completionTokens: 2, totalTokens: 32 });
      expect(JSON.parse(usageDetails ?? '')).toEqual({ input: 30, output: 2, total: 32 });
      expect(JSON.parse(usageSent ?? '')).toEqual(usage);
      expect(observation({ usageDetails: { input: 3, widgets: 4 } }).state.fields).toMatchObject({
        usageDetails: '{"input":3,"widgets":4,"total":7}',
        promptTokens: 3,
        totalTokens: 7,
      });
    });

    it('reads the counts of usage in texts, and no other members beside its own', () => {
      const { fields } = observation({
        usage: { input: '3', output: '', total_tokens: 9, colour: 'red', reasoning: 4 },
      }).state;
      expect(fields).toMatchObject({ promptTokens: 3, totalTokens: 9 });
      for (const field of ['completionTokens', 'usageDetails', 'usageSent'])
        expect(fields).not.toHaveProperty(field);
      expect(() => observation({ usage: { input: 'x' } })).toThrow(
        'observations[0].usage.input must be a whole number from 0 to 10000000000',
      );
      const most = { prompt_tokens: 10_000_000_000, prompt_tokens_details: { cached_tokens: 1, audio: 1 } };
      expect(() => observation({ usageDetails: { input: 10_000_000_000, input_audio: 1 } })).toThrow(
        /^observations\[0\]\.usage must count at most/,
      );
      expect(() => observation({ usage: most })).not.toThrow();
    });

    it('says nothing by its default type, environment and empty texts', () => {
      const blank = { type: 'GENERATION', environment: '', level: 'DEFAULT', parentObservationId: '' };
      expect(Object.keys(observation(blank).state.fields)).toEqual(['startTime']);
      expect(observation({ level: 'ERROR' }).state.fields.level).toBe('ERROR');
    });

    it.each([
      ['7', 7],
      [0, 0],
      [2_147_483_647, 2_147_483_647],
      ['', undefined],
      [null, undefined],
    ])('reads the prompt version %p', (promptVersion, expected) => {
      expect(observation({ promptVersion }).state.fields.promptVersion).toBe(expected);
    });

    it.each(['v1', '1.5', -1, 2_147_483_648, 'Infinity'])(
      'refuses the prompt version %p',
      (promptVersion) => {
        expect(() => observation({ promptVersion })).toThrow(
          'observations[0].promptVersion must be a whole number from 0 to 2147483647',
        );
      },
    );

    it('names the place of a time that cannot be read', () => {
      const observations = [
        { id: 'a', traceId: 't' },
        { id: 'b', traceId: 't', endTime: 'x' },
      ];
      expect(() => translateNativeBatch({ observations }, CONTEXT)).toThrow(
        /^observations\[1\]\.endTime must/,
      );
    });
  });
});
