import { replicasOn } from '../fleet/fleet.js';
import type { Incident } from '../load/incident.js';
import { instant, MINUTE_MS, type TimeWindow } from '../load/time-window.js';
import type { Highlights } from './highlights.js';
import { shellQuoted } from './shell-quoted.js';

export interface GuideFacts {
  readonly url: string;
  /** Where the token is, if the reader does not have it in the environment. */
  readonly tokenFile: string | null;
  readonly window: TimeWindow;
  readonly incident: Incident;
  readonly highlights: Highlights;
}

type Parameters = readonly (readonly [name: string, value: string])[];

const BEFORE_AND_AFTER_MS = 20 * MINUTE_MS;
/** Calls that the incident harmed may have begun a little earlier, or come a little later. */
const AFTERMATH_MS = 5 * MINUTE_MS;

/** What to look at now: commands to paste into a shell, each with what it shows. */
export function guide({ url, tokenFile, window, incident, highlights }: GuideFacts): string {
  const curl = (path: string, parameters: Parameters = []): string => curlLine(url, path, parameters);
  const minute = (ms: number): string => instant(ms).slice(11, 16);
  const day: Parameters = between('fromTimestamp', 'toTimestamp', window.from, window.until);
  const trouble: Parameters = between(
    'fromTimestamp',
    'toTimestamp',
    incident.from,
    incident.until + AFTERMATH_MS,
  );
  const around: Parameters = between(
    'from',
    'to',
    Math.max(window.from, incident.from - BEFORE_AND_AFTER_MS),
    Math.min(window.until, incident.until + BEFORE_AND_AFTER_MS),
  );
  const node: Parameters = [['labels', JSON.stringify({ node_id: incident.nodeId })]];
  const parts: [text: string, command: string][] = [
    [
      'The slowest requests of the incident: chats, questions and agents that waited for a replica on that node.',
      curl('/api/public/traces', [
        ...trouble,
        ['orderBy', 'latency.desc'],
        ['fields', 'core,metrics'],
        ['limit', '5'],
      ]),
    ],
    [
      `What failed in the whole day (${String(highlights.failedTraces)} traces); most of it in those minutes.`,
      curl('/api/public/traces', [...day, ['tags', 'failed'], ['fields', 'core'], ['limit', '20']]),
    ],
    [
      `Its GPUs: busy as usual, at 100 % from ${minute(incident.from)} to ${minute(incident.until)}, then as usual again.`,
      curl('/api/public/metrics/query', [
        ['name', 'gpu_utilization'],
        ...node,
        ...around,
        ['step', '1m'],
        ['agg', 'avg'],
        ['group_by', 'node_id'],
      ]),
    ],
    [
      'Its queues: requests that wait, by model; the same query with kv_cache_usage shows the caches full.',
      curl('/api/public/metrics/query', [
        ['name', 'pending_requests'],
        ...node,
        ...around,
        ['step', '1m'],
        ['agg', 'max'],
        ['group_by', 'model_uid'],
      ]),
    ],
    [
      'Who did it: a bulk import that was pinned to the node.',
      curl('/api/public/traces', [...trouble, ['tags', 'bulk'], ['limit', '3']]),
    ],
    ['Tokens and cost of every model, day by day (UTC).', curl('/api/public/metrics/daily', day)],
  ];
  if (highlights.sessionId !== null) {
    parts.push([
      'A customer who chatted meanwhile: one trace for each turn of the session.',
      curl('/api/public/traces', [
        ['sessionId', highlights.sessionId],
        ['orderBy', 'timestamp.asc'],
      ]),
    ]);
  }
  if (highlights.agentTraceId !== null) {
    parts.push([
      'An agent that survived it: nested steps, a failed attempt on the node, the next one elsewhere.',
      curl(`/api/public/traces/${highlights.agentTraceId}`),
    ]);
  }
  const models = [...new Set(replicasOn(incident.nodeId).map(({ modelUid }) => modelUid))].join(' and ');
  return [
    'What to look at',
    '',
    `From ${minute(incident.from)} to ${minute(incident.until)} UTC ${incident.nodeId} (${models}) was overloaded.`,
    ...(tokenFile === null ? [] : ['', `  export API_BEARER_TOKEN="$(cat ${shellQuoted(tokenFile)})"`]),
    ...parts.flatMap(([text, command], index) => ['', `${String(index + 1)}. ${text}`, `  ${command}`]),
    '',
  ].join('\n');
}

function between(lower: string, upper: string, from: number, until: number): Parameters {
  return [
    [lower, instant(from)],
    [upper, instant(until)],
  ];
}

function curlLine(url: string, path: string, parameters: Parameters): string {
  const query = parameters
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const address = `${url}${path}${query === '' ? '' : `?${query}`}`;
  return `curl -s -H "Authorization: Bearer $API_BEARER_TOKEN" ${shellQuoted(address)}`;
}
