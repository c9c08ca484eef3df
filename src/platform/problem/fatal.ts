/** A start that cannot go on: one clear line for the operator, and an exit code. */
export class CannotStart extends Error {
  constructor(line: string) {
    super(line);
    this.name = 'CannotStart';
  }
}
