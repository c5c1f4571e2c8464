import {
  type ClassificationRecord,
  type ClassificationView,
  unknownClassification,
} from '#models/classification/classification.schemas.ts'
import type { Role } from '#models/access/access.schemas.ts'
import type { RandomStream } from '#models/shared/random.ts'
import type { Reach } from '#server/access/reach.ts'
import {
  approveClassification,
  type ClassificationDeps,
  proposeClassification,
  returnClassification,
} from '#server/classification/classification.usecases.ts'
import type { Chronicle } from './demonstration-chronicle.ts'
import type { DemoApplication } from './demonstration-files.ts'
import { classificationReasons, classificationReturns, oneOf, staleReason } from './demonstration-words.ts'

export type Subject = {
  readonly code: string
  readonly body: string
  readonly application: string
  readonly environment: string
}
export type ReachAs = (role: Role) => Reach

export const versionOf = ({ etag }: { readonly etag: string }) => Number(etag.replaceAll('"', ''))

type Given = {
  readonly deps: ClassificationDeps
  readonly reach: ReachAs
  readonly chronicle: Chronicle
  readonly applications: ReadonlyMap<string, DemoApplication>
  readonly random: RandomStream
  /** Day of the last body's import, counted back from today: classifications follow. */
  readonly importedDaysAgo: number
  /** Bodies that leave nothing undone. */
  readonly thorough: ReadonlySet<string>
  /** Workloads that a newcomer is shown: their verdicts last. */
  readonly shown: ReadonlySet<string>
}

/** Every approval stands by then: decisions are taken afterwards. */
export const approvedBy = 63

/** Days after it was made that an assessment made for a short while ends. */
const shortLife = 90
/** Days from an edge past which no day of the week or hour of loading turns a verdict: a weekend moves an act by two. */
const clear = 14

/**
 * Days from today to the end of a short assessment, by how long ago it was made: it ended before the eve of the decisions, or ends in the weeks
 * that follow today. An end between the two would turn verdicts by the day of the week on which the demonstration is loaded.
 */
const shortEnd = (daysAgo: number) =>
  shortLife - daysAgo <= -(approvedBy + clear) ? shortLife - daysAgo : clear + (daysAgo % 30)

/**
 * Nine in ten are classified, over the months that follow their import: most approved, some on an old date, a few sent back for their own
 * reason, the rest awaiting approval, a few of them late. Facts are left unknown here and there, as in life.
 */
export function classifyOverMonths(given: Given, subjects: readonly Subject[]): void {
  const { random, applications, thorough } = given
  for (const [n, subject] of subjects.entries()) {
    const application = applications.get(subject.application)
    const fate = thorough.has(subject.body) ? 1 : random()
    if (application === undefined || fate < 0.1) continue
    if (fate < 0.14) awaiting(given, subject, application, n)
    else classified(given, subject, application, n, fate < 0.18)
  }
}

function awaiting(given: Given, subject: Subject, application: DemoApplication, n: number): void {
  const { chronicle, random } = given
  const daysAgo = n % 4 === 0 ? 12 + Math.floor(random() * 16) : 1 + Math.floor(random() * 7)
  const proposedAt = chronicle.moment(daysAgo)
  const record = recordFor(given, subject, application, { daysAgo, proposedAt })
  chronicle.at(proposedAt, () => proposed(given, subject, record, oneOf(classificationReasons, n)))
}

function classified(given: Given, subject: Subject, application: DemoApplication, n: number, comesBack: boolean): void {
  const { chronicle, random, deps, reach } = given
  const last = approvedBy + 14
  const daysAgo = last + Math.floor(random() * (given.importedDaysAgo - 4 - last))
  const proposedDaysAgo = comesBack ? Math.max(12, Math.floor(daysAgo / 4)) : daysAgo
  const proposedAt = chronicle.moment(proposedDaysAgo)
  const answeredAt = chronicle.moment(comesBack ? 3 + (n % 8) : daysAgo - 2 - (n % 11), proposedAt)
  const record = recordFor(given, subject, application, { daysAgo: proposedDaysAgo, proposedAt })
  const isStale = (record.dic?.date ?? '') < chronicle.dayBefore(proposedAt, 1_000)
  let proposal: ClassificationView | undefined
  chronicle.at(proposedAt, async () => {
    proposal = await proposed(given, subject, record, isStale ? staleReason : oneOf(classificationReasons, n))
  })
  chronicle.at(answeredAt, async () => {
    if (proposal === undefined) return
    const by = reach('security-officer')
    if (comesBack)
      await returnClassification(deps, by, proposal.id, versionOf(proposal), oneOf(classificationReturns, n))
    else await approveClassification(deps, by, proposal.id, versionOf(proposal))
  })
}

