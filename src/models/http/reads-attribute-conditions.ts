import type { IncomingHttpHeaders } from 'node:http';

/** The first version of the SDK for Python that knows conditions on attributes. */
const FIRST = [4, 14, 5] as const;

/** SDKs for Python before that refuse a whole page for one condition that does not compare usage; those of other languages check nothing. */
export function readsAttributeConditions(headers: IncomingHttpHeaders): boolean {
  if (headers['x-langfuse-sdk-name'] !== 'python') return true;
  const version = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(String(headers['x-langfuse-sdk-version']));
  if (version === null) return true;
  const difference = FIRST.map((part, index) => Number(version[index + 1]) - part).find((each) => each !== 0);
  return (difference ?? 0) >= 0;
}
