import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classComments } from './openapi/class-comments.js';
import { generateDocument } from './openapi/generate-document.js';

const ROOT = join(__dirname, '..');
const FILE = join(ROOT, 'openapi.json');

/** `--write` writes openapi.json; `--check` fails where it is not what the routes say. */
async function main(option: string | undefined): Promise<number> {
  if (option !== '--write' && option !== '--check') {
    process.stderr.write('Usage: node dist/openapi.main.js --write | --check\n');
    return 2;
  }
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const document = await generateDocument(version, classComments(join(ROOT, 'src')));
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (option === '--write') {
    writeFileSync(FILE, text);
    process.stdout.write(`Wrote ${FILE}\n`);
    return 0;
  }
  const problem = difference(existsSync(FILE) ? readFileSync(FILE, 'utf8') : '', text);
  process.stdout.write(problem === null ? 'openapi.json is what the routes say.\n' : `${problem}\n`);
  return problem === null ? 0 : 1;
}

function difference(written: string, generated: string): string | null {
  if (written === generated) return null;
  const [before, after] = [written.split('\n'), generated.split('\n')];
  const at = after.findIndex((line, index) => line !== before[index]);
  const line = at === -1 ? after.length : at;
  return [
    `openapi.json is not what the routes say, from line ${line + 1} on:`,
    `  written:   ${before[line]?.trim() ?? '(nothing)'}`,
    `  generated: ${after[line]?.trim() ?? '(nothing)'}`,
    'Run `npm run openapi`, look at the difference, and commit it.',
  ].join('\n');
}

main(process.argv[2]).then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
