import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anOtlpSpan, translated } from '../../../../test/factories/otlp-span.factory.js';
import { CONVENTIONS, ownerOf } from './conventions.js';

/** By title of the convention, as docs/otlp-attributes.md has them. */
function documentedOwners(): Map<string, string[]> {
  const text = readFileSync(join(__dirname, '../../../../docs/otlp-attributes.md'), 'utf8');
  const rows = text.matchAll(/^\| ([^|]+?) +\| `conventions\/[^|]*\| ([^|]*?) +\|/gm);
  return new Map(
    [...rows].map(([, title = '', keys = '']) => [
      title,
      [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
    ]),
  );
}

/** A whole key, or the beginning of one. */
function written(key: string): string {
  return /[.:]$/.test(key) ? `${key}*` : key;
}

describe('the table of conventions', () => {
  it('has no attribute twice', () => {
    const keys = CONVENTIONS.flatMap((convention) => convention.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('owns with every key what begins so', () => {
    for (const convention of CONVENTIONS)
      for (const key of convention.keys)
        expect(ownerOf(key === written(key) ? key : `${key}x`)).toBe(convention);
  });

  it('is the one that is documented', () => {
    const owners = CONVENTIONS.map(({ title, keys }) => [title, keys.map(written).sort()] as const);
    const documented = [...documentedOwners()].map(([title, keys]) => [title, keys.sort()] as const);
    expect(documented.sort()).toEqual([...owners].sort());
  });

  it('has every convention that there is a file of', () => {
    const files = readdirSync(join(__dirname, 'conventions')).filter((file) => !file.endsWith('.spec.ts'));
    expect(files).toHaveLength(CONVENTIONS.length);
  });
});

describe('the order of what a span was given and what it gave', () => {
  /** Each before the next, as Langfuse reads them. */
  const ORDER: readonly (readonly [input: string, output: string])[] = [
    ['langfuse.observation.input', 'langfuse.observation.output'],
    ['genkit:input', 'genkit:output'],
    ['ai.prompt', 'ai.response.text'],
    ['gcp.vertex.agent.llm_request', 'gcp.vertex.agent.llm_response'],
    ['prompt', 'all_messages_events'],
    ['lk.chat_ctx', 'lk.response.text'],
    ['mlflow.spanInputs', 'mlflow.spanOutputs'],
    ['traceloop.entity.input', 'traceloop.entity.output'],
    ['input.value', 'output.value'],
    ['input', 'output'],
    ['pydantic_ai.all_messages', 'final_result'],
    ['tool_arguments', 'tool_response'],
    ['gen_ai.prompt.0.content', 'gen_ai.completion.0.content'],
    ['llm.input_messages.0.message.content', 'llm.output_messages.0.message.content'],
    ['gen_ai.input.messages', 'gen_ai.output.messages'],
    ['gen_ai.tool.call.arguments', 'gen_ai.tool.call.result'],
    ['request_data', 'response_data'],
  ];

  it.each(ORDER.slice(1).map(([input, output], index) => [...(ORDER[index] ?? []), input, output]))(
    'has %s and %s before %s and %s',
    (...keys) => {
      // What comes later is sent first.
      const { fields } = translated(anOtlpSpan(Object.fromEntries(keys.reverse().map((key) => [key, key]))));
      const [, , output, input] = keys;
      expect(JSON.stringify([fields['input'], fields['output']])).toContain(String(input));
      expect(JSON.stringify(fields['output'])).toContain(String(output));
    },
  );
});

describe('the owner of an attribute', () => {
  it.each([
    ['langfuse.trace.name', 'Langfuse'],
    ['user.id', 'Langfuse'],
    ['gen_ai.request.model', 'OpenTelemetry GenAI'],
    ['gen_ai.tool.call.id', 'OpenTelemetry GenAI tool calls'],
    ['gen_ai.prompt.0.content', 'Indexed messages'],
    ['gen_ai.prompt', 'OpenTelemetry GenAI'],
    ['llm.input_messages.0.message.role', 'OpenInference contents'],
    ['llm.usage.total_tokens', 'Traceloop OpenLLMetry'],
    ['gen_ai.user', 'Traceloop OpenLLMetry'],
    ['ai.response.text', 'Vercel AI SDK'],
    ['genkit:metadata:subtype', 'Genkit'],
    ['gcp.vertex.agent.llm_request', 'Google ADK'],
    ['lk.chat_ctx', 'LiveKit Agents'],
    ['mlflow.spanType', 'MLflow'],
    ['input', 'Plain attributes'],
    ['input.value', 'OpenInference'],
    ['final_result', 'Pydantic AI'],
    ['events', 'Logfire events'],
    ['http.method', undefined],
    ['__proto__', undefined],
  ])('of %s is %s', (key, owner) => {
    expect(ownerOf(key)?.title).toBe(owner);
  });
});
