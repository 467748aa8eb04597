import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

describe("spans of Google's ADK", () => {
  it('reads the call of a model', () => {
    const { fields, traceFields } = translated(
      anOtlpSpan(
        {
          'gen_ai.system': 'gcp.vertex.agent',
          'gen_ai.request.model': 'gemini-2.5-flash',
          'gcp.vertex.agent.session_id': 's1',
          'gcp.vertex.agent.llm_request':
            '{"model":"gemini-2.5-flash","contents":[{"role":"user","parts":[{"text":"Hi"}]}]}',
          'gcp.vertex.agent.llm_response':
            '{"content":{"parts":[{"text":"Hello"}]},"usage_metadata":{"prompt_token_count":10,"candidates_token_count":2,"thoughts_token_count":3,"total_token_count":15}}',
        },
        { name: 'call_llm' },
      ),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      name: 'call_llm',
      model: 'gemini-2.5-flash',
      input: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
      output: { content: { parts: [{ text: 'Hello' }] } },
      usageDetails: { input: 10, output: 2, output_reasoning_tokens: 3, total: 15 },
    });
    expect(traceFields).toMatchObject({ sessionId: 's1' });
  });

  it('reads the call of a tool, where the request is empty', () => {
    const { fields } = translated(
      anOtlpSpan({
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'add',
        'gcp.vertex.agent.llm_request': '{}',
        'gcp.vertex.agent.llm_response': '{}',
        'gcp.vertex.agent.tool_call_args': '{"a":1}',
        'gcp.vertex.agent.tool_response': '{"result":2}',
      }),
    );
    expect(fields).toMatchObject({ type: 'TOOL', name: 'add', input: { a: 1 }, output: { result: 2 } });
  });
});

describe.each([1, 2])('spans that ADK %d has sent', (version) => {
  const sent = new Recording(`google-adk-${version}`);

  it('are generations with the counts of the model, an agent and a tool', () => {
    const [asking] = sent.named(version === 1 ? 'call_llm' : 'generate_content gemini-2.5-flash');
    expect(asking?.fields).toMatchObject({
      model: 'gemini-2.5-flash',
      modelParameters: { max_tokens: 100 },
      usageDetails: {
        input: 20,
        input_cached_tokens: 100,
        output: 20,
        output_reasoning_tokens: 10,
        total: 150,
      },
    });
    expect(asking?.traceFields).toMatchObject({ sessionId: 's1' });
    expect(JSON.stringify(asking?.fields['input'])).toContain('How warm is it in Oslo?');
    expect(JSON.stringify(asking?.fields['output'])).toContain('get_weather');
    expect(sent.first('get_weather').fields).toMatchObject(
      version === 1
        ? { type: 'TOOL', input: { city: 'Oslo' }, output: { city: 'Oslo', degrees: 21 } }
        : { type: 'TOOL', level: 'ERROR', statusMessage: 'TOOL_ERROR', input: {} },
    );
    expect(sent.first('invoke_agent weather').fields).toMatchObject({ type: 'AGENT' });
    expect(sent.totalTokens()).toBe(2 * 150);
  });
});
