import { firstCount, type Counts, type UsageShape } from '../usage-shape.js';

/** Ollama counts tokens beside durations, which are whole numbers of nanoseconds (github.com/ollama/ollama/blob/main/docs/api.md). */
export const ollama: UsageShape = {
  vendor: 'Ollama',
  marks: ['prompt_eval_count', 'eval_count'],
  read: (sent): Counts => {
    const counts = new Map<string, number>();
    const [input, output] = [firstCount(sent, 'prompt_eval_count'), firstCount(sent, 'eval_count')];
    if (input !== null) counts.set('input', input);
    if (output !== null) counts.set('output', output);
    return counts;
  },
};
