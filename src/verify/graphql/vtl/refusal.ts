/** A template ended the request: `$util.unauthorized()`, or `$util.error(…)`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}
