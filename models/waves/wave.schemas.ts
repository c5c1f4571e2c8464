/** The days of a move. ISO days; startsOn ≤ cutsOverOn ≤ decommissionsOn. */
export type WaveDates = {
  /** The target begins to be paid. */
  readonly startsOn: string
  /** People work on the target from this day on. */
  readonly cutsOverOn: string
  /** The old side stops being paid: not at cut-over. */
  readonly decommissionsOn: string
}
