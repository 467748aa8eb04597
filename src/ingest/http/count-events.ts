/**
 * How many events a body holds, whether they are sound or not: of a body that is refused it is to be known how much was refused.
 * Nothing about the body has been checked but that it is JSON.
 */
export type CountEvents = (body: unknown) => number;

export const countNativeEvents: CountEvents = (body) =>
  (isObject(memberOf(body, 'trace')) ? 1 : 0) + lengthOf(memberOf(body, 'observations'));

export const countMetricEvents: CountEvents = (body) => lengthOf(memberOf(body, 'metrics'));

export const countIngestionEvents: CountEvents = (body) => lengthOf(memberOf(body, 'batch'));

export const countSingleEvent: CountEvents = () => 1;

function memberOf(body: unknown, name: string): unknown {
  return isObject(body) ? body[name] : undefined;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
