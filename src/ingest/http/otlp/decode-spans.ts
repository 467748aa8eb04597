import { DomainError } from '../../../common/domain-error.js';
import { weightOf } from '../../domain/otlp/attribute-weight.js';
import type { OtlpResource, OtlpScope, OtlpSpan } from '../../domain/otlp/otlp-span.js';
import type { SpanItem } from '../../domain/otlp/span-item.js';
import { translateSpan } from '../../domain/otlp/translate-span.js';
import type { TranslationContext } from '../../domain/translation.js';
import { RefusedItemError } from './refused-item.error.js';
import type { ReadSpans } from './read-spans.js';

export interface DecodedSpans {
  readonly items: SpanItem[];
  readonly replacedCharacters: number;
}

/**
 * Bytes to what the spans say. A span that cannot be taken is refused alone.
 * @throws BadRequestError where they are no request
 */
export function decodeSpans(
  read: (bytes: Uint8Array) => ReadSpans,
  bytes: Uint8Array,
  context: TranslationContext,
  onCounted: (spans: number) => void,
): DecodedSpans {
  const { spans, refusals, replacedCharacters } = read(bytes);
  onCounted(spans.length + refusals.length);
  const copies = new CopiedContexts(bytes.length);
  const items = refusals.map((reason): SpanItem => ({ kind: 'refused', reason }));
  for (const span of spans) items.push(itemOf(span, context, copies));
  return { items, replacedCharacters };
}

function itemOf(span: OtlpSpan, context: TranslationContext, copies: CopiedContexts): SpanItem {
  try {
    copies.take(span);
    return { kind: 'span', patches: translateSpan(span, context) };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** Enough for thousands of spans with the attributes that resources have. */
const ROOM = 4 * 1024 * 1024;
/** Of the body's bytes. */
const ROOM_FACTOR = 4;

/**
 * A resource or a scope is sent once and kept with each of its spans: a small body, of a large one and many tiny spans, could fill the memory.
 */
class CopiedContexts {
  private room: number;
  private readonly weights = new Map<OtlpResource | OtlpScope, number>();

  constructor(bodyBytes: number) {
    this.room = ROOM + ROOM_FACTOR * bodyBytes;
  }

  /** @throws RefusedItemError */
  take({ resource, scope }: OtlpSpan): void {
    const weight = this.weight(resource) + this.weight(scope);
    if (weight > this.room)
      throw new RefusedItemError(
        'The resource or the scope is too large for so many spans in one request; split it',
      );
    this.room -= weight;
  }

  private weight(context: OtlpResource | OtlpScope): number {
    let weight = this.weights.get(context);
    if (weight === undefined) {
      weight = weightOf(context.attributes) + (context.schemaUrl?.length ?? 0) + weightOfName(context);
      this.weights.set(context, weight);
    }
    return weight;
  }
}

function weightOfName(context: OtlpResource | OtlpScope): number {
  return 'name' in context ? context.name.length + context.version.length : 0;
}
