import type { BoardContent } from '#models/board/board-content.ts'
import type { KeyFigure, PaperBlock, PaperDocument, PaperTable } from '#models/papers/document.ts'
import { numberText } from '#models/papers/number-text.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { boardAt, boardInstant } from '#server/board/board.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { installation } from '#server/shared/settings.ts'
import { countOf } from '#server/shared/wording.ts'
import { boardWords } from './board-words.ts'
import type { Paper, PaperAsked } from './paper.ts'
import { centsCell, countCell, dayCell, tablesWorkbook, textCell } from './paper-cells.ts'

/** Rows of a list on the one page; the rest is counted. */
const most = 5

/** The board page of a body, as known now or on a day: recomputed from dated facts, one page. */
export async function boardPaper(db: Database, reach: Reach, asked: PaperAsked): Promise<Paper> {
  const { subject, language, at, asKnown } = asked
  const instant = asKnown === null ? justBefore(at) : await boardInstant(db, reach, subject, asKnown)
  const [board, { isDemonstration }, tree] = await Promise.all([
    boardAt(db, reach, subject, instant),
    installation(db),
    bodyTree(db, instant.slice(0, 10)),
  ])
  const w = boardWords[language]
  const body = subject === null ? undefined : tree.byCode.get(subject)
  const publisher = body === undefined ? w.all : language === 'fr' ? body.nameFr : body.nameEn
  const { derivations, ...kept } = board
  const document: PaperDocument = {
    ...boardDocument(board.content, { language, publisher, digest: board.digest, isDemonstration }),
    derivations: [...derivations].map(([anchor, derivation]) => ({ anchor, derivation })),
  }
  const figures = headline(board.content, language)
  const tables = document.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' || block.kind === 'chart' ? [block.table] : [])),
  )
  const workbook = tablesWorkbook(
    { title: `${w.boardTitle} · ${publisher}`, language, asOf: document.asOf, digest: board.digest },
    figures,
    tables,
  )
  return { document, workbook, board: kept }
}

/** What is written in the very millisecond of the page is not on it: nobody could tell before from after. */
const justBefore = (at: string) => new Date(Date.parse(at) - 1).toISOString()

/** What a person typed, cut for the one page: the register has it whole. */
const short = (text: string, longest: number) =>
  text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text
const [longestTitle, longestRole, longestReason] = [56, 44, 72]

const moment = (at: string) => at.slice(0, 16).replace('T', ' ')

/** The page as a document: at most five lines of each list, each text short enough for all of it to stand on one page. */
export function boardDocument(
  content: BoardContent,
  given: {
    readonly language: Language
    readonly publisher: string
    readonly digest: string
    readonly isDemonstration: boolean
  },
): PaperDocument {
  const { language, publisher, digest, isDemonstration } = given
  const w = boardWords[language]
  return {
    language,
    title: w.boardTitle,
    subtitle: w.asKnown(moment(content.asKnownAt)),
    publisher,
    asOf: content.asKnownAt.slice(0, 10),
    reference: { code: content.body ?? 'ARPENT', digest },
    basis: [
      { label: w.knownLabel, text: w.asKnown(moment(content.asKnownAt)) },
      ...content.vintages.map(({ what, version }) => ({
        label: w.kinds[what as keyof typeof w.kinds], // the names of vintagesOn
        text: version === '' ? w.unknown : version,
      })),
    ],
    warnings: isDemonstration ? [w.fictitious] : [],
    isDense: true,
    sections: [
      { title: w.headline, blocks: [{ kind: 'figures', figures: headline(content, language) }] },
      { title: w.grades, blocks: [grades(content, language)] },
      { title: w.variances, blocks: [variances(content, language)] },
      { title: w.rebaselines, blocks: [rebaselines(content, language)] },
      { title: w.unknowns, blocks: [unknowns(content, language)] },
      { title: w.asks, blocks: asks(content, language) },
      { title: w.changes, blocks: changes(content, language) },
    ],
  }
}

function headline({ totals }: BoardContent, language: Language): KeyFigure[] {
  const w = boardWords[language]
  return [
    { label: w.claimed, value: centsCell(totals.claimedCents), anchor: 'claimed' },
    { label: w.validated, value: centsCell(totals.validatedCents), anchor: 'validated' },
    { label: w.cashable, value: centsCell(totals.cashableCents), anchor: 'cashable' },
    { label: w.promised, value: centsCell(totals.promisedCents), anchor: 'promised' },
    { label: w.firstPromised, value: centsCell(totals.firstPromisedCents), anchor: 'firstPromised' },
    { label: w.benefits, value: countCell(totals.benefits) },
  ]
}

const dollars = (cents: number, language: Language) =>
  language === 'fr'
    ? `${numberText(cents / 100, 2, language)}\u00a0$`
    : `$${numberText(cents / 100, 2, language)}`.replace(/^\$([-−])/, '$1$')

function grades({ grades: rows, totals }: BoardContent, language: Language): PaperBlock {
  const w = boardWords[language]
  const table: PaperTable = {
    caption: w.grades,
    columns: [
      { label: w.grade, align: 'start' },
      { label: w.amount, align: 'end' },
      { label: w.claims, align: 'end' },
    ],
    rows: [
      ...rows.map(({ grade, cents, claims }) => ({
        kind: 'row' as const,
        ...(claims === 0 ? {} : { anchor: `grade-${grade}` }),
        cells: [textCell(grade), centsCell(cents), countCell(claims)],
      })),
      {
        kind: 'total',
        cells: [
          textCell(w.total),
          centsCell(totals.acceptedCents),
          countCell(rows.reduce((sum, { claims }) => sum + claims, 0)),
        ],
      },
    ],
    note: w.gradeAnswer(dollars(totals.validatedCents, language)),
  }
  return { kind: 'table', table }
}

