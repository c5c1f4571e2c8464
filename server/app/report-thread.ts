import { parentPort, workerData } from 'node:worker_threads'
import { givenDerivation } from '#server/allocation/given-figures.usecases.ts'
import { type PreviewRequest, rulesPreview } from '#server/allocation/rule-set-preview.ts'
import { type UnallocatedRequest, unallocatedSummary } from '#server/allocation/unallocated.usecases.ts'
import { type EffectRequest, packedFormulaEffect } from '#server/assessment/formula-effect.usecases.ts'
import { conflictsReport, explanationReport } from '#server/assessment/explanation.usecases.ts'
import type { PackDraft } from '#models/rules/pack.schemas.ts'
import type { BillRowsRequest } from '#server/bills/bill-rows.ts'
import { pastImports } from '#server/benefits/register-import-applying.ts'
import { type ImportRequest, previewedImport } from '#server/benefits/register-import.usecases.ts'
import { benefitsPage } from '#server/benefits/benefits.usecases.ts'
import { benefitMap, type MapRequest, poolList } from '#server/benefits/benefit-map.usecases.ts'
import { keepRegisterWarm } from '#server/benefits/register-memory.ts'
import { type ExportRequest, registerFile } from '#server/benefits/register-export.ts'
import {
  type DaysCompared,
  registerDifference,
  registerPage,
  type RegisterRequest,
} from '#server/benefits/register-reports.ts'
import { barometerContent } from '#server/barometer/barometer-content.usecases.ts'
import { caseFigureDerivation, type SupposedRequest, supposedCase } from '#server/cases/case-figures.usecases.ts'
import { doubleRunningCad, type DoubleRunningRequest } from '#server/cases/double-running.usecases.ts'
import { claimSample, type SampleAsked } from '#server/claims/claim-samples.usecases.ts'
import { queryAnswer, type QueryAsked } from '#server/claims/evidence-queries.usecases.ts'
import { auditPack } from '#server/claims/audit-pack.ts'
import type { PackAsked } from '#server/claims/audit-pack-asked.ts'
import { type DatabaseAddress, databaseAt } from '#server/database/database.ts'
import { checkedDraft, type DraftRequest } from '#server/formulas/checked-draft.ts'
import { reviewList } from '#server/classification/reviews.usecases.ts'
import { portfolioColumns, portfolioCsv } from '#server/inventory/portfolio.usecases.ts'
import { paperReport } from '#server/papers/papers.usecases.ts'
import { priceDifferenceReport } from '#server/prices/price-reports.ts'
import { privacyList } from '#server/privacy/privacy.usecases.ts'
import { draftChecked } from '#server/rules/rule-packs.usecases.ts'
import { type DifferenceRequest, differenceCsv, packedDifference } from '#server/rules/pack-difference.usecases.ts'
import {
  type CalendarRequest,
  createPlans,
  packedCalendar,
  waveCalendar,
  wavePreview,
} from '#server/waves/wave-calendar.usecases.ts'
import { realisedDerivation } from '#server/realised/realised-figures.usecases.ts'
import {
  measuredRealised,
  forecastCalibration,
  type PortfolioRequest,
  realisedBenefit,
  realisedPortfolio,
  realisedWorkload,
} from '#server/realised/realised.usecases.ts'
import { strategyList } from '#server/strategies/strategies.usecases.ts'
import type { ReportReply, ReportRequest } from '#server/shared/report-protocol.ts'

if (parentPort === null) throw new Error('this file runs in a worker thread')
const port = parentPort
const { address } = workerData as { readonly address: DatabaseAddress } // given by createReports, the only one that starts this file
const db = databaseAt(address)
const plans = createPlans(db)
keepRegisterWarm(db)

