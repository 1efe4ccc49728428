/** Arguments that cannot be meant, in a sentence that says what can. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}
