import { toolUseOf } from './tool-use.js';

function use(input: unknown, output: unknown): unknown {
  return toolUseOf({ input: JSON.stringify(input), output: JSON.stringify(output) });
}

describe(toolUseOf, () => {
  it.each<[vendor: string, input: object]>([
    [
      'OpenAI',
      {
        messages: [],
        tools: [
          { type: 'function', function: { name: 'a' } },
          { type: 'function', name: 'b' },
        ],
      },
    ],
    ['Anthropic', { tools: [{ name: 'a', input_schema: {} }, { name: 'b' }, { name: 'a' }] }],
    [
      'Gemini',
      { tools: [{ functionDeclarations: [{ name: 'a' }] }, { function_declarations: [{ name: 'b' }] }] },
    ],
  ])('names the tools that %s was given', (_, input) => {
    expect(use(input, 'an answer about tools')).toEqual({ defined: ['a', 'b'], called: [] });
  });

  it.each<[by: string, output: unknown]>([
    [
      'OpenAI',
      {
        role: 'assistant',
        tool_calls: [
          { id: '1', type: 'function', function: { name: 'a' } },
          { id: '2', function: { name: 'a' } },
        ],
      },
    ],
    [
      'OpenAI, with all choices',
      { choices: [{ message: { tool_calls: [{ function: { name: 'a' } }, { function: { name: 'a' } }] } }] },
    ],
    [
      'OpenAI, as a response',
      [
        { type: 'function_call', call_id: '1', name: 'a' },
        { type: 'function_call', call_id: '2', name: 'a' },
      ],
    ],
    [
      'Anthropic',
      {
        content: [
          { type: 'text', text: '' },
          { type: 'tool_use', id: '1', name: 'a' },
          { type: 'tool_use', id: '2', name: 'a' },
        ],
      },
    ],
    ['Gemini', { parts: [{ functionCall: { name: 'a', args: {} } }, { functionCall: { name: 'a' } }] }],
    [
      'AI SDK',
      {
        text: '',
        toolCalls: [
          { toolCallId: '1', toolName: 'a' },
          { toolCallId: '2', toolName: 'a' },
        ],
      },
    ],
    [
      'the GenAI conventions',
      [
        {
          role: 'assistant',
          parts: [
            { type: 'tool_call', id: '1', name: 'a' },
            { type: 'tool_call', id: '2', name: 'a' },
          ],
        },
      ],
    ],
    [
      'LangChain, which says it twice',
      {
        tool_calls: [
          { type: 'tool_call', id: '1', name: 'a' },
          { type: 'tool_call', id: '2', name: 'a' },
        ],
        additional_kwargs: {
          tool_calls: [
            { id: '1', function: { name: 'a' } },
            { id: '2', function: { name: 'a' } },
          ],
        },
      },
    ],
    ['a text that holds it', JSON.stringify({ tool_calls: [{ name: 'a' }, { name: 'a' }] })],
  ])('names each call that %s made', (_, output) => {
    expect(use({ messages: [{ tool_calls: [{ name: 'earlier' }] }] }, output)).toEqual({
      defined: [],
      called: ['a', 'a'],
    });
  });

  it.each<[what: string, input: string | null, output: string | null]>([
    ['nothing', null, null],
    ['no JSON', '{"tools":', '{"tool_calls":['],
    [
      'odd names',
      '{"tools":[{"name":7},{"name":""},null,{"name":"\\u0000"}]}',
      '{"tool_calls":[{"name":"\\ud800"},"x"]}',
    ],
    ['other things', '{"tools":"none"}', '{"type":"tool_result","name":"a","function":{"name":"b"}}'],
    ['what is very long', null, `{"tool_calls":[{"name":"a"}],"x":"${'x'.repeat(500_000)}"}`],
  ])('finds none in %s', (_, input, output) => {
    expect(toolUseOf({ input, output, metadata: input })).toEqual({ defined: [], called: [] });
  });

  it('finds no end of neither', () => {
    const calls = Array.from({ length: 2000 }, (_, index) => ({ name: `t${index}` }));
    expect(use({ tools: calls }, { tool_calls: calls })).toMatchObject({
      defined: { length: 500 },
      called: { length: 500 },
    });
    const deep = '['.repeat(5000) + '{"tool_calls":[{"name":"a"}]}' + ']'.repeat(5000);
    expect(toolUseOf({ output: deep }).called).toEqual([]);
  });
});
