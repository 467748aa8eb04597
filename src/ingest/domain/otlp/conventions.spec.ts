import { ownerOf } from './conventions.js';

describe('the owner of an attribute', () => {
  it.each([
    ['langfuse.trace.name', 'Langfuse'],
    ['user.id', 'Langfuse'],
    ['gen_ai.request.model', 'OpenTelemetry GenAI'],
    ['gen_ai.tool.call.id', 'OpenTelemetry GenAI tool calls'],
    ['gen_ai.prompt.0.content', 'Indexed messages'],
    ['gen_ai.prompt', 'OpenTelemetry GenAI'],
    ['llm.input_messages.0.message.role', 'OpenInference'],
    ['llm.usage.total_tokens', 'Traceloop OpenLLMetry'],
    ['ai.response.text', 'Vercel AI SDK'],
    ['genkit:metadata:subtype', 'Genkit'],
    ['gcp.vertex.agent.llm_request', 'Google ADK'],
    ['lk.chat_ctx', 'LiveKit Agents'],
    ['mlflow.spanType', 'MLflow'],
    ['input', 'Plain attributes'],
    ['input.value', 'OpenInference'],
    ['final_result', 'Logfire and Pydantic AI'],
    ['http.method', undefined],
    ['__proto__', undefined],
  ])('of %s is %s', (key, owner) => {
    expect(ownerOf(key)?.title).toBe(owner);
  });
});
