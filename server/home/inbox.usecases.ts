import type { Action } from '#models/access/access.schemas.ts'
import { claimsChanged, claimsReturned, claimsToValidate } from '#server/claims/claim-reading.usecases.ts'
import type { RowSaid } from '#models/claims/changed-basis.ts'
import type { ExemptionView } from '#models/exemptions/exemption.schemas.ts'
import type { InboxItem } from '#models/home/home.views.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import { restatementsToExplain } from '#server/bills/restatements.usecases.ts'
import { secondPerson, type SecondPersonAction } from '#server/access/second-person.ts'
import { classificationsReturned, classificationsToApprove } from '#server/classification/classification.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { decisionsReturned, decisionsToSign } from '#server/decisions/decisions.usecases.ts'
import { exemptionReminders, exemptionsReturned, exemptionsToApprove } from '#server/exemptions/exemptions.usecases.ts'
import type { Clock } from '#server/shared/clock.ts'
import { importsToConfirm, unclassifiedCount } from './home.repository.ts'
import { countOf } from '#server/shared/wording.ts'

export type HomeDeps = { readonly db: Database; readonly clock: Clock }

/** What this person reaches for an action; nothing when no role of theirs allows it. */
export type Reaches = (action: Action) => Reach | undefined

/** Days after which something awaited is late. */
const lateAfterDays = 10
const dayMs = 86_400_000
/** Of one kind, so many are listed: the rest follows as these are done. */
const mostOfAKind = 30
/** Proposals looked through for those this person may settle. */
const mostConsidered = 2_000

type Said = {
  readonly kind: InboxItem['kind']
  readonly id: string
  readonly since: string
  readonly href: string
  readonly title: Bilingual
  readonly why: Bilingual
  readonly verb: Bilingual
  /** The day it is due, when it is not so many days after it was first awaited; null when it has none. Then it is never late. */
  readonly due?: string | null
}

/** What awaits this person and only what they may settle, late first, then oldest first. */
export async function inboxOf(deps: HomeDeps, reaches: Reaches): Promise<InboxItem[]> {
  const said = await Promise.all([
    importsOf(deps, reaches('imports.run')),
    approvalsOf(deps, reaches('classification.approve')),
    classificationsSentBack(deps, reaches('classification.propose')),
    signaturesOf(deps, reaches('decisions.sign')),
    decisionsSentBack(deps, reaches('decisions.propose')),
    exemptionsAwaiting(deps, reaches('exemptions.approve')),
    exemptionsSentBack(deps, reaches('exemptions.propose')),
    exemptionsToRenew(deps, reaches('exemptions.propose'), reaches('exemptions.approve')),
    claimsAwaiting(deps, reaches('claims.validate')),
    claimsSentBack(deps, reaches('claims.submit')),
    claimsMoved(deps, reaches('claims.validate')),
    billsRestated(deps, reaches('bills.close')),
    unclassified(deps, reaches('classification.propose')),
  ])
  const now = deps.clock.now().getTime()
  return said
    .flat()
    .map((one) => inboxItem(one, now))
    .toSorted((a, b) => Number(b.isLate) - Number(a.isLate) || a.since.localeCompare(b.since))
}

function inboxItem({ id, kind, title, why, verb, href, since, due: said }: Said, now: number): InboxItem {
  const awaited = new Date(Date.parse(since) + lateAfterDays * dayMs).toISOString()
  const due = said === undefined ? awaited : said
  return {
    id: `${kind}-${id}`,
    kind,
    title,
    why,
    verb,
    href,
    since,
    due: due?.slice(0, 10) ?? null,
    isLate: said === undefined && Date.parse(awaited) < now,
  }
}

const review = { fr: 'Examiner', en: 'Review' }
const revise = { fr: 'Revoir', en: 'Revise' }

async function importsOf(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  return (await importsToConfirm(reach, deps.db)).map((batch) => ({
    kind: 'import-to-confirm',
    id: batch.id,
    since: batch.received_at,
    href: `/importer/${batch.id}`,
    title: { fr: `Confirmer l’import ${batch.file_name}`, en: `Confirm the import ${batch.file_name}` },
    why: { fr: `${batch.body}, rien n’est encore enregistré`, en: `${batch.body}, nothing is saved yet` },
    verb: review,
  }))
}

