import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package root: this file is two folders below it, compiled or not. */
const FILE = join(__dirname, '..', '..', 'package.json');

/** Of this server. */
export const PACKAGE_VERSION = (JSON.parse(readFileSync(FILE, 'utf8')) as { version: string }).version;
