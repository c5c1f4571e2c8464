import { firstHidden } from '#models/claims/evidence.schemas.ts'
import type { KeyFigure, PaperBlock, PaperDocument, PaperTable } from '#models/papers/document.ts'
import type { RealisedBenefit } from '#models/realised/realised.views.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { type BenefitFacts, benefitFacts, validatedCents } from '#server/board/benefit-facts.usecases.ts'
import { claimDerivation } from '#server/claims/claim-figures.usecases.ts'
import { evidenceOf } from '#server/claims/evidence.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { claimFigure } from '#server/figures/figure-ids.ts'
import { realisedDerivation } from '#server/realised/realised-figures.usecases.ts'
import { findRealisedBenefit } from '#server/realised/realised.usecases.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { installation } from '#server/shared/settings.ts'
import { bridgeTable, evidenceTable, monthTable, realisedFigures } from './benefit-realised.ts'
import { benefitWords } from './benefit-words.ts'
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
  const b = benefitWords[language]
  const [facts, { isDemonstration }] = await Promise.all([ensured(db, reach, asked), installation(db)])
  const realised = await realisedAt(db, reach, facts, at)
  const evidence = await evidenceBehind(db, reach, facts, at)
  const derivations = await derivationsOf(db, reach, facts, { at, realised })
  const digest = digestOf(asJson({ facts, realised, evidence }))
  const figures = keyFigures(facts, language)
  const measured = realised === undefined ? [] : realisedFigures(realised, language)
  const who = identity(facts, language)
  const promised = promises(facts, language)
  const claimed = claims(facts, language)
  const months = monthTable(realised?.months ?? [], language)
  const bridge = bridgeTable(realised?.bridge, language)
  const proven = evidenceTable(evidence, language)
  const tables = [who, promised, months, bridge, claimed, proven]
  const block = (table: PaperTable, empty: string): PaperBlock =>
    table.rows.length === 0 ? { kind: 'paragraph', text: empty } : { kind: 'table', table }
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
      { title: w.benefitHeadline, blocks: [{ kind: 'figures', figures: [...figures, ...measured] }] },
      { title: w.identity, blocks: [{ kind: 'table', table: who }] },
      { title: w.promises, blocks: [block(promised, w.noPromise)] },
      { title: b.months, blocks: [block(months, b.noMonth)] },
      { title: b.bridge, blocks: [block(bridge, b.noBridge)] },
      { title: w.claims, blocks: [block(claimed, w.noClaim)] },
      { title: b.evidence, blocks: [block(proven, b.noEvidence)] },
    ],
    derivations,
  }
  const workbook = tablesWorkbook(
    { title: `${document.title} · ${document.subtitle}`, language, asOf: document.asOf, digest },
    [...figures, ...measured],
    tables,
  )
  return { document, workbook }
}

async function realisedAt(
  db: Database,
  reach: Reach,
  { code, body }: BenefitFacts,
  at: string,
): Promise<RealisedBenefit | undefined> {
  const bodyId = (await bodyTree(db, at.slice(0, 10))).byCode.get(body)?.id ?? ''
  return findRealisedBenefit(db, reach, { code, at, bodyId })
}

/** Evidence of the benefit and of its claims as known then. A paper goes from hand to hand: what is confidential stays hidden on it. */
async function evidenceBehind(db: Database, reach: Reach, { code, claims: all }: BenefitFacts, at: string) {
  const found = []
  for (const subject of [code, ...all.map((one) => one.code)])
    found.push(...(await evidenceOf({ db }, reach, { subject, asKnown: at }, new Set())))
  return found
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map((one) => (one.sensitivity >= firstHidden ? { ...one, title: null } : one))
}

const claimAnchor = (code: string) => `accepted-${code}`

/** How the figures of the sheet were obtained, each under its anchor. */
async function derivationsOf(
  db: Database,
  reach: Reach,
  { promises: frozen, claims: all }: BenefitFacts,
  { at, realised }: { readonly at: string; readonly realised: RealisedBenefit | undefined },
): Promise<{ anchor: string; derivation: Derivation }[]> {
  const found: { anchor: string; derivation: Derivation }[] = []
  const [first, last] = [frozen[0], frozen.at(-1)]
  for (const [anchor, one] of [
    ['first-promised', first],
    ['promised', last],
  ] as const)
    if (one?.cents !== undefined && one.cents !== null)
      found.push({ anchor, derivation: promiseLeaf({ ...one, cents: one.cents }) })
  const decided = []
  for (const one of all) {
    if (one.acceptedCents === null) continue
    const derivation = await claimDerivation(db, reach, claimFigure(one.code, 'accepted', Date.parse(at)))
    if (derivation !== undefined) decided.push({ anchor: claimAnchor(one.code), derivation, grade: one.grade })
  }
  const counted = decided.filter(({ grade }) => grade === 'A' || grade === 'B')
  if (counted.length > 0) found.push({ anchor: 'validated', derivation: sumOf(counted.map((one) => one.derivation)) })
  const figure = realised?.status.realised.kind === 'known' ? realised.status.realised.figure : undefined
  if (figure !== undefined) {
    const derivation = await realisedDerivation(db, reach, figure)
    if (derivation !== undefined) found.push({ anchor: 'realised', derivation })
  }
  return [...found, ...decided.map(({ anchor, derivation }) => ({ anchor, derivation }))]
}

function promiseLeaf(one: {
  version: number
  cents: number
  by: string
  recordedAt: string
  reason: string
}): Derivation {
  const value = one.cents / 100
  const label = {
    fr: `Promis par an, version ${one.version}`,
    en: `Promised a year, version ${one.version}`,
  }
  const source = { kind: 'statement', by: one.by, at: one.recordedAt, reference: one.reason } as const
  const frozen = { name: 'frozen', label: { fr: 'Figé', en: 'Frozen' }, value, unit: 'CAD', inputs: [], source }
  return { name: 'promised', label, value, unit: 'CAD', formula: 'frozen', inputs: [frozen] }
}

function sumOf(claimsAccepted: readonly Derivation[]): Derivation {
  const inputs = claimsAccepted.map((one, i) => ({ ...one, name: `claim_${i + 1}`, inputs: [] }))
  return {
    name: 'validated',
    label: { fr: 'Validé, cotes A et B', en: 'Validated, grades A and B' },
    value: inputs.reduce((cents, { value }) => cents + Math.round(Number(value) * 100), 0) / 100,
    unit: 'CAD',
    formula: inputs.map(({ name }) => name).join(' + '),
    inputs,
  }
}

/** A figure that is known opens in the paper. */
const opened = (anchor: string, figure: KeyFigure): KeyFigure =>
  figure.value.kind === 'unknown' ? figure : { ...figure, anchor }

function keyFigures(facts: BenefitFacts, language: Language): KeyFigure[] {
  const w = boardWords[language]
  const [first, last] = [facts.promises[0], facts.promises.at(-1)]
  return [
    opened('first-promised', {
      label: w.firstPromised,
      value: centsCell(first?.cents ?? null, w.reasons['no-promise']),
    }),
    opened('promised', { label: w.promised, value: centsCell(last?.cents ?? null, w.reasons['no-promise']) }),
    opened('validated', { label: w.validated, value: centsCell(validatedCents(facts), w.notMeasured) }),
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
      { label: w.field, align: 'start' },
      { label: w.said, align: 'start', weight: 3 },
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
        centsCell(one.lowCents, one.cents === null ? '' : w.noRange),
        centsCell(one.highCents, one.cents === null ? '' : w.noRange),
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
      ...(one.acceptedCents === null ? {} : { anchor: claimAnchor(one.code) }),
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
