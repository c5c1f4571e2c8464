import type { KeyFigure, PaperBlock, PaperDocument, PaperTable } from '#models/papers/document.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { type BenefitFacts, benefitFacts, validatedCents } from '#server/board/benefit-facts.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { installation } from '#server/shared/settings.ts'
import { boardWords } from './board-words.ts'
import type { Paper, PaperAsked } from './paper.ts'
import { centsCell, countCell, dayCell, tablesWorkbook, textCell } from './paper-cells.ts'
import { reportBenefitMissing, reportBenefitUnknown } from './papers.problems.ts'

/** The instant a day stands for: its end. */
export const instantOfAsked = ({ asKnown, at }: PaperAsked): string =>
  asKnown === null ? at : `${asKnown}T23:59:59.999Z`

async function ensured(db: Database, reach: Reach, asked: PaperAsked): Promise<BenefitFacts> {
  if (asked.subject === null) throw reportBenefitMissing()
  const [benefit] = await benefitFacts(db, reach, { body: null, code: asked.subject, at: instantOfAsked(asked) })
  if (benefit === undefined) throw reportBenefitUnknown(asked.subject)
  return benefit
}

/** Refuses a benefit that is not within reach, or not known yet on that day; gives its body. */
export async function ensureBenefit(db: Database, reach: Reach, asked: PaperAsked): Promise<string | null> {
  const { body } = await ensured(db, reach, asked)
  return (await bodyTree(db, asked.at.slice(0, 10))).byCode.get(body)?.id ?? null
}

/** One benefit: every promise from the first, every claim with what finance decided, as known now or on a day. */
export async function benefitPaper(db: Database, reach: Reach, asked: PaperAsked): Promise<Paper> {
  const { language } = asked
  const w = boardWords[language]
  const at = instantOfAsked(asked)
  const [facts, { isDemonstration }] = await Promise.all([ensured(db, reach, asked), installation(db)])
  const digest = digestOf(asJson(facts))
  const figures = keyFigures(facts, language)
  const tables = [identity(facts, language), promises(facts, language), claims(facts, language)]
  const block = (table: PaperTable, empty: string): PaperBlock =>
    table.rows.length === 0 ? { kind: 'paragraph', text: empty } : { kind: 'table', table }
  const [who, promised, claimed] = tables
  const document: PaperDocument = {
    language,
    title: `${w.benefitTitle} ${facts.code}`,
    subtitle: facts[language],
    publisher: facts.body,
    asOf: at.slice(0, 10),
    reference: { code: facts.code, digest },
    basis: [{ label: w.knownLabel, text: w.asKnown(at.slice(0, 16).replace('T', ' ')) }],
    warnings: isDemonstration ? [w.fictitious] : [],
    sections: [
      { title: w.headline, blocks: [{ kind: 'figures', figures }] },
      { title: w.identity, blocks: who === undefined ? [] : [{ kind: 'table', table: who }] },
      { title: w.promises, blocks: promised === undefined ? [] : [block(promised, w.noPromise)] },
      { title: w.claims, blocks: claimed === undefined ? [] : [block(claimed, w.noClaim)] },
    ],
  }
  const workbook = tablesWorkbook(
    { title: `${document.title} · ${document.subtitle}`, language, asOf: document.asOf, digest },
    figures,
    tables,
  )
  return { document, workbook }
}

function keyFigures(facts: BenefitFacts, language: Language): KeyFigure[] {
  const w = boardWords[language]
  const [first, last] = [facts.promises[0], facts.promises.at(-1)]
  return [
    { label: w.firstPromised, value: centsCell(first?.cents ?? null, w.reasons['no-promise']) },
    { label: w.promised, value: centsCell(last?.cents ?? null, w.reasons['no-promise']) },
    { label: w.validated, value: centsCell(validatedCents(facts), w.notMeasured) },
  ]
}

function identity(facts: BenefitFacts, language: Language): PaperTable {
  const w = boardWords[language]
  const row = (label: string, value: string | null) => ({
    kind: 'row' as const,
    cells: [textCell(label), value === null ? { kind: 'unknown' as const, reason: w.notInRegister } : textCell(value)],
  })
  return {
    caption: w.identity,
    columns: [
      { label: w.what, align: 'start' },
      { label: w.which, align: 'start', weight: 3 },
    ],
    rows: [
      row(w.code, facts.code),
      row(w.benefit, facts[language]),
      row(w.body, facts.body),
      row(w.sign, facts.sign < 0 ? w.loss : w.gain),
      row(w.owner, facts.owner),
    ],
  }
}

function promises(facts: BenefitFacts, language: Language): PaperTable {
  const w = boardWords[language]
  return {
    caption: w.promises,
    columns: [
      { label: w.version, align: 'end', weight: 0.6 },
      { label: w.promised, unit: w.perYear, align: 'end', weight: 1.3 },
      { label: w.low, unit: w.perYear, align: 'end', weight: 1.1 },
      { label: w.high, unit: w.perYear, align: 'end', weight: 1.1 },
      { label: w.frozen, align: 'start' },
      { label: w.reason, align: 'start', weight: 2.4 },
      { label: w.by, align: 'start', weight: 0.8 },
    ],
    rows: facts.promises.map((one) => ({
      kind: 'row',
      cells: [
        countCell(one.version),
        centsCell(one.cents, w.reasons['no-promise']),
        centsCell(one.lowCents),
        centsCell(one.highCents),
        dayCell(one.recordedAt),
        textCell(one.reason),
        textCell(one.by),
      ],
    })),
  }
}

function claims(facts: BenefitFacts, language: Language): PaperTable {
  const w = boardWords[language]
  const decided = (decision: string | null) =>
    decision === null ? w.waiting : ((w.decisions as Readonly<Record<string, string>>)[decision] ?? decision)
  return {
    caption: w.claims,
    columns: [
      { label: w.claim, align: 'start' },
      { label: w.period, align: 'start', weight: 1.4 },
      { label: w.net, align: 'end', weight: 1.2 },
      { label: w.accepted, align: 'end', weight: 1.2 },
      { label: w.grade, align: 'start', weight: 0.5 },
      { label: w.state, align: 'start', weight: 1.4 },
      { label: w.day, align: 'start' },
    ],
    rows: facts.claims.map((one) => ({
      kind: 'row',
      cells: [
        textCell(one.code),
        textCell(`${one.from} – ${one.to}`),
        centsCell(one.netCents),
        centsCell(one.acceptedCents, w.notMeasured),
        textCell(one.grade),
        textCell(decided(one.decision)),
        dayCell(one.decidedAt),
      ],
    })),
  }
}
