/** How the figures of a chart are written, in the language of the page. The unit itself is said by the subtitle. */
export type ChartUnit = {
  /** On an axis: short, without unit. */
  readonly axis: (value: number) => string
  /** At the end of a line or a bar and in the table: without unit. */
  readonly label: (value: number) => string
  /** In a tip: with its unit. */
  readonly full: (value: number) => string
}
