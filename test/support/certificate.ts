import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** Both in PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
};
const IP_ADDRESS = 0x87;
const VERSION_3 = Buffer.from([0xa0, 3, TAG.integer, 1, 2]);
const ECDSA_WITH_SHA256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
const COMMON_NAME = oid(0x55, 0x04, 0x03);
const SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11);

/** Signed by itself, for an IPv4 address (X.509 v3, RFC 5280, P-256). */
export function selfSignedCertificate(
  address: string,
  validTo = new Date('2099-01-01T00:00:00Z'),
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(
    TAG.sequence,
    der(TAG.set, der(TAG.sequence, COMMON_NAME, der(TAG.text, Buffer.from('xtrace test')))),
  );
  const altName = der(TAG.sequence, der(IP_ADDRESS, Buffer.from(address.split('.').map(Number))));
  const content = der(
    TAG.sequence,
    VERSION_3,
    der(TAG.integer, Buffer.from([1])),
    der(TAG.sequence, ECDSA_WITH_SHA256),
    name,
    der(TAG.sequence, time(new Date('2020-01-01T00:00:00Z')), time(validTo)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(TAG.sequence, der(TAG.sequence, SUBJECT_ALT_NAME, der(TAG.octets, altName)))),
  );
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: signed(content, privateKey),
  };
}

function signed(content: Buffer, key: KeyObject): string {
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, key)]);
  const all = der(TAG.sequence, content, der(TAG.sequence, ECDSA_WITH_SHA256), der(TAG.bits, signature));
  const lines = all.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** Distinguished Encoding Rules: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const header =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), content]);
}

function oid(...bytes: number[]): Buffer {
  return der(TAG.oid, Buffer.from(bytes));
}

function time(instant: Date): Buffer {
  return der(TAG.time, Buffer.from(instant.toISOString().replace(/[-:T]|\.\d+/g, '')));
}
