import { sortLabels, type MetricLabels } from '../../metric-sample.js';
import type { Attributes, AttributeValue } from '../attribute-value.js';
import { cleanText, valueJson } from '../json-text.js';
import type { OtlpPoint, PointData } from './otlp-point.js';
import { InvalidPointError } from './series-value.js';

/** As the native route has them. */
const MAX_LABELS = 40;
const MAX_KEY = 256;
const MAX_VALUE = 4096;

/** What of a resource tells series apart: where something runs and what hardware it is. All else describes it and would only make new series. */
const RESOURCE_LABELS = new Set([
  'service.name',
  'service.namespace',
  'service.instance.id',
  'host.name',
  'host.id',
  'k8s.cluster.name',
  'k8s.namespace.name',
  'k8s.node.name',
  'k8s.pod.name',
  'k8s.container.name',
  'k8s.deployment.name',
  'k8s.statefulset.name',
  'k8s.daemonset.name',
  'k8s.job.name',
  'k8s.cronjob.name',
  'k8s.replicaset.name',
  'k8s.hpa.name',
  'k8s.resourcequota.name',
  'k8s.volume.name',
  'cloud.region',
  'cloud.availability_zone',
  'hw.id',
  'hw.name',
  'gpu.id',
  'gpu.index',
  'gpu.uuid',
  'gpu.name',
]);
/** Of those without an id of their own: else two processes would write one series. */
const INSTANCE_LABELS = ['container.id', 'process.pid'];
const INSTANCE = 'service.instance.id';

const SCOPE_PREFIX = 'otel.scope.';
const SCOPE_LABEL = `${SCOPE_PREFIX}name`;
/** Of series whose points count since the last one: adding them up gives what came in a time. */
const TEMPORALITY_LABEL = 'otel.temporality';
/** What a point of a kind is spread over. */
const FORM_LABELS: Readonly<Record<PointData['kind'], string | null>> = {
  number: null,
  histogram: 'le',
  exponential: 'le',
  summary: 'quantile',
};
const EXPORTED = 'exported_';

/**
 * The labels of a point by the keys that were sent: of the resource, the scope and the point, each of which outranks those before it. An
 * attribute that has the name of a label that we give ourselves is kept under another one, as Prometheus does.
 * @throws InvalidPointError, InvalidFieldError
 */
export function pointLabels({ resource, scope, attributes, metric, data }: OtlpPoint): Map<string, string> {
  const labels = new Map<string, string>();
  const add = (key: string, value: AttributeValue): void => {
    if (value !== null) labels.set(cleanLabel(key, MAX_KEY), labelText(value));
  };
  for (const [key, value] of resource.attributes) if (RESOURCE_LABELS.has(key)) add(key, value);
  addInstance(resource.attributes, add);
  // Scopes of one name may differ in these alone, as those of the components of a Collector do.
  for (const [key, value] of scope.attributes) add(SCOPE_PREFIX + key, value);
  if (scope.name !== '') add(SCOPE_LABEL, scope.name);
  for (const [key, value] of attributes) add(key, value);
  for (const ours of [FORM_LABELS[data.kind], TEMPORALITY_LABEL]) if (ours !== null) makeRoom(labels, ours);
  if (metric.temporality === 'DELTA') labels.set(TEMPORALITY_LABEL, 'delta');
  return labels;
}

function makeRoom(labels: Map<string, string>, ours: string): void {
  const value = labels.get(ours);
  if (value === undefined) return;
  labels.delete(ours);
  let free = EXPORTED + ours;
  while (labels.has(free)) free = EXPORTED + free;
  labels.set(free, value);
}

function addInstance(resource: Attributes, add: (key: string, value: AttributeValue) => void): void {
  if ((resource.get(INSTANCE) ?? '') !== '') return;
  for (const key of INSTANCE_LABELS) add(key, resource.get(key) ?? null);
}

/** With one that tells a bucket or a quantile. @throws InvalidPointError */
export function seriesLabels(
  labels: ReadonlyMap<string, string>,
  label: readonly [string, string] | null,
): MetricLabels {
  return sortLabels(label === null ? labels : [...labels, label]);
}

/** @param more how many labels will be added */
export function checkLabels(labels: ReadonlyMap<string, string>, more: number): void {
  if (labels.size + more > MAX_LABELS)
    throw new InvalidPointError(
      `A point must have at most ${MAX_LABELS} labels, those of its resource and its form included`,
    );
  for (const [key, value] of labels) {
    if (key === '' || isLonger(key, MAX_KEY))
      throw new InvalidPointError(`The key of an attribute must have 1 to ${MAX_KEY} characters`);
    if (isLonger(value, MAX_VALUE))
      throw new InvalidPointError(
        `Attribute ${JSON.stringify(key.slice(0, 100))} must have at most ${MAX_VALUE} characters`,
      );
  }
}

/** In characters, of which some are two units. */
export function isLonger(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || Array.from(text).length > max);
}

/** Numbers with all of their digits; lists and maps as JSON; bytes in base64. @throws InvalidFieldError */
function labelText(value: AttributeValue): string {
  if (typeof value === 'string') return cleanLabel(value, MAX_VALUE);
  if (typeof value !== 'object' || value === null) return String(value);
  let text = TEXTS.get(value);
  if (text === undefined) TEXTS.set(value, (text = textOf(value)));
  return text;
}

/** The points of a request share their resource and scope: what these hold is written once. */
const TEXTS = new WeakMap<object, string>();

function textOf(value: AttributeValue & object): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : valueJson(value);
}

/** What is too long anyway, and will be refused, is not looked through for every point. */
function cleanLabel(text: string, max: number): string {
  return text.length > 2 * max ? text : cleanText(text);
}
