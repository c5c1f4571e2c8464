/** How much of the machine a bill may take: to read it, and to receive it. */
export type BillLimits = {
  readonly memoryMib: number
  readonly threads?: number | undefined
  /** The largest delivery that is received, all its files together. */
  readonly largestMib?: number | undefined
}

export const defaultBillLimits: BillLimits = { memoryMib: 1024 }

const usualLargestMib = 4096

export const mostBytesOf = ({ largestMib = usualLargestMib }: BillLimits): number => largestMib * 1024 * 1024
