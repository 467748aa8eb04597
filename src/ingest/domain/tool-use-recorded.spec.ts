import { Recording } from '../../../test/factories/recorded-spans.js';
import { toolUseOf } from './tool-use.js';

/** Of the calls of models. */
function toolsIn(recording: string): { defined: readonly string[]; called: readonly string[] } {
  const generations = new Recording(recording).spans.filter(({ fields }) => fields['type'] === 'GENERATION');
  const uses = generations.map(({ observation }) => toolUseOf(observation.state.fields));
  return {
    defined: [...new Set(uses.flatMap(({ defined }) => defined))].sort(),
    called: uses.flatMap(({ called }) => called).sort(),
  };
}

const WEATHER = ['get_weather'];

describe('tools of emitters', () => {
  it.each<[emitter: string, defined: readonly string[], called: readonly string[]]>([
    ['genkit', WEATHER, WEATHER],
    ['google-adk-1', WEATHER, WEATHER],
    ['google-adk-2', WEATHER, WEATHER],
    ['livekit', WEATHER, WEATHER],
    ['mlflow', WEATHER, WEATHER],
    ['openinference-anthropic', WEATHER, WEATHER],
    ['openinference-js', WEATHER, WEATHER],
    ['openinference-langchain', WEATHER, WEATHER],
    ['openinference-openai', WEATHER, WEATHER],
    ['openinference-openai-agents', WEATHER, WEATHER],
    ['openinference-smolagents', ['final_answer', 'get_weather'], WEATHER],
    ['pydantic-ai-v2', ['final_result', 'get_weather'], ['final_result', 'get_weather']],
    ['pydantic-ai-v5', ['final_result', 'get_weather'], ['final_result', 'get_weather']],
    ['traceloop', WEATHER, ['get_weather', 'get_weather']],
    ['traceloop-js', WEATHER, WEATHER],
    ['vercel-ai-4', WEATHER, WEATHER],
    ['vercel-ai-5', WEATHER, WEATHER],
    ['vercel-ai-6', WEATHER, WEATHER],
    ['vercel-ai-7', WEATHER, WEATHER],
    // These do not say which tools there were.
    ['litellm', [], WEATHER],
    ['openai-v2', [], WEATHER],
  ])('are named by %s', (emitter, defined, called) => {
    expect(toolsIn(emitter)).toEqual({ defined, called });
  });
});
