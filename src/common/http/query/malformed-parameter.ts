/** What a query parameter becomes when it does not follow its rule, until the validation turns the request down. */
export class MalformedParameter {
  /**
   * @param rule what the parameter must be, to be read after its name
   * @param place where in the parameter, to be read after its name, too
   */
  constructor(
    readonly rule: string,
    readonly place = '',
  ) {}
}
