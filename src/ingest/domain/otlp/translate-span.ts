import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { JsonReadError } from '../../../common/json/json-read-error.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { environmentName } from '../langfuse/environment-name.js';
import { amountFields } from '../langfuse/usage-details.js';
import { MergeLimitError } from '../merge-limits.js';
import type { ObservationPatch, Patch } from '../patch.js';
import { IMPLIED, stampOf } from '../stamp.js';
import { OBSERVATION_BLANKS, type ObservationFields } from '../telemetry-fields.js';
import { jsonText, present, unlessBlank, type TranslationContext } from '../translation.js';
import type { Amounts, ObservationType } from './convention.js';
import { ask, expressOf, speakersOf, type Speakers } from './conventions.js';
import { ENVIRONMENT_KEYS } from './environment-keys.js';
import { cleanText, fitsJsonb, type Json } from './json-text.js';
import type { OtlpSpan } from './otlp-span.js';
import { takeSaidAgain } from './said-again.js';
import { saidMetadata } from './said-metadata.js';
import { exceptionMessage, spanMetadata } from './span-metadata.js';
import { textOf, SpanReader } from './span-reader.js';
import { sentCounts } from './token-usage.js';
import { withServiceTier } from './service-tier.js';
import { spanTimes } from './span-times.js';
import { rootKindOf, tracePatchOf, type RootFields } from './span-trace.js';

const MAX_ATTRIBUTES = 10_000;
const MAX_NAME = 1000;
const MAX_VERSION = 200;

/**
 * The patches of a span: the observation that it is, and what it says of its trace. A span is complete when it is sent: it ranks by its end, and
 * one that is sent again leaves what is there.
 * @throws InvalidFieldError where the span breaks a rule; others are not concerned
 */
export function translateSpan(span: OtlpSpan, context: TranslationContext): Patch[] {
  if (span.attributes.size > MAX_ATTRIBUTES)
    throw new InvalidFieldError(['attributes'], `must have at most ${MAX_ATTRIBUTES} keys`);
  try {
    return patchesOf(new SpanReader(span), context);
  } catch (error) {
    if (error instanceof MergeLimitError) throw new InvalidFieldError([error.field], error.problem);
    // Whatever reads an attribute as JSON: it is the attribute's fault.
    if (error instanceof JsonReadError) throw new InvalidFieldError(['attributes'], error.reason);
    throw error;
  }
}

function patchesOf(reader: SpanReader, { projectId, receivedAtMs }: TranslationContext): Patch[] {
  const { span } = reader;
  const speakers = speakersOf(reader);
  const times = spanTimes(span, receivedAtMs);
  const fields = answeredFields(reader, speakers);
  const context = {
    environment: environmentOf(reader),
    version: firstText(reader, ['langfuse.version', 'service.version']),
    release: firstText(reader, ['langfuse.release']),
  };
  const rootKind = rootKindOf(reader);
  const root: RootFields | null =
    rootKind === null ? null : { name: fields.name, input: fields.input, output: fields.output, ...context };
  const trace = tracePatchOf(reader, speakers, times, root, projectId);
  takeSaidAgain(reader, [fields.input, fields.output]);
  const observation: ObservationPatch = {
    kind: 'observation',
    projectId,
    traceId: span.traceId,
    id: span.spanId,
    state: {
      // Each by its name: copying the members of an object that has some of many costs more than all the rest of this.
      fields: present<ObservationFields>({
        type: unlessBlank(fields.type, OBSERVATION_BLANKS.type),
        name: fields.name,
        level: unlessBlank(fields.level, OBSERVATION_BLANKS.level),
        statusMessage: fields.statusMessage,
        model: fields.model,
        modelParameters: fields.modelParameters,
        completionStartTime: fields.completionStartTime,
        promptName: fields.promptName,
        promptVersion: fields.promptVersion,
        input: fields.input,
        output: fields.output,
        promptTokens: fields.amounts.promptTokens,
        completionTokens: fields.amounts.completionTokens,
        totalTokens: fields.amounts.totalTokens,
        usageDetails: fields.amounts.usageDetails,
        usageSent: fields.amounts.usageSent,
        costDetails: fields.amounts.costDetails,
        calculatedInputCost: fields.amounts.calculatedInputCost,
        calculatedOutputCost: fields.amounts.calculatedOutputCost,
        calculatedTotalCost: fields.amounts.calculatedTotalCost,
        environment: unlessBlank(context.environment, OBSERVATION_BLANKS.environment),
        version: context.version,
        startTime: times.start,
        startNanos: times.startNanos === 0 ? undefined : times.startNanos,
        endTime: times.end,
        parentObservationId: span.parentSpanId,
        isAppRoot: rootKind === 'application' ? true : undefined,
        // Last: it keeps what nothing else has taken.
        metadata: spanMetadata(reader, fields.name, saidMetadata('metadata', reader, speakers)),
      }),
      stamp: stampOf(times.endMicros, 'create'),
      exceptions: times.isImplied ? new Map([['startTime', IMPLIED]]) : null,
    },
  };
  return trace === null ? [observation] : [trace, observation];
}

