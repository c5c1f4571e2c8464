/** A calculation that stops now and then, so that whoever runs it may let others go first. */
export type Steps<T> = Generator<void, T, void>

/** Runs a calculation to its end without a pause. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