const reports: Readonly<Record<string, (request: ReportRequest) => Promise<Uint8Array<ArrayBuffer>>>> = {
  'allocation-preview': async ({ reach, input }) => asBytes(await rulesPreview(db, reach, input as PreviewRequest)),
  'allocation-unallocated': async ({ reach, input }) =>
    asBytes(await unallocatedSummary(db, reach, input as UnallocatedRequest)),
  'portfolio-columns': ({ reach }) => portfolioColumns(db, reach),
  'portfolio-csv': ({ reach }) => portfolioCsv(db, reach),
  'privacy-files': ({ reach, input }) => privacyList(db, reach, dayOf(input)),
  'classification-reviews': ({ reach, input }) => reviewList(db, reach, dayOf(input)),
  strategies: ({ reach, input }) => strategyList(db, reach, (input as { readonly at: string }).at), // given by its route
  'option-explanation': ({ reach, input }) => explanationReport(db, reach, input),
  'workload-conflicts': ({ reach, input }) => conflictsReport(db, reach, input),
  'bill-rows': async ({ input }) => {
    const { billRows } = await import('#server/bills/bill-rows.ts') // loaded by the first who asks
    return asBytes(await billRows(input as BillRowsRequest))
  },
  'given-figure': async ({ reach, input }) =>
    asBytes((await givenDerivation(db, reach, (input as { readonly figure: string }).figure)) ?? null),
  'case-figure': async ({ reach, input }) =>
    asBytes((await caseFigureDerivation(db, reach, (input as { readonly figure: string }).figure)) ?? null),
  'double-running': async ({ reach, input }) =>
    asBytes(await doubleRunningCad(db, reach, input as DoubleRunningRequest)),
  'case-supposed': async ({ reach, input }) => asBytes(await supposedCase(db, reach, input as SupposedRequest)),
  barometer: async ({ reach, input }) =>
    asBytes(await barometerContent(db, reach, input as { readonly today: string; readonly at: string })),
  'claim-sample': async ({ reach, input }) => asBytes(await claimSample(db, reach, input as SampleAsked)),
  'evidence-query': async ({ reach, input }) => asBytes(await queryAnswer(db, reach, input as QueryAsked)),
  'audit-pack': ({ reach, input }) => auditPack(db, reach, input as PackAsked),
  'realised-portfolio': async ({ reach, input }) =>
    asBytes(await realisedPortfolio(db, reach, input as PortfolioRequest)),
  'realised-benefit': async ({ reach, input }) =>
    asBytes(await realisedBenefit(db, reach, input as Parameters<typeof realisedBenefit>[2])),
  'realised-workload': async ({ reach, input }) =>
    asBytes(await realisedWorkload(db, reach, input as Parameters<typeof realisedWorkload>[2])),
  'measured-realised': async ({ reach, input }) => {
    const { at, ...asked } = input as { readonly at: string } & Parameters<typeof measuredRealised>[2]
    return asBytes(await measuredRealised({ db, clock: { now: () => new Date(at) } }, reach, asked))
  },
  'realised-calibration': async ({ reach, input }) =>
    asBytes(await forecastCalibration(db, reach, (input as { readonly at: string }).at)),
  'realised-figure': async ({ reach, input }) =>
    asBytes((await realisedDerivation(db, reach, (input as { readonly figure: string }).figure)) ?? null),
  paper: ({ reach, input }) => paperReport(db, reach, input),
  'price-difference': ({ reach, input }) => priceDifferenceReport(db, reach, input),
  'wave-calendar': async ({ reach, input }) =>
    packedCalendar(await waveCalendar(plans, reach, input as CalendarRequest)),
  'wave-preview': async ({ reach, input }) =>
    asBytes(await wavePreview(plans, reach, input as Parameters<typeof wavePreview>[2])),
  'decided-benefits': async ({ reach }) => asBytes(await benefitsPage({ db }, reach)),
  'benefit-map': async ({ reach, input }) => asBytes(await benefitMap(db, reach, input as unknown as MapRequest)),
  'benefit-pools': async ({ reach, input }) => asBytes(await poolList(db, reach, input as unknown as MapRequest)),
  'benefit-register': async ({ reach, input }) =>
    asBytes(await registerPage(db, reach, input as unknown as RegisterRequest)),
  'register-import': async ({ reach, input }) =>
    asBytes(await previewedImport(db, reach, input as unknown as ImportRequest)),
  'register-imports': async ({ reach }) => asBytes(await pastImports({ db }, reach)),
  'register-difference': async ({ reach, input }) =>
    asBytes(await registerDifference({ db }, reach, input as unknown as DaysCompared)),
  'register-file': ({ reach, input }) => registerFile(db, reach, input as unknown as ExportRequest),
  'pack-check': ({ input }) => Promise.resolve(asBytes(draftChecked(input as PackDraft))),
  'formulas-check': ({ input }) => Promise.resolve(asBytes(checkedDraft(input as DraftRequest))),
  'formula-effect': ({ reach, input }) => packedFormulaEffect(db, reach, input as EffectRequest),
  'pack-difference': ({ reach, input }) => packedDifference(db, reach, input as DifferenceRequest),
  'pack-difference-csv': ({ reach, input }) => differenceCsv(db, reach, input as DifferenceRequest),
}

// Inputs are written by the routes of the same process, from the same types.
function asBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}

const dayOf = (input: ReportRequest['input']) => (input as { readonly today: string }).today // given by the routes of these reports

port.on('message', (request: ReportRequest) => void answer(request))

async function answer(request: ReportRequest): Promise<void> {
  try {
    const make = reports[request.report]
    if (make === undefined) throw new Error(`no report ${request.report}`)
    const body = await make(request)
    port.postMessage({ id: request.id, ok: true, body } satisfies ReportReply, [body.buffer])
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error))
    port.postMessage({
      id: request.id,
      ok: false,
      message: failure.message,
      stack: failure.stack ?? '',
    } satisfies ReportReply)
  }
}
