import { anOtlpSpan, aSpanEvent, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

const LLM = {
  'openinference.span.kind': 'LLM',
  'llm.model_name': 'claude-sonnet-4-5',
  'llm.invocation_parameters': '{"max_tokens": 1024, "temperature": 0.5}',
  'llm.input_messages.0.message.role': 'user',
  'llm.input_messages.0.message.content': 'What is 2 + 2?',
  'llm.input_messages.1.message.role': 'assistant',
  'llm.input_messages.1.message.tool_calls.0.tool_call.id': 'call_1',
  'llm.input_messages.1.message.tool_calls.0.tool_call.function.name': 'add',
  'llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments': '{"a":2,"b":2}',
  'llm.output_messages.0.message.role': 'assistant',
  'llm.output_messages.0.message.contents.0.message_content.type': 'text',
  'llm.output_messages.0.message.contents.0.message_content.text': '4',
  'llm.token_count.prompt': 1200,
  'llm.token_count.completion': 80,
  'llm.token_count.total': 1280,
  'llm.token_count.prompt_details.cache_read': 1000,
  'llm.cost.total': 0.0125,
  'session.id': 's1',
  'user.id': 'u1',
  'tag.tags': ['x'],
  metadata: '{"tier": "gold"}',
};

describe('spans of OpenInference', () => {
  it('counts together what it says and what is said in the words of OpenTelemetry', () => {
    const { fields } = translated(
      anOtlpSpan({
        'llm.token_count.prompt': 5,
        'llm.token_count.prompt_details.cache_read': 2,
        'gen_ai.usage.output_tokens': 3,
      }),
    );
    expect(fields['usageDetails']).toEqual({ input: 3, input_cached_tokens: 2, output: 3, total: 8 });
  });

  it('rebuilds messages from indexed attributes', () => {
    const { fields, traceFields } = translated(
      anOtlpSpan(LLM, { events: [aSpanEvent('First Token Stream Event')] }),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      model: 'claude-sonnet-4-5',
      modelParameters: { max_tokens: 1024, temperature: 0.5 },
      input: [
        { role: 'user', content: 'What is 2 + 2?' },
        {
          role: 'assistant',
          tool_calls: [{ id: 'call_1', function: { name: 'add', arguments: '{"a":2,"b":2}' } }],
        },
      ],
      output: [{ role: 'assistant', contents: [{ type: 'text', text: '4' }] }],
      usageDetails: { input: 200, output: 80, input_cached_tokens: 1000, total: 1280 },
      costDetails: { total: 0.0125 },
      calculatedTotalCost: 0.0125,
      completionStartTime: '2026-11-22T13:09:02.576000Z',
      metadata: { tier: 'gold' },
    });
    expect(traceFields).toMatchObject({ sessionId: 's1', userId: 'u1', tags: ['x'] });
  });

  it('reads the model of a call that has failed from its parameters', () => {
    const { fields } = translated(
      anOtlpSpan(
        {
          'openinference.span.kind': 'LLM',
          'llm.system': 'openai',
          'llm.invocation_parameters': '{"model": "no-such-model", "temperature": 0.5}',
          'input.mime_type': 'application/json',
          'input.value': '{"messages": [{"role": "user", "content": "Why?"}], "model": "no-such-model"}',
          'llm.input_messages.0.message.role': 'user',
          'llm.input_messages.0.message.content': 'Why?',
        },
        { statusCode: 'ERROR', statusMessage: 'NotFoundError: Error code: 404 - No such model' },
      ),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      level: 'ERROR',
      statusMessage: 'NotFoundError: Error code: 404 - No such model',
      model: 'no-such-model',
      modelParameters: { model: 'no-such-model', temperature: 0.5 },
    });
    const without = translated(
      anOtlpSpan({ 'openinference.span.kind': 'LLM', 'llm.invocation_parameters': '{"model": 5}' }),
    );
    expect(without.fields).not.toHaveProperty('model');
  });

  it('believes the value before the messages, and keeps the messages', () => {
    const { fields } = translated(
      anOtlpSpan({ ...LLM, 'input.value': '{"messages":[]}', 'input.mime_type': 'application/json' }),
    );
    expect(fields['input']).toEqual({ messages: [] });
    expect(fields['metadata']).toMatchObject({
      attributes: { 'llm.input_messages.0.message.content': 'What is 2 + 2?' },
    });
  });

  it('leaves text what is said to be text', () => {
    const { fields } = translated(
      anOtlpSpan({ 'input.value': '{"a":1}', 'input.mime_type': 'text/plain', 'output.value': '[1]' }),
    );
    expect(fields).toMatchObject({ input: '{"a":1}', output: [1] });
  });

  it('gives the documents of a retriever', () => {
    const { fields } = translated(
      anOtlpSpan({
        'openinference.span.kind': 'RETRIEVER',
        'input.value': 'cats',
        'retrieval.documents.0.document.content': 'Cats purr.',
        'retrieval.documents.0.document.score': 0.9,
        'retrieval.documents.1.document.content': 'Dogs bark.',
      }),
    );
    expect(fields).toMatchObject({
      type: 'RETRIEVER',
      input: 'cats',
      output: [{ content: 'Cats purr.', score: 0.9 }, { content: 'Dogs bark.' }],
    });
  });

  it('counts nothing of an agent, whose calls count themselves', () => {
    const { fields } = translated(
      anOtlpSpan({ ...LLM, 'openinference.span.kind': 'AGENT', 'input.value': 'Solve it.' }),
    );
    expect(fields).toMatchObject({ type: 'AGENT', input: 'Solve it.' });
    expect(fields).not.toHaveProperty('usageDetails');
    const scope = {
      name: 'openinference.instrumentation.claude_agent_sdk',
      version: '',
      attributes: new Map(),
    };
    const alone = translated(anOtlpSpan({ ...LLM, 'openinference.span.kind': 'AGENT' }, { scope }));
    expect(alone.fields).toMatchObject({ totalTokens: 1280 });
  });

  it.each(['CHAIN', 'EMBEDDING', 'TOOL', 'GUARDRAIL', 'EVALUATOR'])('knows %s', (kind) => {
    expect(translated(anOtlpSpan({ 'openinference.span.kind': kind })).fields['type']).toBe(kind);
  });
});