/** What the conventions make of a span. */
interface AnsweredFields {
  readonly type: string;
  readonly name: string | undefined;
  readonly level: string | undefined;
  readonly statusMessage: string | undefined;
  readonly model: string | undefined;
  readonly modelParameters: string | undefined;
  readonly completionStartTime: Timestamp | undefined;
  readonly promptName: string | undefined;
  readonly promptVersion: number | undefined;
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly amounts: Partial<ObservationFields>;
}

function answeredFields(reader: SpanReader, speakers: Speakers): AnsweredFields {
  const counted = ask('sumsUp', reader, speakers) === true ? expressOf(speakers) : speakers;
  const named = ask('type', reader, speakers);
  const model = ask('model', reader, counted);
  const type: ObservationType = named ?? (model === undefined ? 'SPAN' : 'GENERATION');
  const prompt = type === 'GENERATION' ? ask('prompt', reader, speakers) : undefined;
  return {
    type,
    name: observationName(reader, speakers) || undefined,
    level: levelOf(reader, speakers),
    statusMessage: statusMessage(reader, speakers),
    model,
    modelParameters: jsonText(
      // Whatever they were put together of, they become jsonb.
      reader.takeFit(() => parametersOf(reader, counted, model), fitsJsonb),
    ),
    completionStartTime: ask('completionStart', reader, speakers),
    promptName: prompt && cleanText(prompt.name),
    promptVersion: prompt?.version,
    input: jsonText(ask('input', reader, speakers)),
    output: jsonText(ask('output', reader, speakers)),
    amounts: takenAmounts(reader, counted),
  };
}

/** Only a call of a model is served in a tier. */
function parametersOf(reader: SpanReader, counted: Speakers, model: string | undefined): Json | undefined {
  const parameters = ask('modelParameters', reader, counted);
  return model === undefined ? parameters : withServiceTier(reader, parameters);
}

/** A name that is too long is cut; the metadata keeps it whole. */
function observationName(reader: SpanReader, speakers: Speakers): string {
  return cleanText(ask('observationName', reader, speakers) ?? reader.span.name)
    .slice(0, MAX_NAME)
    .toWellFormed();
}

/** What was expressly said; else nothing is better than the status says that it is. */
function levelOf(reader: SpanReader, speakers: Speakers): string | undefined {
  const expressly = ask('level', reader, expressOf(speakers));
  if (expressly !== undefined) return expressly;
  return reader.span.statusCode === 'ERROR' ? 'ERROR' : ask('level', reader, speakers);
}

function statusMessage(reader: SpanReader, speakers: Speakers): string | undefined {
  const said = ask('statusMessage', reader, speakers);
  const { span } = reader;
  const kindOfError = span.statusCode === 'ERROR' ? reader.text('error.type') : undefined;
  const message = said ?? (span.statusMessage || (exceptionMessage(span) ?? kindOfError));
  return message === undefined ? undefined : cleanText(message);
}

/** Each place of the span before that of the resource. */
function environmentOf(reader: SpanReader): string | undefined {
  for (const key of ENVIRONMENT_KEYS) {
    const own = environmentName(reader.text(key));
    if (own !== undefined) {
      if (own === reader.text(key)) reader.take(key);
      return own;
    }
    const ofResource = environmentName(textOf(reader.span.resource.attributes.get(key)));
    if (ofResource !== undefined) return ofResource;
  }
  return undefined;
}

function firstText(reader: SpanReader, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const own = reader.takeText([key], MAX_VERSION);
    if (own !== undefined) return own;
    const ofResource = textOf(reader.span.resource.attributes.get(key));
    if (ofResource !== undefined && ofResource.length <= MAX_VERSION) return cleanText(ofResource);
  }
  return undefined;
}

/** Buckets may have any names: those that jsonb is not meant for stay among the attributes. */
function takenAmounts(reader: SpanReader, counted: Speakers): Partial<ObservationFields> {
  const taken = reader.takeFit(
    () => {
      const usage = ask('usage', reader, counted);
      const fields = amounts(usage, ask('cost', reader, counted));
      const sent = usage && sentCounts(reader, usage);
      return sent === undefined ? fields : { ...fields, usageSent: sent };
    },
    ({ usageDetails, costDetails }) => fitsJsonb(usageDetails ?? '{}') && fitsJsonb(costDetails ?? '{}'),
  );
  return taken ?? {};
}

/** @throws InvalidFieldError where the counts are more than can be kept */
function amounts(usage: Amounts | undefined, cost: Amounts | undefined): Partial<ObservationFields> {
  if (usage === undefined && cost === undefined) return {};
  try {
    return amountFields(usage, cost);
  } catch (error) {
    if (error instanceof InvalidFieldError) throw new InvalidFieldError(['attributes', 'usage'], error.rule);
    throw error;
  }
}
