/** How a request is encoded, and its answer. */
export type OtlpEncoding = 'protobuf' | 'json';

export const MEDIA_TYPES: Readonly<Record<OtlpEncoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** Null: in none that OTLP has. */
export function otlpEncoding(contentType: string | undefined): OtlpEncoding | null {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';');
  switch (type.trim()) {
    case 'application/x-protobuf':
    case 'application/protobuf':
      return 'protobuf';
    case 'application/json':
      return 'json';
    default:
      return null;
  }
}