function variances({ variances: rows }: BoardContent, language: Language): PaperBlock {
  const w = boardWords[language]
  if (rows.length === 0) return { kind: 'paragraph', text: w.noVariance }
  return {
    kind: 'table',
    table: {
      caption: w.variances,
      columns: [
        { label: w.benefit, align: 'start', weight: 2.4 },
        { label: w.owner, align: 'start', weight: 1.6 },
        { label: w.planned, align: 'end', weight: 1.2 },
        { label: w.realised, align: 'end', weight: 1.2 },
        { label: w.gap, align: 'end', weight: 1.2 },
      ],
      rows: rows.map((one) => ({
        kind: 'row',
        cells: [
          textCell(`${one.benefit} ${short(one[language], longestTitle)}`),
          one.owner === null
            ? { kind: 'unknown', reason: w.reasons['no-owner'] }
            : textCell(short(one.owner, longestRole)),
          centsCell(one.plannedCents),
          centsCell(one.validatedCents),
          centsCell(one.validatedCents - one.plannedCents),
        ],
      })),
    },
  }
}

function rebaselines({ rebaselines: rows }: BoardContent, language: Language): PaperBlock {
  const w = boardWords[language]
  if (rows.length === 0) return { kind: 'paragraph', text: w.noRebaseline }
  return {
    kind: 'table',
    table: {
      caption: w.rebaselines,
      columns: [
        { label: w.benefit, align: 'start' },
        { label: w.version, align: 'end', weight: 0.6 },
        { label: w.day, align: 'start' },
        { label: w.before, align: 'end', weight: 1.2 },
        { label: w.after, align: 'end', weight: 1.2 },
        { label: w.reason, align: 'start', weight: 2 },
        { label: w.by, align: 'start', weight: 0.8 },
      ],
      rows: rows.slice(0, most).map((one) => ({
        kind: 'row',
        cells: [
          textCell(one.benefit),
          countCell(one.version),
          dayCell(one.day),
          centsCell(one.beforeCents),
          centsCell(one.afterCents),
          textCell(short(one.reason, longestReason)),
          textCell(one.by),
        ],
      })),
      ...(rows.length > most ? { note: w.other(rows.length - most) } : {}),
    },
  }
}

function unknowns({ unknowns: rows }: BoardContent, language: Language): PaperBlock {
  const w = boardWords[language]
  if (rows.length === 0) return { kind: 'paragraph', text: w.noUnknown }
  const which = (codes: readonly string[]) =>
    [codes.slice(0, most).join(', '), ...(codes.length > most ? [w.other(codes.length - most)] : [])].join(' ')
  return {
    kind: 'table',
    table: {
      caption: w.unknowns,
      columns: [
        { label: w.reason, align: 'start', weight: 2 },
        { label: w.count, align: 'end', weight: 0.6 },
        { label: w.which, align: 'start', weight: 3 },
      ],
      rows: rows.map(({ reason, benefits }) => ({
        kind: 'row',
        cells: [textCell(w.reasons[reason]), countCell(benefits.length), textCell(which(benefits))],
      })),
    },
  }
}

function asks({ asks: rows, totals }: BoardContent, language: Language): PaperBlock[] {
  const w = boardWords[language]
  if (rows.length === 0) return [{ kind: 'paragraph', text: w.noAsk }]
  const forms = { fr: boardWords.fr.claimForms, en: boardWords.en.claimForms }
  return [
    { kind: 'paragraph', text: w.ask(countOf(totals.waiting, forms)[language]) },
    {
      kind: 'table',
      table: {
        caption: w.asks,
        columns: [
          { label: w.claim, align: 'start' },
          { label: w.benefit, align: 'start' },
          { label: w.net, align: 'end' },
          { label: w.since, align: 'start' },
        ],
        rows: rows.slice(0, most).map((one) => ({
          kind: 'row',
          cells: [textCell(one.claim), textCell(one.benefit), centsCell(one.netCents), dayCell(one.since)],
        })),
        ...(rows.length > most ? { note: w.other(rows.length - most) } : {}),
      },
    },
  ]
}

function changes({ changes: since }: BoardContent, language: Language): PaperBlock[] {
  const w = boardWords[language]
  if (since === null) return [{ kind: 'paragraph', text: w.firstPage }]
  const signed = (cents: number) => `${cents > 0 ? '+' : ''}${dollars(cents, language)}`
  const count = (number: number) => `${number > 0 ? '+' : ''}${numberText(number, 0, language)}`
  return [
    { kind: 'paragraph', text: w.changesSince(moment(since.since)) },
    {
      kind: 'list',
      items: [
        w.changeOf(w.validated, signed(since.validatedCents)),
        w.changeOf(w.claimed, signed(since.claimedCents)),
        w.changeOf(w.promised, signed(since.promisedCents)),
        w.newRebaselines(count(since.newRebaselines)),
        w.newBenefits(count(since.newBenefits)),
      ],
    },
  ]
}
