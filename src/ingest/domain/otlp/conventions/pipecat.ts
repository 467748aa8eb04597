import type { Convention } from '../convention.js';
import type { SpanReader } from '../span-reader.js';
import { timeAfterStart } from '../span-times.js';
import { requestParameters, withInstructions } from './gen-ai.js';

/** What its settings say of one that is not set. */
const NOT_GIVEN = 'NOT_GIVEN';

/** Pipecat. Beside the words of OpenTelemetry it has plain ones, which mean something else with other emitters. */
export const pipecat: Convention = {
  title: 'Pipecat',
  keys: [],
  speaks: ({ span }) => span.scope.name === 'pipecat',
  input: (span) => {
    const messages = span.takeStructure(['input']);
    return messages === undefined
      ? span.takeStructure(['text', ...heard(span)])
      : withInstructions(span, messages);
  },
  output: (span) => span.takeStructure(['output', 'text_output', ...said(span)]),
  modelParameters: (span) => requestParameters(span, (value) => value !== NOT_GIVEN),
  completionStart: (span) => {
    // Of a transcription it is counted from the end of what was said, which is later than the start.
    const seconds = span.span.name === 'stt' ? undefined : span.number('metrics.ttfb');
    return seconds === undefined ? undefined : timeAfterStart(span.span, seconds * 1e9);
  },
};

/** Of a model that hears and speaks, a transcript may be of either side. */
function heard(span: SpanReader): readonly string[] {
  return span.flag('transcript.is_input') === true ? TRANSCRIPT : NONE;
}

function said(span: SpanReader): readonly string[] {
  return span.flag('transcript.is_input') === true ? NONE : TRANSCRIPT;
}

const TRANSCRIPT: readonly string[] = ['transcript'];
const NONE: readonly string[] = [];
