import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMENT_AND_CLASS = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*export (?:abstract )?class (\w+)/g;

/** The comments of the DTO classes of a folder, by class. The compiler plugin takes over those of properties only. */
export function classComments(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter((file) => file.endsWith('.dto.ts'))
      .flatMap((file) => commentsIn(readFileSync(join(folder, file), 'utf8'))),
  );
}

/** Comments without their frame, as one line, and without references such as `{@link X}`. */
export function commentsIn(source: string): [name: string, comment: string][] {
  return [...source.matchAll(COMMENT_AND_CLASS)].map(([, comment = '', name = '']) => [
    name,
    comment
      .split('\n')
      .map((line) => line.replace(/^\s*\*?\s*/, '').trim())
      .filter((line) => line !== '')
      .join(' ')
      .replace(/\{@link (\w+)\}/g, '$1'),
  ]);
}
