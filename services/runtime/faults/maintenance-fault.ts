/** Why an order about the views was not carried out, in a sentence that says what to do. */
export class MaintenanceFault extends Error {
  override readonly name = 'MaintenanceFault';
}
