/** Why a log and a vault cannot be used together, in a sentence that says what to do. Nothing was changed. */
export class PairFault extends Error {
  override readonly name = 'PairFault';
}
