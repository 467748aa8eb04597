import { INCIDENT_NODE_ID } from '../fleet/fleet.js';
import { IMPORT_ACCOUNT } from '../texts/people.js';
import { PRODUCT_SHEETS, type ProductSheet } from '../texts/product-sheets.js';
import { drawSlots } from '../texts/slots.js';
import type { TraceBatch } from '../wire/trace-batch.js';
import { fail, succeed } from './conclusion.js';
import { callModel } from './model-call.js';
import { QWEN_72B, QWEN_CODER_32B } from './models.js';
import type { Occasion, Scene } from './occasion.js';
import { originOf } from './origin.js';
import type { Run } from './run.js';
import { TraceRecorder, type OpenStep } from './trace-recorder.js';

const SHEETS_PER_TRACE = 3;
const SHEET_TOKENS = 5200;
const ATTEMPTS = 2;

/** A part of the bulk import that causes the incident: long supplier sheets, all pinned to one node. */
export function catalogImport({ at, random }: Occasion, { backend, window }: Scene): TraceBatch[] {
  const { person, ...origin } = originOf(IMPORT_ACCOUNT, 'production', at, window);
  const first = random.integer(0, PRODUCT_SHEETS.length - 1);
  const sheets = [...PRODUCT_SHEETS.slice(first), ...PRODUCT_SHEETS.slice(0, first)].slice(
    0,
    SHEETS_PER_TRACE,
  );
  const input = { sheets: sheets.map(({ supplier }) => supplier), pinned_node: INCIDENT_NODE_ID };
  const trace = new TraceRecorder(
    {
      name: 'catalog-import',
      userId: person.userId,
      ...origin,
      tags: ['bulk', 'import'],
      metadata: {
        team: person.team,
        plan: person.plan,
        job: 'supplier-catalog',
        node_affinity: INCIDENT_NODE_ID,
      },
      input,
    },
    at,
    random,
  );
  const run: Run = { trace, backend, random, slots: drawSlots(random, at) };
  const root = trace.begin(null, { type: 'CHAIN', name: 'catalog-import', input });
  const failures = trace
    .together(sheets.map((sheet) => () => importSheet(run, root, sheet)))
    .filter((failure) => failure !== null);
  const imported = SHEETS_PER_TRACE - failures.length;
  const output = { imported, failed: failures.length };
  const [reason] = failures;
  return [reason === undefined ? succeed(trace, root, output) : fail(trace, root, reason, output)];
}

function importSheet(run: Run, root: OpenStep, sheet: ProductSheet): string | null {
  const { trace } = run;
  const step = trace.begin(root, { type: 'SPAN', name: 'import-sheet', input: { supplier: sheet.supplier } });
  const failure =
    callModel(run, step, {
      name: 'extract-attributes',
      model: QWEN_CODER_32B,
      stepType: 'llm_call',
      parameters: { temperature: 0, response_format: 'json' },
      prompt: { name: 'catalog/extract', version: 4 },
      input: [{ role: 'user', content: sheet.text }],
      output: sheet.attributes,
      hiddenTokens: SHEET_TOKENS,
      maxAttempts: ATTEMPTS,
      pinnedNodeId: INCIDENT_NODE_ID,
    }) ??
    callModel(run, step, {
      name: 'summarize',
      model: QWEN_72B,
      stepType: 'llm_call',
      prompt: { name: 'catalog/summarize', version: 2 },
      input: [{ role: 'user', content: sheet.text }],
      output: sheet.summary,
      hiddenTokens: SHEET_TOKENS,
      maxAttempts: ATTEMPTS,
      pinnedNodeId: INCIDENT_NODE_ID,
    });
  trace.end(
    step,
    failure === null
      ? { output: { attributes: sheet.attributes, summary: sheet.summary } }
      : { level: 'ERROR', statusMessage: failure },
  );
  return failure;
}
