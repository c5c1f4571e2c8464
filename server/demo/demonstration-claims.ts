import { monthAfter } from '#models/shared/month.ts'
import { hundredths } from '#models/claims/claim-amounts.ts'
import { spread } from '#models/claims/spread.ts'
import type { ClaimContent, Validation } from '#models/claims/claim.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import type { EvidenceKind } from '#models/claims/evidence.schemas.ts'
import { claimable } from '#server/claims/claim-reading.usecases.ts'
import { draftClaim, submitClaim } from '#server/claims/claims.usecases.ts'
import type { ClaimsDeps } from '#server/claims/claim-facts.usecases.ts'
import { keptFile } from '#server/claims/evidence-files.ts'
import { attachFile } from '#server/claims/evidence.usecases.ts'
import { decideClaim, takeInReview } from '#server/claims/validation.usecases.ts'
import { budgetEntryList } from '#server/ledgers/budget-entries.usecases.ts'
import { measuredRealised } from '#server/realised/realised.usecases.ts'
import type { BilledPilot } from './demonstration-bill-files.ts'
import type { BenefitStory, PilotBenefits } from './demonstration-benefits.ts'
import { versionOf } from './demonstration-classification.ts'

type Ending = 'accepted' | 'in-part' | 'returned' | 'rejected' | 'in-review' | 'waiting' | 'draft'
type Planned = {
  readonly body: string
  readonly nth: number
  /** What became of the claim of each quarter, the oldest first; the last is of the last whole quarter. */
  readonly quarters: readonly Ending[]
}

/** Claims at every stage; those that stand on a budget withdrawn are cashable, the others avoided. */
const planned: readonly Planned[] = [
  { body: 'MEF', nth: 0, quarters: ['accepted', 'accepted', 'accepted'] },
  { body: 'MEF', nth: 1, quarters: ['accepted', 'in-part', 'waiting'] },
  { body: 'MEF', nth: 2, quarters: ['accepted', 'waiting'] },
  { body: 'MVR', nth: 0, quarters: ['accepted', 'in-review'] },
  { body: 'MVR', nth: 1, quarters: ['rejected'] },
  { body: 'MFE', nth: 0, quarters: ['accepted', 'returned'] },
  { body: 'MRP', nth: 0, quarters: ['accepted', 'in-part', 'accepted'] },
  { body: 'MRP', nth: 1, quarters: ['accepted', 'accepted', 'draft'] },
]
const quarter = 3
/** Days after the end of a quarter at which it is claimed, and then decided. */
const claimDay = 20
const decisionDay = 29

/**
 * What was fictitiously claimed of the pilots, quarter by quarter, and what finance decided: accepted whole or in part, sent back, refused,
 * waiting; with the certificates that stop the old side from counting, and the pieces that back each claim.
 */
export function claimOverQuarters(story: BenefitStory, benefits: PilotBenefits): void {
  const { chronicle, thisMonth, pilots } = story
  for (const pilot of pilots.filter(({ oldSideEnds }) => oldSideEnds !== null))
    chronicle.at(chronicle.moment(228), () => certified(story, pilot))
  const into = (Number(thisMonth.slice(5)) + 8) % quarter
  for (const { body, nth, quarters } of planned) {
    const pilot = pilots.find((one) => one.body === body && one.nth === nth)
    if (pilot === undefined) continue
    for (const [at, ending] of quarters.entries()) {
      const monthsAgo = into + quarter * (quarters.length - at)
      const startsOn = monthAfter(thisMonth, -monthsAgo)
      const ended = monthAfter(thisMonth, quarter - monthsAgo)
      const claimedAt = chronicle.moment(daysAgo(story, ended, claimDay))
      let claim: ClaimView | undefined
      chronicle.at(claimedAt, async () => {
        claim = await claimed(story, pilot, benefits.get(pilot.code) ?? '', startsOn, ending)
      })
      chronicle.at(chronicle.moment(daysAgo(story, ended, decisionDay), claimedAt), async () => {
        if (claim !== undefined) await decided(story, claim, ending)
      })
    }
  }
}

/** The so-many-th day of a month, counted back from today; never in the days to come. */
function daysAgo({ chronicle }: BenefitStory, month: string, day: number): number {
  const then = Date.parse(`${month}-${String(day).padStart(2, '0')}T12:00:00Z`)
  return Math.max(0, Math.round((chronicle.moment(0) - then) / 86_400_000))
}

/** The old side of a pilot ended: a certificate that says so, fictitious. */
async function certified(story: BenefitStory, pilot: BilledPilot): Promise<void> {
  const ended = monthAfter(story.thisMonth, (pilot.oldSideEnds ?? 0) - pilot.cutOverMonthsAgo)
  if (ended > story.thisMonth) return
  const title = `Bordereau fictif de retrait, ${ended}`
  await piece(story, pilot.code, 'decommissioning-certificate', title, `${ended}-01`)
}

