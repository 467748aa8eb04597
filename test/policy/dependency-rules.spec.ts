import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

const ROOT = join(__dirname, '../..');
const CONFIG = '.dependency-cruiser.cjs';
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** A file, and what it imports: another file, a package, or nothing. */
type Import = readonly [from: string, to: string];

/** What each rule is there to forbid. No import of these breaks any rule but its own. */
const FORBIDDEN: Readonly<Record<string, readonly Import[]>> = {
  'no-cycles': [['src/auth/domain/egg.ts', 'src/auth/domain/hen.ts']],
  'no-orphans': [['src/common/lonely.ts', '']],
  'domain-knows-no-transport-and-no-storage': [
    ['src/traces/domain/asks.ts', 'src/traces/http/controller.ts'],
    ['src/traces/domain/asks.ts', 'src/traces/persistence/reader.ts'],
    ['src/traces/domain/asks.ts', 'src/database/connection.ts'],
    ['src/traces/domain/asks.ts', 'src/common/http/filter.ts'],
  ],
  'domain-libraries': [
    ['src/traces/domain/stores.ts', 'typeorm'],
    ['src/traces/domain/stores.ts', '@nestjs/swagger'],
  ],
  'http-knows-no-storage': [
    ['src/traces/http/asks.ts', 'src/traces/persistence/reader.ts'],
    ['src/traces/http/asks.ts', 'src/database/connection.ts'],
    ['src/traces/http/asks.ts', 'typeorm'],
    ['src/traces/http/asks.ts', 'pg'],
  ],
  'persistence-knows-no-transport': [
    ['src/traces/persistence/answers.ts', 'src/traces/http/controller.ts'],
    ['src/traces/persistence/answers.ts', 'src/common/http/filter.ts'],
    ['src/traces/persistence/answers.ts', '@nestjs/swagger'],
    ['src/traces/persistence/answers.ts', '@nestjs/platform-express'],
  ],
  'features-are-strangers': [
    ['src/traces/domain/visits.ts', 'src/ingest/domain/patch.ts'],
    ['src/metrics/http/visits.ts', 'src/auth/domain/authenticator.ts'],
    ['src/health/persistence/visits.ts', 'src/traces/persistence/reader.ts'],
  ],
  'database-knows-no-feature': [['src/database/asks.ts', 'src/traces/domain/trace.ts']],
  'kernel-knows-nobody': [
    ['src/common/asks.ts', 'src/traces/domain/trace.ts'],
    ['src/common/http/asks.ts', 'src/traces/domain/trace.ts'],
    ['src/config/asks.ts', 'src/auth/domain/principal.ts'],
  ],
  'modules-are-assembled-in-one-place': [['src/main.ts', 'src/traces/traces.module.ts']],
  'no-development-packages-in-production': [['src/server.ts', 'fast-check']],
};

/** What looks like it, and is right. */
const ALLOWED: readonly Import[] = [
  // Of a cycle, one import is reported.
  ['src/auth/domain/hen.ts', 'src/auth/domain/egg.ts'],
  ['src/app.module.ts', 'src/traces/traces.module.ts'],
  ['src/traces/http/controller.ts', 'src/traces/domain/trace.ts'],
  ['src/traces/http/controller.ts', 'src/auth/domain/principal.ts'],
  ['src/traces/http/controller.ts', 'src/auth/http/access.decorator.ts'],
  ['src/traces/persistence/reader.ts', 'src/database/connection.ts'],
  ['src/traces/persistence/reader.ts', 'typeorm'],
  ['src/traces/domain/trace.ts', '@nestjs/common'],
  ['src/traces/domain/trace.ts', 'src/common/clock.ts'],
  ['src/database/connection.ts', 'src/health/domain/database.probe.ts'],
  ['src/traces/domain/trace.spec.ts', 'src/traces/persistence/reader.ts'],
  ['src/traces/domain/trace.spec.ts', 'fast-check'],
];

interface Report {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

describe('the dependency rules', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'xtrace-rules-'));
  });

  afterAll(() => rm(directory, { recursive: true }));

  it('have an import each that they forbid', () => {
    const { forbidden } = createRequire(__filename)(join(ROOT, CONFIG)) as { forbidden: { name: string }[] };
    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(FORBIDDEN).sort());
  });

  it('forbid what they are there for, and nothing else', async () => {
    await writeTree(directory, [...Object.values(FORBIDDEN).flat(), ...ALLOWED]);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [CRUISER, '--config', CONFIG, '--output-type', 'json', 'src'],
      { cwd: directory, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    expect(stderr).toBe('');
    const { summary } = JSON.parse(stdout) as Report;
    const seen = summary.violations.map(({ rule, from, to }) =>
      shown(rule.name, from, to === from ? '' : to),
    );
    const wanted = Object.entries(FORBIDDEN).flatMap(([rule, imports]) =>
      imports.map(([from, to]) => shown(rule, from, resolved(to))),
    );
    expect(seen.sort()).toEqual(wanted.sort());
  });
});

function shown(rule: string, from: string, to: string): string {
  return `${rule}: ${from} → ${to}`;
}

function isFile(target: string): boolean {
  return target.startsWith('src/');
}

function resolved(target: string): string {
  return target === '' || isFile(target) ? target : `node_modules/${target}/index.js`;
}

/** Files that import, empty files and packages to be imported, and what the rules are read with. */
async function writeTree(directory: string, imports: readonly Import[]): Promise<void> {
  const files = new Map<string, string>();
  for (const [from, to] of imports) {
    files.set(from, `${files.get(from) ?? 'export const one = 1;\n'}${importOf(from, to)}`);
    if (isFile(to)) files.set(to, files.get(to) ?? 'export const one = 1;\n');
    else if (to !== '') {
      files.set(resolved(to), 'module.exports = {};\n');
      files.set(`node_modules/${to}/package.json`, JSON.stringify({ name: to, main: 'index.js' }));
    }
  }
  for (const [path, text] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  for (const path of [CONFIG, 'package.json', 'tsconfig.json'])
    await copyFile(join(ROOT, path), join(directory, path));
}

function importOf(from: string, to: string): string {
  if (to === '') return '';
  if (!isFile(to)) return `import '${to}';\n`;
  const relative = posix.relative(posix.dirname(from), to).replace(/\.ts$/, '.js');
  return `import '${relative.startsWith('.') ? relative : `./${relative}`}';\n`;
}
