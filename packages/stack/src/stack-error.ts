/** A fault with one clear sentence for the person at the terminal; everything else is a programming error and shows its stack. */
export class StackError extends Error {
  override readonly name = 'StackError'
}
