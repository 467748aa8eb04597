import type { Convention } from '../convention.js';
import type { Json } from '../json-text.js';
import type { SpanReader } from '../span-reader.js';
import { usageOfJson, type UsageNames } from '../token-usage.js';

const PREFIX = 'gcp.vertex.agent.';

const USAGE: UsageNames = {
  input: ['usage_metadata.prompt_token_count', 'usageMetadata.promptTokenCount'],
  output: ['usage_metadata.candidates_token_count', 'usageMetadata.candidatesTokenCount'],
  total: ['usage_metadata.total_token_count', 'usageMetadata.totalTokenCount'],
  details: {
    input_cached_tokens: [
      'usage_metadata.cached_content_token_count',
      'usageMetadata.cachedContentTokenCount',
    ],
    input_tool_use_tokens: [
      'usage_metadata.tool_use_prompt_token_count',
      'usageMetadata.toolUsePromptTokenCount',
    ],
    output_reasoning_tokens: ['usage_metadata.thoughts_token_count', 'usageMetadata.thoughtsTokenCount'],
  },
  // Gemini counts them beside the prompt and the answer.
  apart: ['input_tool_use_tokens', 'output_reasoning_tokens'],
};

/** Google's Agent Development Kit. It writes `{}` where there is nothing to say. */
export const googleAdk: Convention = {
  title: 'Google ADK',
  keys: [PREFIX],
  input: (span) => said(span, ['llm_request', 'tool_call_args', 'data']),
  output: (span) => said(span, ['llm_response', 'tool_response']),
  usage: (span) => {
    // The answer itself keeps the counts.
    const json = span.json(`${PREFIX}llm_response`);
    return json === undefined ? undefined : usageOfJson(json, USAGE);
  },
  sessionId: (span) => span.takeText([`${PREFIX}session_id`]),
};

function said(span: SpanReader, names: readonly string[]): Json | undefined {
  for (const name of names) {
    const json = span.json(PREFIX + name);
    if (json === undefined || json.trim() === '{}' || json === '""') continue;
    return span.takeStructure([PREFIX + name]);
  }
  return undefined;
}
