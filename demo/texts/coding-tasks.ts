import type { AgentTask } from './agent-task.js';

const SYSTEM =
  'You are a coding agent in a TypeScript monorepo. Read before you edit, change as little as possible, and run the ' +
  'tests of what you touched before you report.';

const FLAKY_TEST: AgentTask = {
  agent: 'coding-agent',
  system: SYSTEM,
  tags: ['coding', 'bugfix'],
  phrasings: [
    {
      language: 'en',
      request:
        'packages/{module}: the test "rounds half cents" fails on main since {yesterday}. Please fix the code, not the test.',
      answer:
        'Fixed in packages/{module}/src/round.ts: amounts were multiplied as floats before rounding, so 1.005 became 100.49999. They are now parsed into cents as integers. All {count} tests of the package pass; nothing outside it imports the function.',
    },
    {
      language: 'es',
      request:
        'packages/{module}: el test "rounds half cents" falla en main desde {yesterday}. Corrige el código, no el test.',
      answer:
        'Corregido en packages/{module}/src/round.ts: los importes se multiplicaban como float antes de redondear, y 1.005 acababa en 100.49999. Ahora se convierten a céntimos enteros. Pasan los {count} tests del paquete.',
    },
  ],
  plan: ['reproduce', 'read the function and its callers', 'fix', 'run the tests'],
  steps: [
    {
      thought: 'Reproduce it first.',
      calls: [
        {
          tool: 'run_tests',
          arguments: { package: '{module}', filter: 'rounds half cents' },
          result: { passed: 0, failed: 1, output: 'Expected: 101\nReceived: 100\n  at round.spec.ts:18:31' },
          medianMs: 5200,
          inner: [
            { type: 'SPAN', name: 'sandbox-start', medianMs: 900 },
            { type: 'SPAN', name: 'jest', output: { exitCode: 1 }, medianMs: 4100 },
          ],
        },
      ],
    },
    {
      thought: 'Now the function, and who calls it.',
      calls: [
        {
          tool: 'read_file',
          arguments: { path: 'packages/{module}/src/round.ts' },
          result:
            'export function toCents(amount: string): number {\n  return Math.round(Number(amount) * 100);\n}\n',
          medianMs: 18,
        },
        {
          tool: 'search_code',
          arguments: { pattern: 'toCents\\(', glob: 'packages/**/*.ts' },
          result: ['packages/{module}/src/total.ts:12', 'packages/{module}/src/total.ts:31'],
          medianMs: 140,
        },
      ],
    },
    {
      thought: 'Number("1.005") * 100 is 100.49999…; parse the digits instead.',
      calls: [
        {
          tool: 'edit_file',
          arguments: {
            path: 'packages/{module}/src/round.ts',
            find: 'return Math.round(Number(amount) * 100);',
            replace:
              "const [units = '0', rest = ''] = amount.split('.');\n  return Number(units) * 100 + Math.round(Number(rest.padEnd(3, '0').slice(0, 3)) / 10);",
          },
          result: { changed: 1 },
          medianMs: 25,
          failure: {
            message: 'EditError: the text to replace was not found (did you mean two spaces of indentation?)',
            chance: 0.22,
            arguments: {
              path: 'packages/{module}/src/round.ts',
              find: 'return Math.round(amount * 100)',
              replace: '…',
            },
          },
        },
      ],
    },
    {
      thought: 'All tests of the package.',
      calls: [
        {
          tool: 'run_tests',
          arguments: { package: '{module}' },
          result: { passed: '{count}', failed: 0 },
          medianMs: 8800,
          inner: [
            { type: 'SPAN', name: 'sandbox-start', medianMs: 900 },
            { type: 'SPAN', name: 'jest', output: { exitCode: 0 }, medianMs: 7600 },
            { type: 'EVENT', name: 'coverage-written', output: { lines: 0.94 }, medianMs: 0 },
          ],
          failure: { message: 'SandboxError: the container was evicted (out of memory)', chance: 0.1 },
        },
      ],
    },
  ],
};

