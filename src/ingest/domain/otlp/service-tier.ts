import { serviceTierIn } from '../../../common/pricing/said-by-usage.js';
import { cleanText, membersOf, objectJson, parsedJson, textJson, type Json } from './json-text.js';
import type { SpanReader } from './span-reader.js';
import { memberOf } from './token-usage.js';

/** The tier that a call was served in, by what the conventions of OpenTelemetry call it now, called it before, and what others do. */
const GIVEN = [
  'openai.response.service_tier',
  'gen_ai.openai.response.service_tier',
  'gen_ai.response.service_tier',
];
const ASKED_FOR = [
  'openai.request.service_tier',
  'gen_ai.openai.request.service_tier',
  'gen_ai.request.service_tier',
];
/** What providers have returned to the AI SDK of Vercel. */
const RETURNED = 'ai.response.providerMetadata';
const MENTIONS_TIER = /tier|traffic/i;

const MEMBER = 'service_tier';
const OTHER_MEMBER = 'requested_service_tier';

/**
 * The parameters of a model with the tier, as what a call costs depends on it: the one that was given, since a busy server gives another one than was
 * asked for, else the one that was asked for. What the parameters say otherwise stays beside it.
 */
export function withServiceTier(span: SpanReader, parameters: Json | undefined): Json | undefined {
  const given = span.takeText(GIVEN) ?? returned(span);
  if (given === undefined && !ASKED_FOR.some((key) => span.has(key))) return parameters;
  const members = parameters === undefined ? new Map<string, Json>() : membersOf(parameters);
  if (members === undefined) return parameters;
  const before = members.get(MEMBER);
  const tier = given ?? (before === undefined ? span.takeText(ASKED_FOR) : undefined);
  if (tier === undefined) return parameters;
  const json = textJson(tier);
  if (before !== undefined && before !== json && !members.has(OTHER_MEMBER))
    members.set(OTHER_MEMBER, before);
  members.set(MEMBER, json);
  return objectJson(members);
}

function returned(span: SpanReader): string | undefined {
  const text = span.get(RETURNED);
  if (typeof text !== 'string' || !MENTIONS_TIER.test(text)) return undefined;
  const json = span.json(RETURNED);
  if (json === undefined) return undefined;
  const metadata = parsedJson(json);
  const tier =
    serviceTierIn(memberOf(metadata, 'openai')) ??
    serviceTierIn(memberOf(metadata, 'anthropic.usage')) ??
    serviceTierIn(memberOf(metadata, 'google.usageMetadata')) ??
    serviceTierIn(memberOf(metadata, 'vertex.usageMetadata'));
  return tier === null ? undefined : cleanText(tier);
}
