import { ownMember } from '../json/json-object.js';
import { MAX_USAGE_CHARACTERS } from './stored-usage.js';

/** Most usage says nothing of the kind: it is not parsed. */
const MENTIONS_TIER = /tier|traffic|"(?:flex|priority)/i;

/**
 * What the answer of a vendor says beside its counts of how the call was served, as a text: `service_tier`, `speed` and the like. Null: nothing.
 * @param usage as it was sent, JSON
 */
export function saidByUsage(usage: string | null, key: string): string | null {
  if (usage === null || usage.length > MAX_USAGE_CHARACTERS) return null;
  if (key === 'service_tier') return MENTIONS_TIER.test(usage) ? serviceTierIn(JSON.parse(usage)) : null;
  return usage.includes(`"${key}"`) ? textAt(JSON.parse(usage), key) : null;
}

/** What is no tier yet: the vendor was to choose one. */
const AUTO = 'auto';
/** Google's `trafficType` on Vertex AI. */
const TRAFFIC: ReadonlyMap<string, string> = new Map([
  ['ON_DEMAND', 'standard'],
  ['ON_DEMAND_FLEX', 'flex'],
  ['ON_DEMAND_PRIORITY', 'priority'],
]);
const LANGCHAIN_TIERS = ['flex', 'priority'];

/**
 * The tier that a call was served in, of usage as it was returned: OpenAI, Anthropic and Groq say `service_tier`, Google `serviceTier` or `trafficType`, and
 * LangChain counts by it (`input_token_details: {"flex": 12}`). Null where nothing is said.
 */
export function serviceTierIn(usage: unknown): string | null {
  const tier = textAt(usage, 'service_tier') ?? textAt(usage, 'serviceTier');
  if (tier !== null && tier !== AUTO) return tier;
  const traffic = textAt(usage, 'trafficType') ?? textAt(usage, 'traffic_type');
  return TRAFFIC.get(traffic ?? '') ?? tierOfCounts(usage);
}

function tierOfCounts(usage: unknown): string | null {
  for (const side of ['input_token_details', 'output_token_details']) {
    const details = ownMember(usage, side);
    for (const tier of LANGCHAIN_TIERS) if (typeof ownMember(details, tier) === 'number') return tier;
  }
  return null;
}

function textAt(value: unknown, key: string): string | null {
  const member = ownMember(value, key);
  return typeof member === 'string' && member !== '' ? member : null;
}