/** Those of a list that this person may decide as second person. */
async function decidable<
  T extends { readonly bodyId: string; readonly proposedBy: string; readonly isForCentre?: boolean },
>(deps: HomeDeps, reach: Reach, action: SecondPersonAction, proposals: readonly T[]): Promise<T[]> {
  const answer = await secondPerson(deps, reach, action)
  return proposals.filter((one) => answer(one) === 'may-decide').slice(0, mostOfAKind)
}

async function approvalsOf(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  const queue = await classificationsToApprove(deps, reach, mostConsidered)
  return (await decidable(deps, reach, 'classification.approve', queue)).map((one) => ({
    kind: 'classification-to-approve',
    id: one.id,
    since: one.proposedAt,
    href: `/classification?id=${one.id}`,
    title: {
      fr: `Approuver la classification : ${one.workloadName}`,
      en: `Approve the classification: ${one.workloadName}`,
    },
    why: {
      fr: `${one.body}, ${one.workload}, proposée par ${one.proposedBy}`,
      en: `${one.body}, ${one.workload}, proposed by ${one.proposedBy}`,
    },
    verb: review,
  }))
}

async function classificationsSentBack(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  return (await classificationsReturned(deps, reach, mostOfAKind)).map((one) => ({
    kind: 'classification-returned',
    id: one.id,
    since: one.decidedAt ?? one.proposedAt,
    href: `/charges/${one.workload}?onglet=classification`,
    title: {
      fr: `Revoir la classification retournée : ${one.workloadName}`,
      en: `Revise the returned classification: ${one.workloadName}`,
    },
    why: { fr: one.decisionReason ?? one.workload, en: one.decisionReason ?? one.workload },
    verb: revise,
  }))
}

async function signaturesOf(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  const proposals = await decisionsToSign(deps, reach, mostConsidered)
  return (await decidable(deps, reach, 'decisions.sign', proposals)).map((one) => ({
    kind: 'decision-to-sign',
    id: one.id,
    since: one.proposedAt,
    href: `/charges/${one.workload}?onglet=decision`,
    title: { fr: `Signer la décision : ${one.workloadName}`, en: `Sign the decision: ${one.workloadName}` },
    why: {
      fr: `${one.body}, ${one.workload}, ${one.optionLabel?.fr ?? 'sans déplacement'}`,
      en: `${one.body}, ${one.workload}, ${one.optionLabel?.en ?? 'no move'}`,
    },
    verb: { fr: 'Signer', en: 'Sign' },
  }))
}

async function decisionsSentBack(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  return (await decisionsReturned(deps, reach, mostOfAKind)).map((one) => ({
    kind: 'decision-returned',
    id: one.id,
    since: one.returned?.at ?? one.proposedAt,
    href: `/charges/${one.workload}?onglet=decision`,
    title: {
      fr: `Revoir la décision retournée : ${one.workloadName}`,
      en: `Revise the returned decision: ${one.workloadName}`,
    },
    why: { fr: one.returned?.reason ?? '', en: one.returned?.reason ?? '' },
    verb: revise,
  }))
}

async function exemptionsAwaiting(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  const queue = await exemptionsToApprove(deps, reach, mostConsidered)
  return (await decidable(deps, reach, 'exemptions.approve', queue)).map(({ exemption: one }) => ({
    kind: 'exemption-to-approve',
    id: one.code,
    since: one.proposedAt,
    href: `/derogations?d=${one.code}`,
    title: {
      fr: `Examiner la dérogation à ${one.rule} : ${one.workloadName}`,
      en: `Review the exemption to ${one.rule}: ${one.workloadName}`,
    },
    why: {
      fr: `${one.body}, ${one.code}, demandée par ${one.proposedBy} jusqu’au ${one.endsOn}`,
      en: `${one.body}, ${one.code}, asked for by ${one.proposedBy} until ${one.endsOn}`,
    },
    verb: review,
  }))
}

