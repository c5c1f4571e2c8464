import { Figure, type FigureSource } from '#client/ui/figure.tsx'
import { billMoney } from './bill-words.ts'

/** An amount of a bill, which opens to where it comes from; an amount that is not told is a dash, and opens nothing. */
export function BillAmount(props: {
  amount: string | null
  currency: string
  figure: FigureSource
  /** What the amount is, said by whoever opens it. */
  label: string
}) {
  return (
    <Figure id={props.amount === null ? null : props.figure} label={props.label}>
      {billMoney(props.amount, props.currency)}
    </Figure>
  )
}