const ADD_FIELD: AgentTask = {
  agent: 'coding-agent',
  system: SYSTEM,
  tags: ['coding', 'feature'],
  phrasings: [
    {
      language: 'en',
      request:
        'Add an optional field "gift_note" (at most 200 characters) to the order API of {service}, with validation and a test.',
      answer:
        'The order API of {service} accepts gift_note now: optional, trimmed, at most 200 characters, 400 with the path otherwise. I added it to the DTO, the mapper and the OpenAPI document, and three tests (absent, valid, too long). Type check and tests pass. No migration was needed: the column existed already.',
    },
    {
      language: 'ja',
      request:
        '{service} の注文 API に任意項目 "gift_note"(200 文字以内)を追加してください。入力検証とテストもお願いします。',
      answer:
        '{service} の注文 API に gift_note を追加しました。任意項目で前後の空白は除去され、200 文字を超えると 400 を返します。DTO、マッパー、OpenAPI を更新し、テストを三件追加しました。型検査とテストはすべて成功しています。',
    },
  ],
  plan: ['find the DTO and the mapper', 'look at the schema', 'edit', 'type check and test'],
  steps: [
    {
      thought: 'Where is the order DTO?',
      calls: [
        {
          tool: 'search_code',
          arguments: { pattern: 'class CreateOrderDto', glob: 'services/{service}/**/*.ts' },
          result: ['services/{service}/src/http/create-order.dto.ts:9'],
          medianMs: 160,
        },
        {
          tool: 'search_code',
          arguments: { pattern: 'gift_note', glob: 'services/{service}/migrations/*.sql' },
          result: ['services/{service}/migrations/0042-orders.sql:17'],
          medianMs: 120,
        },
      ],
    },
    {
      thought: 'The column is there already. Read the DTO and the mapper.',
      calls: [
        {
          tool: 'read_file',
          arguments: { path: 'services/{service}/src/http/create-order.dto.ts' },
          result:
            'export class CreateOrderDto {\n  @IsUUID() cart_id: string;\n  @IsOptional() @IsString() voucher?: string;\n}\n',
          medianMs: 16,
        },
        {
          tool: 'read_file',
          arguments: { path: 'services/{service}/src/http/order.mapper.ts' },
          result:
            'export const toOrder = (dto: CreateOrderDto): NewOrder => ({ cartId: dto.cart_id, voucher: dto.voucher });\n',
          medianMs: 16,
        },
      ],
    },
    {
      thought: 'Three small edits.',
      calls: [
        {
          tool: 'edit_file',
          arguments: {
            path: 'services/{service}/src/http/create-order.dto.ts',
            insert: '@IsOptional() @MaxLength(200) gift_note?: string;',
          },
          result: { changed: 1 },
          medianMs: 24,
        },
        {
          tool: 'edit_file',
          arguments: {
            path: 'services/{service}/src/http/order.mapper.ts',
            insert: 'giftNote: dto.gift_note?.trim()',
          },
          result: { changed: 1 },
          medianMs: 24,
        },
        {
          tool: 'write_file',
          arguments: { path: 'services/{service}/src/http/create-order.dto.spec.ts', lines: 41 },
          result: { created: true },
          medianMs: 20,
        },
      ],
    },
    {
      thought: 'Type check and tests together.',
      calls: [
        {
          tool: 'run_command',
          arguments: { command: 'npm run check:types -w services/{service}' },
          result: { exitCode: 0 },
          medianMs: 6900,
        },
        {
          tool: 'run_tests',
          arguments: { package: '{service}', filter: 'create-order' },
          result: { passed: 14, failed: 0 },
          medianMs: 5600,
          inner: [
            { type: 'SPAN', name: 'sandbox-start', medianMs: 900 },
            { type: 'SPAN', name: 'jest', output: { exitCode: 0 }, medianMs: 4500 },
          ],
          failure: {
            message: '1 failed: "rejects a note of 201 characters" (received 201 Created)',
            chance: 0.25,
          },
        },
      ],
    },
  ],
};

export const CODING_TASKS: readonly AgentTask[] = [FLAKY_TEST, ADD_FIELD];