async function exemptionsSentBack(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  return (await exemptionsReturned(deps, reach, mostOfAKind)).map((one) => ({
    kind: 'exemption-returned',
    id: one.code,
    since: one.decidedAt ?? one.proposedAt,
    href: `/derogations?d=${one.code}`,
    title: {
      fr: `Revoir la dérogation retournée : ${one.workloadName}`,
      en: `Revise the returned exemption: ${one.workloadName}`,
    },
    why: { fr: one.decisionReason ?? one.rule, en: one.decisionReason ?? one.rule },
    verb: revise,
  }))
}

async function claimsAwaiting(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  const queue = await claimsToValidate(deps, reach, mostConsidered)
  return (await decidable(deps, reach, 'claims.validate', queue)).map(({ claim: one }) => ({
    kind: 'claim-to-validate',
    id: one.code,
    since: one.submittedAt ?? one.createdAt,
    href: `/benefices/validation?r=${one.code}`,
    title: {
      fr: `À valider : ${one.code}, ${one.benefitTitle.fr}`,
      en: `To validate: ${one.code}, ${one.benefitTitle.en}`,
    },
    why: {
      fr: `${one.body}, ${one.benefit}, ${one.from} à ${one.to}, réclamée par ${one.submittedBy ?? one.createdBy}`,
      en: `${one.body}, ${one.benefit}, ${one.from} to ${one.to}, claimed by ${one.submittedBy ?? one.createdBy}`,
    },
    verb: { fr: 'Valider', en: 'Validate' },
  }))
}

async function claimsSentBack(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  return (await claimsReturned(deps, reach, mostOfAKind)).map((one) => ({
    kind: 'claim-returned',
    id: one.code,
    since: one.returnedAt,
    href: `/benefices/validation?etat=returned&r=${one.code}`,
    title: {
      fr: `Revoir la réclamation retournée : ${one.code}, ${one.benefitTitle.fr}`,
      en: `Revise the returned claim: ${one.code}, ${one.benefitTitle.en}`,
    },
    why: { fr: one.comment, en: one.comment },
    verb: revise,
  }))
}

/** Accepted claims of which a bill or a ledger says something else since: finance corrects them by another, or not. */
async function claimsMoved(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  const said = (row: RowSaid, nothing: string) => (row === null ? nothing : `${row.amount} ${row.currency}`)
  return (await claimsChanged(deps, reach, mostOfAKind)).flatMap(({ claim: one, changed }): Said[] => {
    const [first] = changed
    if (first === undefined) return []
    const { reference, period, then, now } = first
    return [
      {
        kind: 'claim-changed',
        id: one.code,
        since: one.submittedAt ?? one.createdAt,
        due: null,
        href: `/benefices/validation?etat=all&r=${one.code}`,
        title: {
          fr: `Ce sur quoi ${one.code} reposait a changé : ${one.benefitTitle.fr}`,
          en: `What ${one.code} stood on has changed: ${one.benefitTitle.en}`,
        },
        why: {
          fr: `${reference}, ${period} : ${said(then, 'introuvable')}, puis ${said(now, 'introuvable')}`,
          en: `${reference}, ${period}: ${said(then, 'not found')}, then ${said(now, 'not found')}`,
        },
        verb: { fr: 'Voir', en: 'See' },
      },
    ]
  })
}

/** Closed months whose bill says something else since: finance says why, or holds them against their invoices again. */
async function billsRestated(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  if (reach === undefined) return []
  return (await restatementsToExplain(deps, reach)).slice(0, mostOfAKind).map((one): Said => {
    const name = one.source.name === '' ? one.source.account : one.source.name
    const apart = one.remainder === null ? null : Number(one.remainder).toFixed(2).replace('-', '−')
    return {
      kind: 'bill-restated',
      id: `${one.source.code}-${one.month}`,
      since: one.since,
      href: `/factures/mois/${one.source.code}/${one.month}`,
      title: {
        fr: `Mois clos puis redressé : ${name}, ${one.month}`,
        en: `Month closed then restated: ${name}, ${one.month}`,
      },
      why: {
        fr: `${one.source.body}, ${apart === null ? 'aucune facture ne se compare' : `${apart.replace('.', ',')} ${one.currency} inexpliqués`}`,
        en: `${one.source.body}, ${apart === null ? 'no invoice compares' : `${apart} ${one.currency} unexplained`}`,
      },
      verb: { fr: 'Expliquer', en: 'Explain' },
    }
  })
}

