import { DomainError } from '../../../common/domain-error.js';
import type { OtlpPoint } from '../../domain/otlp/metrics/otlp-point.js';
import type { PointItem } from '../../domain/otlp/metrics/point-item.js';
import { InvalidPointError } from '../../domain/otlp/metrics/series-value.js';
import { translatePoint } from '../../domain/otlp/metrics/translate-point.js';
import type { MetricSample } from '../../domain/metric-sample.js';
import type { TranslationContext } from '../../domain/translation.js';
import type { ReadPoints } from './read-points.js';

export interface DecodedPoints {
  readonly items: PointItem[];
  readonly replacedCharacters: number;
}

/**
 * Bytes to samples. A point that cannot be taken is refused alone.
 * @throws BadRequestError where they are no request
 */
export function decodePoints(
  read: (bytes: Uint8Array) => ReadPoints,
  bytes: Uint8Array,
  { projectId }: TranslationContext,
  onCounted: (points: number) => void,
): DecodedPoints {
  const { points, refusals, replacedCharacters } = read(bytes);
  onCounted(points.length + refusals.length);
  const room = new SampleRoom();
  const items = refusals.map((reason): PointItem => ({ kind: 'refused', reason }));
  for (const point of points) items.push(itemOf(point, projectId, room));
  return { items, replacedCharacters };
}

function itemOf(point: OtlpPoint, projectId: string, room: SampleRoom): PointItem {
  try {
    const translated = translatePoint(point, projectId);
    room.take(translated.samples);
    return { kind: 'point', ...translated };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** A point becomes many samples, each with all labels: a small body could fill the memory. */
class SampleRoom {
  private samples = 200_000;
  private characters = 64 * 1024 * 1024;

  /** @throws InvalidPointError */
  take(samples: readonly MetricSample[]): void {
    const [first] = samples;
    if (first === undefined) return;
    // All samples of a point have nearly the same labels.
    const each = first.labels.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    const characters = samples.length * (each + first.name.length);
    if (samples.length > this.samples || characters > this.characters)
      throw new InvalidPointError('The points are too many series for one request; split it');
    this.samples -= samples.length;
    this.characters -= characters;
  }
}
