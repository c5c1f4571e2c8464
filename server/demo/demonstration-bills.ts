import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monthAfter } from '#models/shared/month.ts'
import { billMonth, closeMonth } from '#server/bills/bill-months.usecases.ts'
import { sourceList } from '#server/bills/reading.usecases.ts'
import { defaultBillLimits } from '#server/bills/bill-limits.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { keepAside } from '#server/bills/kept-aside.ts'
import { stateInvoice } from '#server/bills/invoices.usecases.ts'
import { stateRate } from '#server/bills/rates.usecases.ts'
import { sendExtract } from '#server/ledgers/extracts.usecases.ts'
import { type BilledPilot, billFile, type BillFile, issuers } from './demonstration-bill-files.ts'
import type { Chronicle, DemoDeps } from './demonstration-chronicle.ts'
import { type ReachAs, versionOf } from './demonstration-classification.ts'
import { ledgerFile } from './demonstration-ledger-files.ts'
import { billedMonths, ledgerMonths, type PilotProvider } from './demonstration-pilots.ts'

export type BillStory = {
  readonly deps: DemoDeps
  readonly reach: ReachAs
  readonly chronicle: Chronicle
  /** `YYYY-MM` of today in Québec. */
  readonly thisMonth: string
  readonly pilots: readonly BilledPilot[]
}

/** The bodies that are billed: the portfolio for all its bodies, one ministry on its own. */
const billedBodies: Readonly<Record<PilotProvider, string>> = { aws: 'GOUV', azure: 'MRP' }
const providers = ['aws', 'azure'] as const
/** Months that came at once, when the product was taken up; the later ones came one by one. */
const firstMonthsAgo = 9
/** Days before today at which the product was taken up for bills, once every body had sent its inventory. */
const takenUpDaysAgo = 233
/** Days after the end of a month at which its bill comes, and at which finance closes it. */
const billDay = 6
const closingDay = 14
/** The month that the provider billed again after it was closed. */
const restatedMonthsAgo = 4

/**
 * Two years of fictitious bills: what there was when the product came, then month by month, closed by finance against an invoice; one closed
 * month billed again, one whose invoice differs, the last one still open. And the ledger of the old side, month by month.
 */
export function receiveBills(story: BillStory): void {
  const { chronicle } = story
  const months = (from: number, to: number) =>
    Array.from({ length: from - to + 1 }, (_, at) => monthAfter(story.thisMonth, at - from))
  const taken = chronicle.moment(Math.min(takenUpDaysAgo, daysSince(story, firstMonthsAgo - 1, billDay)))
  chronicle.at(taken, async () => {
    for (let monthsAgo = billedMonths - 1; monthsAgo >= 0; monthsAgo -= 1)
      await stateMonthRate(story, monthAfter(story.thisMonth, -monthsAgo))
    for (const provider of providers) {
      const file = billFile(provider, ofProvider(story, provider), months(billedMonths - 1, firstMonthsAgo), story)
      await deliver(story, provider, file)
      for (const month of file.months) await close(story, provider, month)
    }
    await sendLedgers(story, firstMonthsAgo, ledgerMonths)
  })
  for (let monthsAgo = firstMonthsAgo - 1; monthsAgo >= 1; monthsAgo -= 1) {
    const month = monthAfter(story.thisMonth, -monthsAgo)
    const billed = chronicle.moment(daysSince(story, monthsAgo - 1, billDay), taken)
    chronicle.at(billed, async () => {
      for (const provider of providers)
        await deliver(story, provider, billFile(provider, ofProvider(story, provider), [month], story))
      await sendLedgers(story, monthsAgo, monthsAgo)
    })
    const closed = chronicle.moment(daysSince(story, monthsAgo - 1, closingDay), billed)
    if (monthsAgo > 1 || closed < chronicle.moment(0))
      chronicle.at(closed, async () => {
        for (const provider of providers) await close(story, provider, month)
      })
  }
  const restated = monthAfter(story.thisMonth, -restatedMonthsAgo)
  chronicle.at(chronicle.moment(daysSince(story, restatedMonthsAgo - 2, 3), taken), () =>
    deliver(
      story,
      'aws',
      billFile('aws', ofProvider(story, 'aws'), [restated], { ...story, again: true }),
      'Le fournisseur fictif a facturé de nouveau ce mois.',
    ),
  )
  chronicle.at(chronicle.moment(1), async () => {
    for (const provider of providers)
      await deliver(story, provider, billFile(provider, ofProvider(story, provider), [story.thisMonth], story))
  })
}

const ofProvider = ({ pilots }: BillStory, provider: PilotProvider) => pilots.filter((one) => one.provider === provider)

/** Days from the so-many-th of the month so many months ago until today; never in the days to come. */
function daysSince({ chronicle, thisMonth }: BillStory, monthsAgo: number, day: number): number {
  const then = Date.parse(`${monthAfter(thisMonth, -monthsAgo)}-${String(day).padStart(2, '0')}T12:00:00Z`)
  return Math.max(0, Math.round((chronicle.moment(0) - then) / 86_400_000))
}

