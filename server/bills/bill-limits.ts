/** How much of the machine reading a bill may take. */
export type BillLimits = { readonly memoryMib: number; readonly threads?: number | undefined }

export const defaultBillLimits: BillLimits = { memoryMib: 1024 }
