import type { ParameterFormat } from '../../common/http/query/parameter.decorator.js';

export type Labels = Readonly<Record<string, string>>;

/** Labels and their values, as a JSON object of strings. */
export const LABELS: ParameterFormat<Labels> = {
  parse: parseLabels,
  rule: 'must be a JSON object of strings, such as {"node_id":"node-1"}',
  schema: { type: String, example: '{"node_id":"node-1"}' },
};

function parseLabels(text: string): Labels | null {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value) as [string, unknown][];
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return null;
  return Object.fromEntries(entries.map(([key, label]) => [storable(key), storable(label)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** As ingest stores it: the database takes neither NUL nor lone surrogates. */
function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\u{FFFD}');
}