async function deliver(story: BillStory, provider: PilotProvider, file: BillFile, reason?: string): Promise<void> {
  const { deps, reach } = story
  const folder = mkdtempSync(join(tmpdir(), 'arpent-demo-bill-'))
  try {
    const path = join(folder, file.name)
    writeFileSync(path, file.text)
    const { batch } = await importBillFile(
      { ...deps, folder: join(deps.filesFolder, 'bills'), limits: defaultBillLimits },
      reach('finance-officer'),
      { file: path, bodyCode: billedBodies[provider], asked: reason === undefined ? {} : { reason } },
    )
    const [month] = file.months
    if (provider === 'azure' && month !== undefined && file.months.length === 1)
      await keepAside(deps, reach('finance-officer'), { ...besideOf(month), bill: batch, month, raw: 'fictif' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const budgetPerMonth = 13_800
const budgetPerYear = 160_000
/** Of the hours of the commitment, those that a pilot used. */
const usedShare = 0.8

/** Fictitious budgets of the subscription and use of its commitment, written as the consumption API writes them. */
function besideOf(month: string): { readonly budgets: readonly string[]; readonly reservations: readonly string[] } {
  const [year, at] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const fiscal = at < 4 ? year - 1 : year
  const timePeriod = { startDate: `${fiscal}-04-01T00:00:00Z`, endDate: `${fiscal + 1}-03-31T00:00:00Z` }
  const monthsIn = ((at + 8) % 12) + 1
  const budget = (name: string, amount: number, timeGrain: string, spent: number) =>
    JSON.stringify({
      name,
      properties: {
        category: 'Cost',
        amount,
        timeGrain,
        timePeriod,
        currentSpend: { amount: spent, unit: 'CAD' },
        forecastSpend: { amount: (spent * 12) / monthsIn, unit: 'CAD' },
      },
    })
  const reservedHours = new Date(Date.UTC(year, at, 0)).getUTCDate() * 24
  const properties = {
    reservationOrderId: 'fictif',
    reservationId: 'engagement/1',
    skuName: 'Standard_D4s_v5 (fictif)',
    usageDate: `${month}-01T00:00:00Z`,
    reservedHours,
    usedHours: Math.round(reservedHours * usedShare),
  }
  return {
    budgets: [
      budget('exploitation-mensuelle', budgetPerMonth, 'Monthly', 0),
      budget('exercice', budgetPerYear, 'Annually', budgetPerMonth * monthsIn * 0.97),
    ],
    reservations: [JSON.stringify({ properties })],
  }
}

/** A month is closed against its invoice; one invoice is said to differ, and why it was closed all the same. */
async function close(story: BillStory, provider: PilotProvider, month: string): Promise<void> {
  const { deps, reach } = story
  const finance = reach('finance-officer')
  const source = (await sourceList(deps, finance)).find((one) => one.account === issuers[provider].account)
  if (source === undefined) return
  const read = await billMonth(deps, finance, source.code, month)
  const { billed } = read.reconciliation
  const differs = provider === 'aws' && month === monthAfter(story.thisMonth, -2)
  await stateInvoice(
    deps,
    finance,
    { source: source.code, month },
    {
      number: `F-${issuers[provider].account.slice(-4)}-${month}`,
      status: 'issued',
      issuedOn: `${monthAfter(month, 1)}-05`,
      currency: source.currency,
      amount: differs ? (Number(billed) - 48.15).toFixed(2) : Number(billed).toFixed(2),
      tax: null,
      credits: null,
      payment: null,
    },
  )
  const now = await billMonth(deps, finance, source.code, month)
  await closeMonth(deps, finance, source.code, month, {
    expected: versionOf(now),
    ...(differs ? { reason: 'Écart fictif contesté auprès du fournisseur ; le mois est fermé quand même.' } : {}),
  })
}

/** Rates stated by finance: those of the demonstration are fictitious, and say so. */
async function stateMonthRate({ deps, reach }: BillStory, month: string): Promise<void> {
  const wave = Math.sin((Number(month.slice(0, 4)) * 12 + Number(month.slice(5))) / 3)
  await stateRate(deps, reach('finance-officer'), {
    body: 'GOUV',
    currency: 'USD',
    kind: 'month',
    validOn: month,
    cadPerUnit: (1.385 + 0.022 * wave).toFixed(4),
    source: 'Taux mensuel fictif de la démonstration',
  })
}

/** The lines of the ledger since the last extract, for each body that has pilots. */
async function sendLedgers(story: BillStory, to: number, from: number): Promise<void> {
  const { deps, reach, pilots, thisMonth } = story
  for (const body of new Set(pilots.map((one) => one.body))) {
    const { name, text } = ledgerFile(body, pilots, thisMonth, { from, to })
    const sent = { body, name, dryRun: false, replace: false, bytes: Buffer.from(text) }
    await sendExtract(deps, reach('finance-officer'), sent)
  }
}
