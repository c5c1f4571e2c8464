import type { Bilingual } from '#models/shared/bilingual.ts'

/** What a rule or a known departure met in a file, counted. */
export type BillRuleCount = { readonly rule: string; readonly rows: number; readonly text: Bilingual }

/** What a delivery said of one source and month. Amounts are decimal texts in the currency. */
export type PublishedSlice = {
  readonly import: string
  readonly source: string
  readonly provider: string
  readonly account: string
  readonly period: string
  readonly currency: string
  readonly rows: number
  readonly charges: number
  readonly billed: string
  readonly effective: string
  /** The import it took the place of, and the delivery that had brought it. */
  readonly replaced: { readonly import: string; readonly delivery: string } | null
  readonly isRestatement: boolean
}
export type BillSliceView = PublishedSlice & { readonly figures: CostFigures }

/** One of the files of a delivery, and the line of the whole that its first row is. */
export type PlacedPart = { readonly name: string; readonly firstLine: number }

/** How a file was read, and what it came to. */
export type BillResult = {
  readonly rows: {
    readonly read: number
    readonly accepted: number
    readonly rejected: number
    readonly leftOut: number
    readonly otherPeriods: number
  }
  readonly deviations: readonly BillRuleCount[]
  readonly warnings: readonly BillRuleCount[]
  readonly refusals: readonly BillRuleCount[]
  /** Columns that the version has and the file does not; columns of the file that are kept and not read. */
  readonly missingColumns: readonly string[]
  readonly unknownColumns: readonly string[]
  /** What the refused rows bill, where they write an amount. */
  readonly quarantined: readonly { readonly currency: string; readonly billed: string | null; readonly rows: number }[]
  readonly slices: readonly PublishedSlice[]
  /** The delivery that stands, when the same bytes came again. */
  readonly identicalTo: string | null
  /** The files of a delivery in several, in the order they were read; absent for one. */
  readonly parts?: readonly PlacedPart[]
  /** Rows of a data set that holds no charge (invoices, periods, commitments), as the file writes them; absent for a bill. */
  readonly companion?: BillCompanion
}

export type BillResultView = Omit<BillResult, 'slices'> & { readonly slices: readonly BillSliceView[] }

/** The first rows of a data set kept beside the bills, and how many there are. */
export type BillCompanion = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly total: number
}

export type BillDeliveryView = {
  readonly id: string
  readonly body: string
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  readonly container: string
  readonly dialect: string | null
  readonly dataset: string | null
  readonly version: string | null
  readonly state: 'received' | 'imported' | 'identical' | 'refused' | 'cancelled'
  readonly asked: {
    readonly period?: string
    readonly reason?: string
    readonly deliveredOn?: string
    /** The files of a delivery in several. */
    readonly parts?: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[]
  }
  readonly result: BillResultView | null
  readonly problem: { readonly code: string; readonly detail: Bilingual } | null
  readonly deliveredAt: string | null
  readonly by: string
  readonly receivedAt: string
  readonly endedAt: string | null
  readonly etag: string
}

export type BillFailureView = {
  readonly ordinal: number
  /** Which file of a delivery in several; null when there is one. The line is of that file. */
  readonly file: string | null
  readonly line: number
  readonly rule: string
  readonly column: string | null
  readonly severity: 'refused' | 'warned'
  readonly detail: Bilingual
}

export type BillSourceView = {
  readonly code: string
  readonly body: string
  readonly provider: string
  readonly account: string
  readonly name: string
  readonly currency: string
}

/** Billed and effective of a service before and after a replacement, decimal texts; null where it was not billed. */
export type ServiceDifference = {
  readonly service: string
  readonly before: { readonly billed: string; readonly effective: string } | null
  readonly after: { readonly billed: string; readonly effective: string } | null
}

/** One import of a source and month, in force or replaced. */
export type BillImportView = {
  readonly id: string
  readonly delivery: string
  readonly state: 'current' | 'superseded'
  readonly rows: number
  readonly charges: number
  readonly billed: string
  readonly effective: string
  readonly isRestatement: boolean
  readonly reason: string | null
  readonly recordedAt: string
  readonly supersededAt: string | null
  readonly difference: readonly ServiceDifference[]
}

export type BillPeriodView = {
  readonly id: string
  readonly body: string
  readonly source: string
  readonly provider: string
  readonly account: string
  readonly name: string
  readonly currency: string
  readonly period: string
  readonly state: 'open' | 'closed'
  readonly current: string | null
  readonly imports: readonly BillImportView[]
  readonly reason: string
  readonly changedBy: string
  readonly changedAt: string
  readonly etag: string
}

/** Ids of the billed and of the effective cost as figures that open. */
export type CostFigures = { readonly billed: string; readonly effective: string }

export type BillChargeView = {
  readonly ordinal: number
  readonly day: string
  readonly subAccount: string
  readonly service: string
  readonly serviceCategory: string
  readonly resource: string
  readonly region: string
  readonly chargeCategory: string
  readonly chargeClass: string
  readonly pricingCategory: string
  readonly commitment: string
  readonly commitmentStatus: string
  readonly tags: Readonly<Record<string, unknown>>
  readonly currency: string
  readonly billed: string
  readonly effective: string
  readonly list: string | null
  readonly contracted: string | null
  readonly rows: number
  /** Ids under which the two costs open, down to the lines of the file. */
  readonly figures: CostFigures
}

/** Rows of the file behind a charge: every column that was kept, with the physical line. */
export type BillRowsView = {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[]
  readonly total: number
  /** Exact sums of all of them, shown or not. */
  readonly billed: string
  readonly effective: string
}
