/** The id of an operation that names none: `write` of `TraceBatchController` becomes `writeTraceBatch`. */
export function operationId(controller: string, method: string): string {
  return `${method}${controller.replace(/Controller$/, '')}`;
}
