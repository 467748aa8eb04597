/** Files of swagger-ui-dist that the page needs. */
export const SWAGGER_UI_FILES: ReadonlySet<string> = new Set([
  'favicon-32x32.png',
  'index.css',
  'swagger-ui-bundle.js',
  'swagger-ui.css',
]);

/** Swagger UI sets styles by script only, and draws its icons from data URLs. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Name of the script that starts Swagger UI; none may stand in the page itself. */
export const PAGE_SCRIPT_FILE = 'start.js';

/** Relative paths only: the page does not know under which path a gateway shows it. */
export const PAGE_SCRIPT = `\
window.ui = SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#api',
  layout: 'BaseLayout',
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;

/** @param version of swagger-ui-dist: makes its files new ones for caches */
export function docsPage(version: string): string {
  const file = (name: string): string => `${name}?v=${encodeURIComponent(version)}`;
  return `\
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>xtrace API</title>
    <link rel="icon" type="image/png" sizes="32x32" href="${file('favicon-32x32.png')}" />
    <link rel="stylesheet" href="${file('swagger-ui.css')}" />
    <link rel="stylesheet" href="${file('index.css')}" />
  </head>
  <body>
    <main id="api"></main>
    <noscript>This page needs JavaScript. The document that it shows is <a href="../openapi.json">openapi.json</a>.</noscript>
    <script src="${file('swagger-ui-bundle.js')}"></script>
    <script src="${PAGE_SCRIPT_FILE}"></script>
  </body>
</html>
`;
}
