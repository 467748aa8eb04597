const MAX_CHARACTERS = 500;
/** Control and format characters and separators of lines: in a log they would move the cursor, turn the writing or forge lines. */
const NOT_PRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Why something was refused, as a log may show it: the keys of a body that it names are whatever a client has sent. */
export function reasonText(message: string): string {
  const cut = message.length > MAX_CHARACTERS ? `${message.slice(0, MAX_CHARACTERS)}…` : message;
  return cut.toWellFormed().replace(NOT_PRINTABLE, '?');
}