async function piece(
  story: BenefitStory,
  subject: string,
  kind: EvidenceKind,
  title: string,
  effectiveOn: string | null = null,
): Promise<void> {
  const { deps, reach } = story
  const text = `Pièce fictive de la démonstration.\n${subject} : ${title}\n`
  const kept = await keptFile(deps.filesFolder, new Blob([text]).stream())
  const said = {
    subject,
    kind: kind as 'other',
    title,
    effectiveOn,
    sensitivity: '2',
    retention: '7-years',
    fileName: 'piece-fictive.txt',
  } as const // none of a query or a link here
  await attachFile(deps, reach('portfolio-manager'), said, kept)
}

function claimsDeps({ deps }: BenefitStory): ClaimsDeps {
  return { ...deps, realisedOf: (reach, benefit, period) => measuredRealised(deps, reach, { benefit, ...period }) }
}

/** Claims what was measured over a quarter, on every row of the months that are closed; nothing when there is nothing to claim. */
async function claimed(
  story: BenefitStory,
  pilot: BilledPilot,
  benefit: string,
  startsOn: string,
  ending: Ending,
): Promise<ClaimView | undefined> {
  const { reach } = story
  const deps = claimsDeps(story)
  const manager = reach('portfolio-manager')
  const found = await claimable(deps, manager, benefit, { startsOn, months: quarter })
  if (found.measured.kind === 'unknown' || hundredths(found.measured.value.amount) <= 0) return undefined
  const gross = found.measured.value.amount
  const entry = await entryFor(story, pilot.body, startsOn)
  const content: ClaimContent = {
    startsOn,
    months: quarter,
    nature: entry === undefined ? 'avoidance' : 'cashable',
    unit: 'CAD',
    priceBasis: { kind: 'nominal' },
    basis: 'measured',
    gross,
    adjustments: [],
    share: '1',
    pool: null,
    budgetEntry: entry?.code ?? null,
    backing: spread(
      gross,
      found.rows.filter((row) => row.usedBy === null && row.isClosed),
    ),
    statement: { fr: 'Réclamation fictive d’un trimestre.', en: 'Fictitious claim of a quarter.' },
  }
  const draft = await draftClaim(deps, manager, benefit, { content, supersedes: null })
  await piece(story, draft.code, 'ledger-extract', 'Extrait fictif du grand livre')
  return ending === 'draft' ? undefined : submitClaim(deps, manager, draft.code, versionOf(draft))
}

/** The budget withdrawn of the fiscal year of a month, if any. */
async function entryFor({ deps, reach }: BenefitStory, body: string, month: string) {
  const year = String(Number(month.slice(0, 4)) - (Number(month.slice(5)) < 4 ? 1 : 0))
  const entries = await budgetEntryList(deps, reach('finance-officer'), body)
  return entries.find(({ fiscalYear }) => fiscalYear.startsWith(year))
}

/** The words of finance, and how much of the amount it takes. */
const words: Readonly<Partial<Record<Ending, string>>> = {
  accepted: 'Conforme aux factures fermées.',
  'in-part': 'Une partie ne repose que sur du temps libéré : elle n’est pas reconnue.',
  returned: 'Préciser ce qui reste payé de l’ancien côté.',
  rejected: 'L’ancien côté est encore payé.',
}
const partTaken = 0.6

/** What finance takes of a claim: never more than what is left of the budget withdrawn that it stands on. */
async function takenOf(story: BenefitStory, claim: ClaimView, ending: 'accepted' | 'in-part') {
  const entries = await budgetEntryList(story.deps, story.reach('finance-officer'), claim.body)
  const left = entries.find(({ code }) => code === claim.content.budgetEntry)?.leftCad
  const net = hundredths(claim.net)
  const most = left === undefined ? net : Math.min(net, hundredths(left))
  if (most <= 0)
    return {
      decision: 'return',
      accepted: null,
      comment: 'Il ne reste rien du budget retiré de cet exercice.',
    } as const
  if (most < net)
    return {
      decision: 'accept-part',
      accepted: (most / 100).toFixed(2),
      comment: 'Encaissable jusqu’à ce qui reste du budget retiré ; le reste est évité, pas encaissé.',
    } as const
  if (ending === 'accepted') return { decision: 'accept', accepted: null, comment: words.accepted ?? '' } as const
  const part = (Math.round(net * partTaken) / 100).toFixed(2)
  return { decision: 'accept-part', accepted: part, comment: words['in-part'] ?? '' } as const
}

async function decided(story: BenefitStory, claim: ClaimView, ending: Ending): Promise<void> {
  if (ending === 'waiting' || ending === 'draft') return
  const deps = claimsDeps(story)
  const finance = story.reach('finance-officer')
  if (ending === 'in-review') {
    await takeInReview(deps, finance, claim.code, versionOf(claim))
    return
  }
  const given = ending === 'accepted' || ending === 'in-part' ? await takenOf(story, claim, ending) : undefined
  const validation: Validation = {
    decision: given?.decision ?? (ending === 'rejected' ? 'reject' : 'return'),
    accepted: given?.accepted ?? null,
    budgetEntry: claim.content.budgetEntry,
    comment: given?.comment ?? words[ending] ?? '',
    overrides: claim.now
      .filter(({ verdict }) => verdict === 'warn')
      .map(({ rule }) => ({ rule, reason: 'Vu et admis pour la démonstration.' })),
  }
  await decideClaim(deps, finance, claim.code, versionOf(claim), validation)
}