function proposed({ deps, reach }: Given, { code }: Subject, record: ClassificationRecord, reason: string) {
  return proposeClassification(deps, reach('portfolio-manager'), code, { record, reason })
}

function recordFor(
  { random, chronicle, thorough, shown }: Given,
  { code, environment, body }: Subject,
  { profile, core }: DemoApplication,
  { daysAgo, proposedAt }: { readonly daysAgo: number; readonly proposedAt: number },
): ClassificationRecord {
  const level = (value: number) => ([1, 2, 3, 4] as const)[value - 1] ?? 1
  const isKnown = random() > 0.06 || thorough.has(body)
  const isStale = random() < 0.06 && !thorough.has(body)
  const age = isStale ? 1_250 + Math.floor(random() * 600) : Math.floor(random() * 25)
  const isPrivacyDone = random() < 0.75
  const leavesQuebec = random() < 0.35
  const isAgreed = leavesQuebec && random() < 0.75
  const isShort = core.length % 5 === 0 && !shown.has(code)
  const day = (before: number) => chronicle.dayBefore(proposedAt, before)
  return {
    ...unknownClassification,
    dic: {
      d: level(profile.d),
      i: level(profile.i),
      c: level(profile.c),
      justification: `Fictif : ${core.toLowerCase()}`,
      date: day(age),
    },
    owner: 'Direction fictive',
    pi: {
      ...unknownClassification.pi,
      present: isKnown ? profile.pi : null,
      kinds: profile.pi ? ['identity', 'contact'] : [],
      sensitive: profile.pi ? profile.c >= 3 : false,
      collectedFromPerson: profile.pi,
      communicatedWithoutConsent: false,
      subjectsBand: profile.pi ? '10000-99999' : null,
      purpose: null,
    },
    legalRegimes: profile.regime === undefined ? (profile.pi ? ['A-2.1'] : []) : ['A-2.1', profile.regime as 'R-22.1'], // the regimes of the content are in the list
    adjudicative: profile.adjudicative === true,
    caEquivalent: profile.c === 4 ? 'PB' : profile.c === 3 ? 'PB' : profile.c === 2 ? 'PA' : 'none',
    change: 'migrate',
    missionCritical: profile.d === 4,
    realData: environment === 'test' ? random() < 0.2 : true,
    aiUse: 'none',
    efvp: profile.pi
      ? {
          ...unknownClassification.efvp,
          projectStatus: isPrivacyDone ? 'done' : 'started',
          committeeConsultedOn: isPrivacyDone ? day(40) : null,
          outsideQcStatus: leavesQuebec ? 'done' : 'not-started',
          factors: leavesQuebec ? ['sensitivity', 'purpose', 'measures', 'legalRegime'] : [],
          adequate: leavesQuebec ? isAgreed : false,
          date: leavesQuebec ? day(30) : null,
          // Some assessments end soon, and a few have ended.
          expiresOn: isAgreed ? (isShort ? chronicle.dayFromToday(shortEnd(daysAgo)) : day(-2 * 365)) : null,
        }
      : unknownClassification.efvp,
    agreement: {
      signedOn: isAgreed ? day(15) : null,
      endsOn: isAgreed ? day(15 - 3 * 365) : null,
      reflectsEfvp: isAgreed ? true : null,
      reference: isAgreed ? 'Entente fictive' : null,
    },
    communications: isAgreed
      ? [{ enteredOn: day(10), recipient: 'Fournisseur fictif', isOutsideQuebec: true, reference: null }]
      : [],
    places: [],
    obligationsMet: [
      'key_strategy.recorded',
      ...(random() < 0.65 || !isKnown
        ? ['exit.plan', 'export.tested', 'dependency.list', 'cutoff_scenario.rehearsed']
        : []),
      ...(random() < 0.7 || !isKnown ? ['justification.foreign_choice', 'cost_gap.recorded'] : []),
    ],
  }
}
