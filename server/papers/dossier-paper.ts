import { plannedCents } from '#models/barometer/slices.ts'
import type { PaperDocument, PaperTable, PaperValue } from '#models/papers/document.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { type BenefitFacts, benefitFacts, validatedCents } from '#server/board/benefit-facts.usecases.ts'
import { registerAsOf } from '#server/benefits/register.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { type BenefitColumn, benefitTables } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { installation } from '#server/shared/settings.ts'
import { countOf } from '#server/shared/wording.ts'
import { instantOfAsked } from './benefit-paper.ts'
import { boardWords } from './board-words.ts'
import type { Paper, PaperAsked } from './paper.ts'
import { centsCell, countCell, dayCell, tablesWorkbook, textCell } from './paper-cells.ts'

const earliest = '1900-01-01'

/** The tables of benefits that go into a business case and a closing report, by the templates in force: the same facts, other columns. */
export async function dossierPaper(db: Database, reach: Reach, asked: PaperAsked): Promise<Paper> {
  const { language, subject } = asked
  const w = boardWords[language]
  const at = instantOfAsked(asked)
  const [facts, { isDemonstration }, tree] = await Promise.all([
    benefitFacts(db, reach, { body: subject, at }),
    installation(db),
    bodyTree(db, at.slice(0, 10)),
  ])
  const register = await registerAsOf({ db, clock: { now: () => new Date(at) } }, reach, { asKnownMs: Date.parse(at) })
  const units = new Map(
    register.benefits.map(({ code, measures }) => {
      const outcome = [...measures.values()].find(({ content }) => content.role === 'outcome')
      return [code, outcome?.content.unit ?? null]
    }),
  )
  const { templates, columns } = benefitTables()
  const body = subject === null ? undefined : tree.byCode.get(subject)
  const tables = templates.map((template): PaperTable => ({
    caption: template[language],
    columns: template.columns.map((name) => ({
      label: columns[name][language],
      align: columns[name].align,
      weight: columns[name].weight,
    })),
    rows: facts.map((one) => ({
      kind: 'row',
      cells: template.columns.map((name) =>
        cells[name](one, { language, day: at.slice(0, 10), unit: units.get(one.code) ?? null }),
      ),
    })),
    note: w.template(template.id, template.version),
  }))
  const forms = { fr: boardWords.fr.benefitForms, en: boardWords.en.benefitForms }
  const digest = digestOf(asJson({ facts, templates }))
  const document: PaperDocument = {
    language,
    title: w.dossierTitle,
    subtitle: countOf(facts.length, forms)[language],
    publisher: body === undefined ? w.all : language === 'fr' ? body.nameFr : body.nameEn,
    asOf: at.slice(0, 10),
    reference: { code: subject ?? 'ARPENT', digest },
    basis: [
      { label: w.knownLabel, text: w.asKnown(at.slice(0, 16).replace('T', ' ')) },
      ...templates.map(({ id, version }) => ({ label: w.templateLabel, text: `${id} ${version}` })),
    ],
    warnings: isDemonstration ? [w.fictitious] : [],
    sections: tables.map((table) => ({ title: table.caption, blocks: [{ kind: 'table', table }] })),
  }
  const figures = [{ label: w.benefits, value: countCell(facts.length) }]
  const workbook = tablesWorkbook({ title: w.dossierTitle, language, asOf: document.asOf, digest }, figures, tables)
  return { document, workbook }
}

type Told = {
  readonly language: Language
  readonly day: string
  /** Of the outcome that it is measured in; null when the register states none. */
  readonly unit: string | null
}

/** What each column of a template says of a benefit. */
const cells: Readonly<Record<BenefitColumn, (one: BenefitFacts, told: Told) => PaperValue>> = {
  code: (one) => textCell(one.code),
  title: (one, { language }) => textCell(one[language]),
  type: (one, told) => {
    const types: Readonly<Record<string, string>> = boardWords[told.language].types
    return registered(one.type === null ? null : (types[one.type] ?? one.type), told)
  },
  owner: (one, told) => registered(one.owner, told),
  unit: (_, { language, unit }) =>
    unit === null
      ? { kind: 'unknown', reason: boardWords[language].noUnit }
      : textCell(unit === 'CAD/year' ? boardWords[language].perYear : unit),
  starts: (one) => dayCell(one.startsOn ?? one.promises[0]?.validFrom ?? null),
  promisedFirst: (one, told) => promised(one.promises[0]?.cents ?? null, told),
  promised: (one, told) => promised(one.promises.at(-1)?.cents ?? null, told),
  low: (one, told) => ranged(one, one.promises[0]?.lowCents ?? null, told),
  high: (one, told) => ranged(one, one.promises[0]?.highCents ?? null, told),
  frozen: (one) => dayCell(one.promises[0]?.recordedAt ?? null),
  plannedToDate: (one, told) => promised(planned(one, told.day), told),
  validated: (one, { language }) => centsCell(validatedCents(one), boardWords[language].notMeasured),
  gap: (one, { language, day }) => {
    const [plan, validated] = [planned(one, day), validatedCents(one)]
    return centsCell(plan === null || validated === null ? null : validated - plan, boardWords[language].notMeasured)
  },
  versions: (one) => countCell(one.promises.length),
}

const registered = (said: string | null, { language }: Told): PaperValue =>
  said === null ? { kind: 'unknown', reason: boardWords[language].notInRegister } : textCell(said)
const promised = (cents: number | null, { language }: Told): PaperValue =>
  centsCell(cents, boardWords[language].reasons['no-promise'])

/** A promise that is one amount has no range; without a promise there is neither. */
const ranged = ({ promises }: BenefitFacts, cents: number | null, told: Told): PaperValue =>
  (promises[0]?.cents ?? null) === null ? promised(null, told) : centsCell(cents, boardWords[told.language].noRange)

function planned({ promises }: BenefitFacts, day: string): number | null {
  const [first, last] = [promises[0], promises.at(-1)]
  if (first === undefined || last === undefined || last.cents === null) return null
  return plannedCents([{ body: '', validFrom: first.validFrom, cents: last.cents }], earliest, day)
}
