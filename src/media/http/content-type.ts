/** What a browser only ever shows or plays. */
const PASSIVE =
  /^(image\/(png|jpe?g|webp|gif|tiff|bmp|avif|heic|heif)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+|text\/(plain|csv)|application\/(json|zip|pdf))$/;

/**
 * The type that bytes of a client are served with. What could be run where it is opened (HTML, SVG, XML, scripts …) comes as bytes of
 * no known type, and so does what we do not know. Parameters are left away.
 */
export function safeContentType(contentType: string): string {
  const type = essenceOf(contentType);
  return PASSIVE.test(type) ? type : 'application/octet-stream';
}

/** A media type without its parameters, in lower case. */
export function essenceOf(contentType: string): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}