/** Reminds those who may ask again, the proposer and the officers, before the last day and for as long after it. */
async function exemptionsToRenew(
  deps: HomeDeps,
  reach: Reach | undefined,
  deciding: Reach | undefined,
): Promise<Said[]> {
  if (reach === undefined) return []
  const { ending, ended } = await exemptionReminders(deps, reach, deciding?.bodies ?? [], mostOfAKind)
  const verb = { fr: 'Voir', en: 'See' }
  return [
    ...ending.map((one): Said => ({
      kind: 'exemption-ending',
      id: one.code,
      since: one.decidedAt ?? one.proposedAt,
      due: one.endsOn,
      href: `/derogations?d=${one.code}`,
      title: {
        fr: `La dérogation ${one.code} finit le ${one.endsOn} : ${one.workloadName}`,
        en: `Exemption ${one.code} ends on ${one.endsOn}: ${one.workloadName}`,
      },
      why: {
        fr: `${one.body}, ${one.rule} : renouveler, ou rendre le placement conforme`,
        en: `${one.body}, ${one.rule}: renew it, or make the placement comply`,
      },
      verb,
    })),
    ...ended.map((one): Said => ({
      kind: 'exemption-ended',
      id: one.code,
      since: one.endsOn,
      due: null,
      href: `/derogations?d=${one.code}`,
      title: {
        fr: `La dérogation ${one.code} est échue depuis le ${one.endsOn} : ${one.workloadName}`,
        en: `Exemption ${one.code} ended on ${one.endsOn}: ${one.workloadName}`,
      },
      why: becameOf(one),
      verb,
    })),
  ]
}

function becameOf({ body, rule, placement }: ExemptionView): Bilingual {
  if (placement === null)
    return { fr: `${body}, ${rule} : aucun placement connu`, en: `${body}, ${rule}: no placement known` }
  const { label, verdict, isDecided } = placement
  const words = verdictWords[verdict]
  return isDecided
    ? {
        fr: `${body}, ${rule} : le placement décidé (${label.fr}) donne maintenant « ${words.fr} »`,
        en: `${body}, ${rule}: the decided placement (${label.en}) now comes to “${words.en}”`,
      }
    : {
        fr: `${body}, ${rule} : la meilleure option (${label.fr}) donne maintenant « ${words.fr} »`,
        en: `${body}, ${rule}: the best option (${label.en}) now comes to “${words.en}”`,
      }
}

const verdictWords: Readonly<Record<Verdict, Bilingual>> = {
  allow: { fr: 'permis', en: 'allowed' },
  'allow-with-mitigation': { fr: 'permis avec mesures', en: 'allowed with measures' },
  require: { fr: 'sous exigences', en: 'under requirements' },
  forbid: { fr: 'interdit', en: 'forbidden' },
  undetermined: { fr: 'indéterminé', en: 'undetermined' },
}

async function unclassified(deps: HomeDeps, reach: Reach | undefined): Promise<Said[]> {
  const missing = reach === undefined ? 0 : await unclassifiedCount(reach, deps.db)
  if (missing === 0) return []
  const told = countOf(missing, { fr: ['charge', 'charges'], en: ['workload', 'workloads'] })
  return [
    {
      kind: 'classification-missing',
      id: 'all',
      since: deps.clock.now().toISOString(),
      due: null,
      href: '/portefeuille?classification=none',
      title: {
        fr: `Catégoriser ${told.fr} sans classification`,
        en: `Classify ${told.en} without a classification`,
      },
      why: {
        fr: 'Sans catégorisation, aucun hébergement ne peut être décidé',
        en: 'Without it, no hosting can be decided',
      },
      verb: { fr: 'Voir la liste', en: 'See the list' },
    },
  ]
}