const CALLED = { input: 20, input_cached_tokens: 100, output: 20, output_reasoning_tokens: 10, total: 150 };
const WITH_ANTHROPIC = {
  input: 20,
  input_cached_tokens: 100,
  input_cache_creation: 7,
  output: 30,
  total: 157,
};

describe('spans that OpenInference has sent', () => {
  it('of OpenAI', () => {
    const sent = new Recording('openinference-openai');
    const [chat, asking, answering, stream, failing] = sent.named('ChatCompletion');
    expect(chat?.fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { model: 'gpt-4o', temperature: 0.2 },
      input: { messages: [{ role: 'system' }, { role: 'user', content: 'How warm is it in Oslo?' }] },
      output: { choices: [{ message: { content: 'It is 21 degrees in Oslo.' } }] },
      metadata: { tier: 'gold' },
    });
    expect(chat?.fields['usageDetails']).toEqual(CALLED);
    expect(chat?.traceFields).toMatchObject({ userId: 'u1', sessionId: 's1', tags: ['demo'] });
    expect(asking?.fields['input']).toMatchObject({ tools: [{ function: { name: 'get_weather' } }] });
    expect(answering?.fields['input']).toMatchObject({ messages: [{}, {}, {}, { role: 'tool' }] });
    expect(stream?.fields).toHaveProperty('completionStartTime');
    // It has no attribute of its own for the model.
    expect(failing?.fields).toMatchObject({ level: 'ERROR', model: 'gpt-4o' });
    expect(sent.first('Response').fields['usageDetails']).toEqual(CALLED);
    expect(sent.first('CreateEmbeddings').fields).toMatchObject({
      type: 'EMBEDDING',
      model: 'text-embedding-3-small',
      modelParameters: { encoding_format: 'base64' },
      usageDetails: { input: 8, total: 8 },
    });
    expect(sent.totalTokens()).toBe(5 * 150 + 8);
  });

  it('of OpenAI in JavaScript', () => {
    const sent = new Recording('openinference-js');
    expect(sent.first('OpenAI Chat Completions').fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2 },
      usageDetails: CALLED,
    });
    expect(sent.first('OpenAI Embeddings').fields).toMatchObject({ type: 'EMBEDDING', input: ['Oslo'] });
    expect(sent.totalTokens()).toBe(2 * 150);
  });

  it('of Anthropic and Google, whose caches and thoughts are within the counts', () => {
    for (const { fields } of new Recording('openinference-anthropic').spans)
      expect(fields).toMatchObject({ model: 'claude-sonnet-4-5-20250929', usageDetails: WITH_ANTHROPIC });
    const [text, stream] = new Recording('openinference-google-genai').spans;
    expect(text?.fields).toMatchObject({ model: 'gemini-2.5-flash', modelParameters: { temperature: 0.2 } });
    for (const span of [text, stream]) expect(span?.fields['usageDetails']).toEqual(CALLED);
  });

  it('of LangChain and LangGraph', () => {
    const sent = new Recording('openinference-langchain');
    expect(sent.first('RunnableSequence')).toMatchObject({
      fields: { type: 'CHAIN', input: 'How warm is it in Oslo?' },
      traceFields: { name: 'RunnableSequence', sessionId: 's1' },
    });
    expect(sent.first('ChatOpenAI').fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2 },
      usageDetails: CALLED,
      metadata: { ls_provider: 'openai' },
    });
    expect(sent.first('get_weather').fields).toMatchObject({ type: 'TOOL', input: 'Oslo' });
    expect(sent.first('weather').fields).toMatchObject({ type: 'CHAIN' });
    expect(sent.first('R').fields).toMatchObject({
      type: 'RETRIEVER',
      input: 'Oslo',
      output: { documents: [{ page_content: 'Oslo is in Norway.', metadata: { source: 'atlas' } }] },
    });
    expect(sent.totalTokens()).toBe(3 * 150);
  });

  it('of the agents of OpenAI', () => {
    const sent = new Recording('openinference-openai-agents');
    const [asking] = sent.named('response');
    expect(asking?.fields).toMatchObject({ model: 'gpt-4o-2024-08-06', usageDetails: CALLED });
    expect(sent.first('weather').fields).toMatchObject({ type: 'AGENT' });
    expect(sent.first('get_weather').fields).toMatchObject({
      type: 'TOOL',
      input: { city: 'Oslo' },
      output: '21',
    });
    expect(sent.first('generation').fields).toMatchObject({ model: 'gpt-4o', totalTokens: 150 });
    expect(sent.totalTokens()).toBe(3 * 150);
  });

  it('of smolagents, whose tools are known by their names and whose runs count nothing', () => {
    const sent = new Recording('openinference-smolagents');
    expect(sent.first('get_weather')).toMatchObject({
      span: { name: 'SimpleTool' },
      fields: { type: 'TOOL', output: '21', metadata: { spanName: 'SimpleTool' } },
    });
    const run = sent.first('ToolCallingAgent.run');
    expect(run.fields).toMatchObject({ type: 'AGENT', input: { task: 'How warm is it in Oslo?' } });
    expect(run.rest).toMatchObject({ 'llm.token_count.total': 300 });
    expect(sent.totalTokens()).toBe(2 * 150);
  });
});
