import { execFileSync } from 'node:child_process';
import { Highlights } from './highlights.js';
import { guide } from './guide.js';
import { MINUTE_MS } from '../load/time-window.js';

const AT = Date.UTC(2026, 10, 20, 15);
const INCIDENT = { nodeId: 'node-3', from: AT, until: AT + 20 * MINUTE_MS };
const FACTS = {
  url: 'http://127.0.0.1:8742/base',
  tokenFile: null,
  window: { from: AT - 900 * MINUTE_MS, until: AT + 540 * MINUTE_MS },
  incident: INCIDENT,
};

function highlights(): Highlights {
  const found = new Highlights(INCIDENT);
  const trace = {
    timestamp: new Date(AT + MINUTE_MS).toISOString(),
    name: 'x',
    userId: 'u',
    release: 'r',
    version: 'v',
    environment: 'e',
    metadata: {},
    input: '',
  };
  const failed = {
    id: 'o',
    traceId: 't',
    type: 'GENERATION' as const,
    name: 'reply',
    model: 'qwen2.5-72b-instruct',
    startTime: trace.timestamp,
    level: 'ERROR' as const,
    environment: 'e',
    version: 'v',
    metadata: {},
  };
  found.add({ trace: { ...trace, id: 'agent-1', tags: ['agent', 'retried'] }, observations: [failed] });
  found.add({ trace: { ...trace, id: 'chat-a', sessionId: 'calm', tags: ['chat'] }, observations: [] });
  found.add({
    trace: { ...trace, id: 'chat-b', sessionId: 'rough', tags: ['chat', 'failed'] },
    observations: [failed],
  });
  return found;
}

/** The addresses that a shell would hand to curl. */
function addresses(text: string): URL[] {
  const commands = text.split('\n').filter((line) => line.startsWith('  curl '));
  return commands.map((command) => {
    const script = command.replace('curl', 'printf "%s\\n"');
    const words = execFileSync('sh', ['-c', script], {
      encoding: 'utf8',
      env: { API_BEARER_TOKEN: 'secret' },
    });
    return new URL(words.trim().split('\n').at(-1) ?? '');
  });
}

describe('guide', () => {
  it('gives commands that ask the server for the incident and the day', () => {
    const urls = addresses(guide({ ...FACTS, highlights: highlights() }));
    expect(urls).toHaveLength(8);
    expect(new Set(urls.map(({ origin }) => origin))).toEqual(new Set(['http://127.0.0.1:8742']));
    const [slowest, failed, gpus, , , daily, session, agent] = urls;
    expect(slowest?.searchParams.get('fromTimestamp')).toBe('2026-11-20T15:00:00.000Z');
    expect(slowest?.searchParams.get('orderBy')).toBe('latency.desc');
    expect(failed?.searchParams.get('tags')).toBe('failed');
    expect(gpus?.searchParams.get('labels')).toBe('{"node_id":"node-3"}');
    expect(gpus?.searchParams.get('from')).toBe('2026-11-20T14:40:00.000Z');
    expect(gpus?.searchParams.get('to')).toBe('2026-11-20T15:40:00.000Z');
    expect(daily?.pathname).toBe('/base/api/public/metrics/daily');
    expect(session?.searchParams.get('sessionId')).toBe('rough');
    expect(agent?.pathname).toBe('/base/api/public/traces/agent-1');
  });

  it('leaves out what was not found', () => {
    const text = guide({ ...FACTS, highlights: new Highlights(INCIDENT) });
    expect(addresses(text)).toHaveLength(6);
    expect(text).not.toContain('null');
  });

  it('says how to get the token if the reader has none', () => {
    expect(guide({ ...FACTS, highlights: highlights() })).not.toContain('export');
    const text = guide({ ...FACTS, tokenFile: "/it's here/token", highlights: highlights() });
    expect(text).toContain(`export API_BEARER_TOKEN="$(cat '/it'\\''s here/token')"`);
  });
});

describe('Highlights', () => {
  it('counts everything, and picks the worst chat and a surviving agent of the incident', () => {
    const found = highlights();
    expect(found).toMatchObject({ traces: 3, observations: 2, failedTraces: 1 });
    expect(found.sessionId).toBe('rough');
    expect(found.agentTraceId).toBe('agent-1');
  });
});
