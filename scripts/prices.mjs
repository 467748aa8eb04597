// npm run prices: writes the built-in prices anew, from the package genai-prices (MIT) for Python, whose data is ahead of that of the one for
// Node.js, from scripts/prices/supplement.json, and from scripts/prices/additions.json, which has the models that it lacks. Needs python3 with venv. To take newer prices, raise VERSION and its date.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './build-state.mjs';
import { matchesOf } from './prices/matches.mjs';
import { periodsOf } from './prices/periods.mjs';
import { PROVIDERS } from './prices/providers.mjs';

const VERSION = '0.2.3';
// The latest day of which the data says that prices were checked.
const READ_ON = '2026-11-09';
const TARGET = join(ROOT, 'src', 'common', 'pricing', 'data', 'prices.json');

const supplement = JSON.parse(readFileSync(join(ROOT, 'scripts', 'prices', 'supplement.json'), 'utf8'));
const additions = JSON.parse(readFileSync(join(ROOT, 'scripts', 'prices', 'additions.json'), 'utf8'));
const providers = readPackage();
const found = providers.flatMap((provider) => {
  const kept = PROVIDERS[provider.id];
  return kept === undefined ? [] : provider.models.flatMap((model) => entryOf(provider, kept, model) ?? []);
});
for (const { id } of additions) {
  if (found.some((entry) => entry.id === id))
    throw new Error(`The package has ${id} by now: it need not be added.`);
}
const entries = [...found, ...additions];
const ids = new Set(providers.flatMap(({ id, models }) => models.map((model) => `${id}:${model.id}`)));
for (const id of Object.keys(supplement)) {
  if (!ids.has(id)) throw new Error(`The supplement says something of ${id}, which there is not.`);
}
const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
const pages = Object.fromEntries(
  providers.filter(({ id }) => id in PROVIDERS).map(({ id, pricing_urls: [page] }) => [id, page]),
);
const source = `genai-prices ${VERSION}`;
writeFileSync(
  TARGET,
  `{"by":${JSON.stringify(source)},"on":"${READ_ON}","pages":${JSON.stringify(pages)},"models":[
${lines}
]}
`,
);
console.log(`${entries.length} models in ${TARGET}`);

function readPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'prices-'));
  try {
    run('python3', ['-m', 'venv', folder]);
    const python = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
    run(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `genai-prices==${VERSION}`,
    ]);
    return JSON.parse(run(python, [join(ROOT, 'scripts', 'prices', 'export_prices.py')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command, args) {
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
  return stdout;
}

/** Null where nothing is priced by what usage counts, or where the price is not the provider's own. */
function entryOf(provider, kept, model) {
  if (
    /openrouter pricing|trusting|seen on openrouter/i.test(model.price_comments ?? '') &&
    provider.id !== 'openrouter'
  )
    return null;
  const id = `${provider.id}:${model.id}`;
  const ours = supplement[id] ?? {};
  if (ours.leftOut !== undefined) return null;
  const periods = [...periodsOf(model, ours), ...(ours.changes ?? [])];
  if (periods.length === 0) return null;
  const tokenizer = kept.tokenizer?.(model);
  return {
    id,
    product: ours.product ?? productOf(model, kept.title),
    ...matchesOf(model.match, ours),
    ...(kept.isBare?.(model.id) === false ? { prefixed: true } : {}),
    ...(tokenizer ? { tokenizer } : {}),
    ...(ours.source === undefined ? {} : { source: ours.source, on: ours.on }),
    periods,
  };
}

/** As people write it: the data has names without capitals, and for some models only their id. */
function productOf(model, title) {
  const [, region, id] = /^(global|regional)?\.?(.*)$/.exec(model.id);
  const name = model.name !== undefined && /[A-Z]/.test(model.name) ? model.name : titleOf(id);
  const place = region === undefined || name.includes(`(${region})`) ? '' : ` (${region})`;
  return `${name.startsWith(`${title} `) ? '' : `${title} `}${name}${place}`;
}

function titleOf(id) {
  const claude = /(claude-[a-z0-9-]*?)(?:-\d{8})?(?:-v\d(?::\d)?)?$/.exec(id);
  if (claude === null) return id.replace(/^(ft:)?gpt/, '$1GPT').replace(/^gemini/, 'Gemini');
  return claude[1]
    .replace(/(\d)-(\d)/, '$1.$2')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
