import { availableParallelism } from 'node:os';

// Everything is compiled to CommonJS on the fly: Jest cannot require() the ES modules of @nestjs on Node 20.
const decorators = { legacyDecorator: true, decoratorMetadata: true };
const typescript = {
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: decorators,
  },
};
const javascript = {
  sourceMaps: false,
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } },
};

const shared = {
  testEnvironment: 'node',
  // The clients for Python, which are many files.
  modulePathIgnorePatterns: ['<rootDir>/.test-tmp/'],
  rootDir: import.meta.dirname,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', typescript], '^.+\\.m?js$': ['@swc/jest', javascript] },
  // langfuse-core and the exporters of OpenTelemetry: Jest cannot import() either.
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|langfuse-core|@opentelemetry/otlp-exporter-base)/)'],
};

export default {
  projects: [
    { ...shared, displayName: 'unit', testRegex: '(src|demo|test/support)/.*\\.spec\\.ts$' },
    {
      ...shared,
      displayName: 'integration',
      testRegex: 'test/(clients|contract|e2e|policy|process)/.*\\.spec\\.ts$',
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
  // Much of the run is waiting, for servers that start, stop and are killed.
  maxWorkers: Math.max(2, availableParallelism()),
  testTimeout: 30000,
  reporters: ['default', '<rootDir>/test/support/summary-reporter.cjs'],
};
