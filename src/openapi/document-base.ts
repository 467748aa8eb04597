import { DocumentBuilder } from '@nestjs/swagger';

const DESCRIPTION = `\
Observability for AI/LLM applications: takes in traces, observations and time-series metrics, stores them in PostgreSQL, and
answers the queries that show latency, cost, quality and failures.

**Authentication.** Every operation but the probes needs \`Authorization: Bearer <API_BEARER_TOKEN>\`, or Basic with the public key
as user and the secret key as password. The project comes from the credential.

**Writing.** A 2xx means that everything in the request is committed and can be read at once. Writing an id again merges, so a
request may be sent again after any failure.

**Errors** have one form: \`message\` for people, \`code\` for programs, \`data\` always null. After 429 and 503, try again after
\`Retry-After\` seconds; other errors will happen again. New codes, and new fields of any answer, may be added.

**X-Request-Id.** Every answer carries the one of its request (1 to 128 letters, digits and \`_.:/+=@-\`), or a new one; the log has it,
too.

**Times** are RFC 3339 in UTC, latencies are seconds, costs are USD.`;

const TAGS: Readonly<Record<string, string>> = {
  Ingest: 'Writing traces, observations and metrics.',
  OpenTelemetry:
    'Writing spans and metrics by OTLP. Errors have the form that OTLP wants: google.rpc.Status.',
  Traces: 'Reading traces with their observations, and deleting them.',
  Observations: 'Reading observations of all traces.',
  Scores: 'Reading scores, and saying what they may look like.',
  Sessions: 'Reading what several traces belong to.',
  Comments: 'What people say about traces, observations and sessions.',
  Media: 'Pictures, recordings and documents that payloads refer to.',
  Models: 'What models cost: by what is built in, and by what the project says.',
  Metrics: 'Reading time series, and usage and cost by day.',
  Projects: 'The project of the credential.',
  Operations: 'What the server has done.',
  Health: 'Probes, and figures of the server itself.',
};

/** Everything in the document that does not come from the routes. */
export function documentBase(version: string): ReturnType<DocumentBuilder['build']> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('xtrace')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('http://127.0.0.1:8742', 'Where xtrace listens unless BIND_ADDR says otherwise.')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer', description: 'The value of API_BEARER_TOKEN.' })
    .addSecurity('basic', {
      type: 'http',
      scheme: 'basic',
      description: 'XTRACE_PUBLIC_KEY as user, XTRACE_SECRET_KEY as password.',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  return builder.build();
}
