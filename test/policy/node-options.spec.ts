import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const OPTION = /--max-semi-space-size=\d+/g;

it('everything that starts the server gives its node the same room for short-lived objects', () => {
  const places = ['package.json', 'docker/Dockerfile', 'README.md', 'bench/cli/options.ts'];
  const options = places.map((file) => readFileSync(join(ROOT, file), 'utf8').match(OPTION) ?? []);
  expect(options.every(({ length }) => length > 0)).toBe(true);
  expect(new Set(options.flat()).size).toBe(1);
});
