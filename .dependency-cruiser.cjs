/** Which folder may import which: http → domain ← persistence → database. The only owner of that decision. */
const FEATURES = '(auth|ingest|traces|metrics|score-configs|comments|media|models|health|docs)';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.spec\\.ts$', '^src/(main|openapi\\.main|ormconfig)\\.ts$', '\\.worker\\.ts$'],
      },
      to: {},
    },
    {
      name: 'domain-knows-no-transport-and-no-storage',
      comment: 'The rules are the same whoever asks and wherever things are stored.',
      severity: 'error',
      from: { path: '^src/[^/]+/domain/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/([^/]+/(http|persistence)/|database/|common/http/)' },
    },
    {
      name: 'domain-libraries',
      comment: 'Of the libraries, the domain knows those without HTTP and SQL.',
      severity: 'error',
      from: { path: '^src/[^/]+/domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        dependencyTypes: ['npm'],
        pathNot: 'node_modules/(@nestjs/common|big\\.js|@types/big\\.js|lru-cache)/',
      },
    },
    {
      name: 'http-knows-no-storage',
      comment: 'Controllers speak to services and ports.',
      severity: 'error',
      from: { path: '^src/[^/]+/http/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/([^/]+/persistence/|database/)|node_modules/(typeorm|pg)/' },
    },
    {
      name: 'persistence-knows-no-transport',
      comment: 'What is stored does not depend on how it came.',
      severity: 'error',
      from: { path: '^src/[^/]+/persistence/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^src/([^/]+/http/|common/http/)|node_modules/(express|@nestjs/(platform-express|swagger))/',
      },
    },
    {
      name: 'features-are-strangers',
      comment: 'A feature imports no other feature; all may use the decorators and the principal of auth.',
      severity: 'error',
      from: { path: `^src/${FEATURES}/` },
      to: {
        path: `^src/${FEATURES}/`,
        pathNot: ['^src/$1/', '^src/auth/http/[^/]+\\.decorator\\.ts$', '^src/auth/domain/principal\\.ts$'],
      },
    },
    {
      name: 'database-knows-no-feature',
      comment: 'Only the port of the readiness probe is known.',
      severity: 'error',
      from: { path: '^src/database/' },
      to: { path: `^src/${FEATURES}/`, pathNot: '^src/health/domain/database\\.probe\\.ts$' },
    },
    {
      name: 'kernel-knows-nobody',
      comment: 'What everyone uses depends on no one.',
      severity: 'error',
      from: { path: '^src/(common|config)/' },
      to: { path: `^src/(${FEATURES.slice(1, -1)}|database)/` },
    },
    {
      name: 'modules-are-assembled-in-one-place',
      comment: 'Only the application knows the modules.',
      severity: 'error',
      from: { pathNot: '^src/app\\.module\\.ts$|\\.spec\\.ts$' },
      to: { path: '^src/[^/]+/[^/]+\\.module\\.ts$' },
    },
    {
      name: 'no-development-packages-in-production',
      comment: 'A production install has dependencies only.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
    exclude: { path: '\\.spec\\.ts$' },
  },
};
