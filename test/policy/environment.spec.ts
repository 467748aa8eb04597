import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentVariable } from '../../src/config/environment-variable.js';
import { ENVIRONMENT } from '../../src/config/environment-variables.js';

const ROOT = join(__dirname, '..', '..');
const VARIABLES = Object.values(ENVIRONMENT) as readonly EnvironmentVariable<unknown>[];
/** A row of a Markdown table that begins with the name of a variable. */
const ROW = /^\|\s*`([A-Z][A-Z0-9_]*)`\s*\|(.*)$/gm;

describe('the environment', () => {
  const rows = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(ROW)];

  it("is described by README's table: each variable once, and no others", () => {
    expect(rows.map(([, name]) => name).sort()).toEqual(VARIABLES.map(({ name }) => name).sort());
  });

  it("is described by README's table with the other names of a variable", () => {
    const described = rows.map(([, name, text = '']) => ({
      name,
      aliases: [...text.matchAll(/`(LANGFUSE_[A-Z0-9_]+)`/g)].map(([, alias]) => alias).sort(),
    }));
    const expected = VARIABLES.map(({ name, aliases = [] }) => ({ name, aliases: [...aliases].sort() }));
    expect(described).toEqual(expect.arrayContaining(expected));
  });

  it('is read only by the programs, and whole', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
    const reads = files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .flatMap((file) => environmentReads(file, readFileSync(join(ROOT, 'src', file), 'utf8')));
    expect(reads.sort()).toEqual([
      'main.ts: readConfig(process.env)',
      'ormconfig.ts: readConfig(process.env)',
    ]);
  });
});

/** Each use of `process.env` with the call that it stands in, and each other way to get at it. */
function environmentReads(file: string, source: string): string[] {
  const uses = source.match(/(\w+\()?process\s*(\.\s*env|\[\s*['"]env['"]\s*\])\b.?/g) ?? [];
  const imports = source.match(/import[^;]*from '(node:)?process'/g) ?? [];
  const taken = source.match(/\benv\b[^;=]*\}\s*=\s*process\b/g) ?? [];
  return [...uses, ...imports, ...taken].map((use) => `${file}: ${use}`);
}
