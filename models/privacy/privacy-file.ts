import type { ClassificationRecord } from '../classification/classification.schemas.ts'
import type { Rule, RulePack } from '../rules/rule-pack.ts'
import { catalogueFactsOf } from '../rules/rule-pack.ts'
import type { FactUse, ObligationUse, PlacementVerdict, RuleResult } from '../rules/verdict.ts'

export const privacyStepIds = [
  'project',
  'committee',
  'outside',
  'factors',
  'adequate',
  'agreement',
  'register',
] as const
export type PrivacyStepId = (typeof privacyStepIds)[number]
export type PrivacyStepState = 'done' | 'started' | 'open' | 'expired' | 'unknown'

/** The four factors of art. 70.1 par. 1, in the order of the text. */
export const privacyFactors = ['sensitivity', 'purpose', 'measures', 'legalRegime'] as const
export type PrivacyFactor = (typeof privacyFactors)[number]

/** A step of a privacy file: where it stands, since when, until which day, and which factors are still to be weighed. */
export type PrivacyStep = {
  readonly id: PrivacyStepId
  readonly state: PrivacyStepState
  readonly on: string | null
  readonly until: string | null
  readonly missing: readonly PrivacyFactor[]
}

export const privacyStates = ['expired', 'expiring', 'to-complete', 'unknown', 'complete', 'not-needed'] as const
export type PrivacyState = (typeof privacyStates)[number]

/** Days before an end from which a file is said to be expiring: time for a new assessment (house choice). */
export const expiringDays = 90
const dayMs = 86_400_000

/**
 * The steps of the file of one workload (A-2.1 art. 63.5, 67.3 and 70.1), from its approved record; `today` is `YYYY-MM-DD`. What was never
 * declared is unknown, never open. An assessment or an agreement counts on its last day and is expired from the next.
 */
export function privacySteps(record: ClassificationRecord, today: string): PrivacyStep[] {
  const { efvp, agreement, communications } = record
  const step = (id: PrivacyStepId, state: PrivacyStepState, more: Partial<PrivacyStep> = {}): PrivacyStep => ({
    id,
    state,
    on: null,
    until: null,
    missing: [],
    ...more,
  })
  const isPast = (end: string | null) => end !== null && end < today
  const outside =
    isPast(efvp.expiresOn) && efvp.outsideQcStatus === 'done' ? 'expired' : statusState(efvp.outsideQcStatus)
  const unweighed = privacyFactors.filter((factor) => !efvp.factors.includes(factor))
  const isAssessed = efvp.outsideQcStatus === 'done'
  const lastEntry =
    communications
      .map((one) => one.enteredOn)
      .toSorted()
      .at(-1) ?? null
  return [
    step('project', statusState(efvp.projectStatus), { on: efvp.projectStatus === 'done' ? efvp.date : null }),
    step('committee', efvp.committeeConsultedOn === null ? 'unknown' : 'done', { on: efvp.committeeConsultedOn }),
    step('outside', outside, { on: isAssessed ? efvp.date : null, until: efvp.expiresOn }),
    step('factors', unweighed.length === 0 ? 'done' : isAssessed ? 'open' : 'unknown', { missing: unweighed }),
    step('adequate', efvp.adequate === null ? 'unknown' : efvp.adequate ? 'done' : 'open'),
    step('agreement', agreementState(agreement, today), { on: agreement.signedOn, until: agreement.endsOn }),
    step('register', communications.length > 0 ? 'done' : 'unknown', { on: lastEntry }),
  ]
}

function statusState(status: 'not-started' | 'started' | 'done' | null): PrivacyStepState {
  if (status === null) return 'unknown'
  return status === 'not-started' ? 'open' : status
}

function agreementState({ signedOn, endsOn, reflectsEfvp }: ClassificationRecord['agreement'], today: string) {
  if (signedOn === null) return 'unknown'
  if (endsOn !== null && endsOn < today) return 'expired'
  return reflectsEfvp === true ? 'done' : 'started'
}

/** The first end to come or past: of the outside-Québec assessment or of the agreement. */
export function nextEnd(
  record: ClassificationRecord,
): { readonly what: 'outside' | 'agreement'; readonly on: string } | null {
  const { efvp, agreement } = record
  const ends = [
    ...(efvp.outsideQcStatus === 'done' && efvp.expiresOn !== null
      ? [{ what: 'outside' as const, on: efvp.expiresOn }]
      : []),
    ...(agreement.signedOn !== null && agreement.endsOn !== null
      ? [{ what: 'agreement' as const, on: agreement.endsOn }]
      : []),
  ]
  return ends.toSorted((a, b) => a.on.localeCompare(b.on))[0] ?? null
}

/**
 * Where a file stands as a whole. `unknown`: nobody said whether there is personal information; `to-complete`: the project's assessment
 * is not done or the committee's date not stated; the outside-Québec steps are told option by option, where they are needed.
 */
export function privacyState(record: ClassificationRecord | null, today: string): PrivacyState {
  if (record === null || record.pi.present === null) return 'unknown'
  if (!record.pi.present) return 'not-needed'
  const end = nextEnd(record)
  if (end !== null && end.on < today) return 'expired'
  if (end !== null && Date.parse(end.on) - Date.parse(today) <= expiringDays * dayMs) return 'expiring'
  const { projectStatus, committeeConsultedOn } = record.efvp
  return projectStatus === 'done' && committeeConsultedOn !== null ? 'complete' : 'to-complete'
}

const privacyObligation = /^(?:efvp|committee|factors|agreement|register67_3)\./

/** Rules of a pack that a privacy file answers: by the obligations they demand or the facts they read. */
export function privacyRules(pack: RulePack): ReadonlySet<string> {
  const isPrivacy = (rule: Rule) =>
    rule.then.some((obligation) => obligation.anyOf.some((name) => privacyObligation.test(name))) ||
    catalogueFactsOf(pack, rule.when).includes('w.efvp.adequate')
  return new Set(pack.rules.filter(isPrivacy).map((rule) => rule.id))
}

/** What the privacy rules still ask of one placement. */
export type PrivacyGap = {
  readonly rules: readonly string[]
  readonly obligations: readonly ObligationUse[]
  readonly facts: readonly FactUse[]
}

const open: readonly RuleResult[] = ['forbid', 'open-require', 'open-mitigation', 'undetermined']

/** Obligations not known to be met and facts that close or leave open, among the privacy rules of a verdict; each once. */
export function privacyGap(verdict: PlacementVerdict, rules: ReadonlySet<string>): PrivacyGap {
  const asking = verdict.rules.filter((rule) => rules.has(rule.id) && open.includes(rule.result))
  const obligations = new Map(
    asking.flatMap((rule) =>
      rule.obligations.filter((use) => use.state !== 'met').map((use) => [use.name, use] as const),
    ),
  )
  const facts = new Map(
    asking
      .flatMap((rule) =>
        rule.facts.filter(
          (use) => use.value === undefined || (rule.result === 'forbid' && use.name === 'w.efvp.adequate'),
        ),
      )
      .map((use) => [use.name, use] as const),
  )
  return { rules: asking.map((rule) => rule.id), obligations: [...obligations.values()], facts: [...facts.values()] }
}
