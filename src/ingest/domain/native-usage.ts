import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { MAX_TOKENS } from './amounts.js';
import { usageFields, type UsageFields } from './langfuse/usage-details.js';
import type { NativeObservation, NativeUsage } from './native-batch.js';
import { countOf } from './usage/usage-shape.js';
import { usageShapeOf } from './usage/usage-shapes.js';

type Path = readonly (string | number)[];
type Fields = { readonly [K in keyof UsageFields]?: UsageFields[K] | null };

/** No vendor's usage has so many members. */
const MAX_MEMBERS = 200;

/**
 * What a native observation has used and cost. Usage as an API of a vendor returned it, in `usage` or `usageDetails`, is brought to buckets that do not
 * overlap, as on the routes of Langfuse; of other members of `usage` only those that are documented count. The observation's own fields win.
 * @throws InvalidFieldError
 */
export function nativeUsageFields(observation: NativeObservation, path: Path): Fields {
  const usage = observation.usage ?? NO_USAGE;
  const details = sentDetails(observation);
  const read = details === null ? null : atPath(() => usageFields(null, details, null), path);
  const isCounted = read?.usageDetails !== undefined;
  // Of usage that was read its members count no more.
  const counted = isCounted ? NO_USAGE : usage;
  const promptTokens = observation.promptTokens ?? ownCount(counted, INPUT, path);
  const completionTokens = observation.completionTokens ?? ownCount(counted, OUTPUT, path);
  const totalTokens = observation.totalTokens ?? ownCount(counted, TOTAL, path);
  const own = { promptTokens, completionTokens, totalTokens };
  const counts: Fields = isCounted ? withOwnCounts(read, own, details) : own;
  return {
    promptTokens: counts.promptTokens,
    completionTokens: counts.completionTokens,
    totalTokens: counts.totalTokens,
    usageDetails: counts.usageDetails,
    usageSent: counts.usageSent,
    unit: observation.unit ?? usage.unit,
    calculatedInputCost: observation.calculatedInputCost ?? usage.inputCost,
    calculatedOutputCost: observation.calculatedOutputCost ?? usage.outputCost,
    calculatedTotalCost: observation.calculatedTotalCost ?? usage.totalCost,
  };
}

const NO_USAGE: NativeUsage = {};
const INPUT = ['input', 'promptTokens'];
const OUTPUT = ['output', 'completionTokens'];
const TOTAL = ['total', 'totalTokens', 'total_tokens'];

type Sent = Readonly<Record<string, unknown>>;

/** Null: there are none but the members that `usage` has by its documentation. */
function sentDetails({ usage, usageDetails }: NativeObservation): Sent | null {
  if (usageDetails !== null && usageDetails !== undefined) return usageDetails;
  if (usage === null || usage === undefined) return null;
  const members = Object.keys(usage);
  return members.length > MAX_MEMBERS || usageShapeOf(members) === null ? null : usage;
}

interface OwnCounts {
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly totalTokens: number | null;
}

/** Where the observation itself counts otherwise, its counts are all that is believed; what was sent stays beside them. */
function withOwnCounts(read: UsageFields, own: OwnCounts, sent: Sent | null): Fields {
  const { promptTokens, completionTokens, totalTokens } = own;
  const isSame =
    (promptTokens ?? read.promptTokens) === read.promptTokens &&
    (completionTokens ?? read.completionTokens) === read.completionTokens &&
    (totalTokens ?? read.totalTokens) === read.totalTokens;
  if (isSame) return read;
  const input = promptTokens ?? read.promptTokens ?? 0;
  const output = completionTokens ?? read.completionTokens ?? 0;
  const total = totalTokens ?? input + output;
  return {
    promptTokens: input,
    completionTokens: output,
    totalTokens: total,
    usageDetails: JSON.stringify({ input, output, total }),
    usageSent: JSON.stringify(sent),
  };
}

/** The first of these members that was said: a whole number, also as a text. */
function ownCount(usage: Sent, members: readonly string[], path: Path): number | null {
  for (const member of members) {
    const value = usage[member];
    if (value === undefined || value === null || value === '') continue;
    const count = countOf(value);
    if (count !== null) return count;
    throw new InvalidFieldError([...path, 'usage', member], `must be a whole number from 0 to ${MAX_TOKENS}`);
  }
  return null;
}

function atPath<T>(read: () => T, path: Path): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidFieldError) throw new InvalidFieldError([...path, 'usage'], error.rule);
    throw error;
  }
}
