import type { RegisterBenefit } from '#models/benefits/register-state.ts'
import type { RegisterFilter } from '#models/benefits/register.requests.ts'
import { plannedThrough, signOf } from '#models/benefits/register.views.ts'
import { moneyPlans } from '#models/benefits/register.views.ts'
import type { Workbook, WorkbookCell, WorkbookSheet } from '#models/papers/workbook.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { roundToCents } from '#models/shared/money.ts'
import { fiscalYearOf } from '#models/waves/fiscal-year.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { workbookBytes } from '#server/papers/xlsx-file.ts'
import { csvText } from '#server/shared/csv.ts'
import { endOfDayMs } from './register-reports.ts'
import { registerSheetsOf } from './register-sheets.ts'
import { registerAsOf } from './register.usecases.ts'
import { filtered, lineOf } from './register-views.ts'

export type ExportRequest = {
  readonly filter: RegisterFilter
  readonly language: Language
  readonly asKnown: string | null
  readonly validOn: string | null
  readonly today: string
  readonly format: 'csv' | 'xlsx' | 'omb'
}

const words = {
  fr: {
    name: 'Registre des bénéfices',
    heads: [
      'Numéro',
      'Organisme',
      'Titre',
      'Title',
      'Nature',
      'Sens',
      'Catégorie',
      'État',
      'Détenteur',
      'Finances',
      'Mesure',
      'Unité',
      'Plan en vigueur ($ par an)',
      'Engagement v1 ($ par an)',
      'Prévu à date ($)',
      'Mesuré jusqu’à',
      'Début',
      'Fin',
    ],
    stamp: (day: string, made: string) => `Tel que connu le ${day}, produit le ${made}`,
    gain: 'bénéfice',
    loss: 'désavantage',
    unknown: 'inconnu',
  },
  en: {
    name: 'Register of benefits',
    heads: [
      'Number',
      'Body',
      'Titre',
      'Title',
      'Type',
      'Sign',
      'Category',
      'State',
      'Owner',
      'Finance',
      'Measure',
      'Unit',
      'Plan in force ($ a year)',
      'Promise v1 ($ a year)',
      'Planned to date ($)',
      'Measured to',
      'Start',
      'End',
    ],
    stamp: (day: string, made: string) => `As known on ${day}, made on ${made}`,
    gain: 'benefit',
    loss: 'dis-benefit',
    unknown: 'unknown',
  },
} as const

/** The register as a file, stamped with the day it was known; what is unknown says so, never a zero. */
export async function registerFile(db: Database, reach: Reach, asked: ExportRequest): Promise<Uint8Array<ArrayBuffer>> {
  const clock = { now: () => new Date(endOfDayMs(asked.today)) }
  const state = await registerAsOf({ db, clock }, reach, {
    ...(asked.asKnown === null ? {} : { asKnownMs: endOfDayMs(asked.asKnown) }),
    ...(asked.validOn === null ? {} : { validOn: asked.validOn }),
  })
  const benefits = filtered(state.benefits, asked.filter)
  if (asked.format === 'omb')
    return asText(JSON.stringify({ asKnown: asked.asKnown ?? asked.today, strategies: benefits.map(savingsRecord) }))
  const through = (asked.validOn ?? asked.asKnown ?? asked.today).slice(0, 7)
  const rows = benefits.map((benefit) => rowOf(benefit, through, asked.language))
  const w = words[asked.language]
  const stamp = w.stamp(asked.asKnown ?? asked.today, asked.today)
  if (asked.format === 'csv') {
    const text = rows.map((row) => row.map((cell) => (cell === null ? w.unknown : String(cell))))
    return asText(csvText([[w.name, stamp], [...w.heads], ...text], asked.language === 'fr' ? ';' : ','))
  }
  return workbookBytes(registerWorkbook(asked, rows, stamp, registerSheetsOf(benefits, state, asked.language)))
}

const asText = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

type Value = string | number | null

function rowOf(benefit: RegisterBenefit, through: string, language: Language): readonly Value[] {
  const line = lineOf(benefit, through)
  const profile = benefit.profile.content
  const measure = [...benefit.measures.values()].find(({ content }) => content.role === 'outcome')?.content
  const money = (text: string | null) => (text === null ? null : Number(text))
  const w = words[language]
  return [
    line.code,
    line.body,
    profile.title.fr,
    profile.title.en,
    line.type,
    profile.sign < 0 ? w.loss : w.gain,
    line.category,
    line.life,
    profile.owner?.role ?? '',
    profile.financeCounterpart?.role ?? '',
    measure?.name[language] ?? '',
    measure?.unit ?? '',
    money(line.plannedCadPerYear),
    money(line.firstCadPerYear),
    money(line.plannedToDateCad),
    line.lastMeasured,
    profile.startsOn ?? '',
    profile.endsOn ?? '',
  ]
}

/** Columns of dollars, counted from 0. */
const moneyColumns = [12, 13, 14]

function registerWorkbook(
  asked: ExportRequest,
  rows: readonly (readonly Value[])[],
  stamp: string,
  readable: readonly WorkbookSheet[],
): Workbook {
  const w = words[asked.language]
  const cell = (value: Value, column: number): WorkbookCell =>
    value === null
      ? { value: w.unknown }
      : moneyColumns.includes(column)
        ? { value, format: 'money' }
        : { value, format: 'text' }
  return {
    title: `${w.name} · ${stamp}`,
    language: asked.language,
    asOf: asked.today,
    sheets: [
      {
        name: w.name,
        widths: [10, 10, 40, 40, 16, 12, 14, 14, 24, 24, 24, 12, 18, 18, 18, 12, 12, 12],
        frozenRows: 2,
        rows: [
          [{ value: stamp, look: 'small' }],
          w.heads.map((value): WorkbookCell => ({ value, look: 'header' })),
          ...rows.map((row) => row.map(cell)),
        ],
      },
      ...readable,
    ],
  }
}

/**
 * One savings record of the OMB schema (domain methods §4.4): amounts in millions a fiscal year of the plan in force, net of implementation
 * cost only where the plan says so: gross here. Names of its fields are the schema's own.
 */
function savingsRecord(benefit: RegisterBenefit): Record<string, unknown> {
  const profile = benefit.profile.content
  const months = moneyPlans(benefit).flatMap((plan) => plan.months)
  const years = Map.groupBy(months, ({ month }) => fiscalYearOf(`${month}-01`).label)
  const amounts = [...years].map(([label, those]) => [
    `fy${label.slice(5)}`,
    {
      amount: roundToCents(signOf(benefit) * those.reduce((sum, one) => sum + one.mode, 0)) / 1e8,
      netOrGross: 'gross',
    },
  ])
  return {
    strategyId: benefit.code,
    strategyTitle: profile.title.en,
    decisionDate: benefit.promises[0]?.recordedAt.slice(0, 10) ?? null,
    ombInitiative: null,
    relatedUIIs: profile.workloads,
    useOfSavingsAvoidance: profile.budgetLine,
    amountType: profile.type === 'cashable' ? 'cost-savings' : 'cost-avoidance',
    amountsKnown: plannedThrough(benefit, null) !== null,
    ...Object.fromEntries(amounts),
  }
}
