import { integer, parsePublicUrl, parseSwitch, variable } from './environment-variable.js';

function parseBucketKey(text: string): string | undefined {
  return /\s/.test(text) ? undefined : text;
}

function parsePrefix(text: string): string | undefined {
  const path = text.replace(/^\/+|\/+$/g, '');
  if (path === '') return '';
  return path.length <= 200 && /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path) ? `${path}/` : undefined;
}

/** Where media are kept. */
export const MEDIA_ENVIRONMENT = {
  maxMediaBytes: variable<number>({
    name: 'XTRACE_MAX_MEDIA_BYTES',
    aliases: ['LANGFUSE_S3_MEDIA_MAX_CONTENT_LENGTH'],
    rule: 'must be a whole number of bytes from 1 to 1099511627776',
    default: 1_000_000_000,
    parse: integer(1, 1_099_511_627_776),
  }),
  mediaBucket: variable<string | null>({
    name: 'XTRACE_MEDIA_BUCKET',
    aliases: ['LANGFUSE_S3_MEDIA_UPLOAD_BUCKET'],
    rule: 'must be the name of a bucket: 3 to 63 letters, digits, dots, underscores and hyphens',
    default: null,
    parse: (text) => (/^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/.test(text) ? text : undefined),
  }),
  mediaPrefix: variable<string>({
    name: 'XTRACE_MEDIA_PREFIX',
    aliases: ['LANGFUSE_S3_MEDIA_UPLOAD_PREFIX'],
    rule: 'must be a path such as xtrace/media, of at most 200 letters, digits, dots, underscores and hyphens',
    default: '',
    parse: parsePrefix,
  }),
  mediaEndpoint: variable<string | null>({
    name: 'XTRACE_MEDIA_ENDPOINT',
    aliases: ['LANGFUSE_S3_MEDIA_UPLOAD_ENDPOINT'],
    rule: 'must be the http or https URL of an S3-compatible service',
    default: null,
    parse: parsePublicUrl,
  }),
  mediaRegion: variable<string | null>({
    name: 'XTRACE_MEDIA_REGION',
    aliases: ['LANGFUSE_S3_MEDIA_UPLOAD_REGION'],
    rule: 'must be the name of a region, such as eu-central-1',
    default: null,
    parse: (text) => (/^[A-Za-z0-9-]{1,63}$/.test(text) ? text : undefined),
  }),
  mediaAccessKeyId: variable<string | null>({
    name: 'XTRACE_MEDIA_ACCESS_KEY_ID',
    aliases: ['LANGFUSE_S3_MEDIA_UPLOAD_ACCESS_KEY_ID'],
    rule: 'must have no white space; it is set together with XTRACE_MEDIA_SECRET_ACCESS_KEY',
    default: null,
    parse: parseBucketKey,
  }),
  mediaSecretAccessKey: variable<string | null>({
    name: 'XTRACE_MEDIA_SECRET_ACCESS_KEY',
    aliases: ['LANGFUSE_S3_MEDIA_UPLOAD_SECRET_ACCESS_KEY'],
    rule: 'must have no white space; it is set together with XTRACE_MEDIA_ACCESS_KEY_ID',
    default: null,
    parse: parseBucketKey,
  }),
  mediaPathStyle: variable<boolean>({
    name: 'XTRACE_MEDIA_FORCE_PATH_STYLE',
    aliases: ['LANGFUSE_S3_MEDIA_UPLOAD_FORCE_PATH_STYLE'],
    rule: 'must be 1 or 0; 1 puts the name of the bucket into the path instead of the host',
    default: false,
    parse: parseSwitch,
  }),
} as const;
