import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';

/** What a key of an index has room for besides the project and a time, however badly the texts can be compressed. */
const MAX_INDEXED_BYTES = 2400;
const MAX_BYTES_PER_UNIT = 3;

type Texts = Readonly<Record<string, string | null | undefined>>;

/**
 * Refuses at once what an index could not hold together with the id: found out by the database, it would cost its whole batch a second attempt.
 * @param texts by the member of the body that has them
 * @throws InvalidFieldError
 */
export function requireIndexable(id: string, texts: Texts): void {
  for (const [member, said] of Object.entries<Texts[string]>({ id: '', ...texts })) {
    const text = said ?? '';
    if ((id.length + text.length) * MAX_BYTES_PER_UNIT <= MAX_INDEXED_BYTES) continue;
    if (Buffer.byteLength(id) + Buffer.byteLength(text) > MAX_INDEXED_BYTES)
      throw new InvalidFieldError(
        ['body', member],
        `must have${member === 'id' ? '' : ', with the id,'} at most ${MAX_INDEXED_BYTES} bytes`,
      );
  }
}
