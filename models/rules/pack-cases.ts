import * as v from 'valibot'
import type { Bilingual } from '../shared/bilingual.ts'
import { known, type Known } from '../shared/outcome.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { factCatalogue, obligationCatalogue } from './fact-catalogue.ts'
import type { PlacementFacts } from './facts.ts'
import { enforceAll, placementVerdict } from './placement-verdict.ts'
import type { RulePack } from './rule-pack.ts'
import type { RuleResult, Verdict } from './verdict.ts'

const valueSchema = v.union([v.string(), v.boolean(), v.pipe(v.number(), v.finite()), v.array(v.string())])
const names = v.pipe(v.array(v.string()), v.maxLength(500))
const verdictSchema = v.picklist(['allow', 'allow-with-mitigation', 'require', 'forbid', 'undetermined'])
const caseSchema = v.strictObject({
  id: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300)),
  facts: v.record(v.string(), v.nullable(valueSchema)),
  nsi: v.pipe(v.number(), v.minValue(0), v.maxValue(4)),
  met: names,
  verdict: verdictSchema,
  deciding: names,
  kept: names,
  open: names,
  undetermined: names,
})
const casesSchema = v.strictObject({
  pack: v.pipe(v.string(), v.minLength(1)),
  version: v.string(),
  defaults: v.strictObject({ facts: v.record(v.string(), valueSchema), met: names }),
  cases: v.pipe(v.array(caseSchema), v.minLength(1), v.maxLength(500)),
})

/** A pack's tests as data: placements worked by hand, with what each must come to. */
export type PackCases = v.InferOutput<typeof casesSchema>
export type PackCase = PackCases['cases'][number]

/** What a case expects, and what the pack says: rules by id, in alphabetical order. */
export type CaseAnswer = {
  readonly verdict: Verdict
  /** Rules that give the verdict, as far as the case names them. */
  readonly deciding: readonly string[]
  /** Obligations met. */
  readonly kept: readonly string[]
  /** Rules that fire beside the deciding ones. */
  readonly open: readonly string[]
  readonly undetermined: readonly string[]
}
export type CaseResult = {
  readonly id: number
  readonly title: string
  readonly passed: boolean
  readonly expected: CaseAnswer
  readonly found: CaseAnswer
}

/** Cases from parsed JSON, or every reason why they cannot be run: a fact or an obligation outside the catalogue, a repeated number. */
export function packCases(
  parsed: unknown,
): Known<PackCases> | { readonly kind: 'refused'; readonly problems: readonly ProblemItem[] } {
  const shape = v.safeParse(casesSchema, parsed)
  if (!shape.success) return { kind: 'refused', problems: shape.issues.map(shapeProblem) }
  const { defaults, cases } = shape.output
  const problems = [
    ...unknownNames(defaults, '/defaults'),
    ...cases.flatMap((one, i) => unknownNames(one, `/cases/${i}`)),
    ...cases.flatMap((one, i) =>
      cases.findIndex((other) => other.id === one.id) === i
        ? []
        : [problem('case-repeated', `/cases/${i}/id`, `Le cas ${one.id} est répété.`, `Case ${one.id} is repeated.`)],
    ),
  ]
  return problems.length > 0 ? { kind: 'refused', problems } : known(shape.output)
}

function unknownNames(
  { facts, met }: { readonly facts: Readonly<Record<string, unknown>>; readonly met: readonly string[] },
  at: string,
): ProblemItem[] {
  const strangers = Object.entries(facts).flatMap(([name, value]) => {
    const listed = factCatalogue[name]
    if (listed !== undefined && (value === null || fits(listed.type, value))) return []
    return [
      problem(
        listed === undefined ? 'fact-unknown' : 'value-does-not-fit',
        `${at}/facts/${name}`,
        listed === undefined
          ? `Le fait ${name} n’est pas au catalogue.`
          : `La valeur ne convient pas au fait ${name} (${listed.type}).`,
        listed === undefined
          ? `The fact ${name} is not in the catalogue.`
          : `The value does not fit the fact ${name} (${listed.type}).`,
      ),
    ]
  })
  const obligations = met.flatMap((name, i) =>
    obligationCatalogue[name] === undefined
      ? [
          problem(
            'obligation-unknown',
            `${at}/met/${i}`,
            `L’obligation ${name} n’est pas au catalogue.`,
            `The obligation ${name} is not in the catalogue.`,
          ),
        ]
      : [],
  )
  return [...strangers, ...obligations]
}

function fits(type: string, value: unknown): boolean {
  if (type === 'list') return Array.isArray(value)
  return type === 'text' || type === 'presence' ? typeof value === 'string' : typeof value === type
}

/** The facts of a case: the defaults, then its own; null leaves a fact unknown. */
export function casePlacement({ defaults }: Pick<PackCases, 'defaults'>, one: PackCase): PlacementFacts {
  const stated = { ...defaults.facts, ...one.facts }
  const facts = Object.entries(stated).flatMap(([name, value]) =>
    value === null ? [] : [[name, { value, provenance: 'declared' as const }] as const],
  )
  const obligations = [...defaults.met, ...one.met].map((name) => [name, true] as const)
  return { facts: new Map(facts), obligations: new Map([...obligations, ['t.nsi_gte_3', one.nsi >= 3] as const]) }
}

/** Runs the cases against a pack, every rule enforced. A case passes when the verdict and each list of rules are those expected. */
export function caseResults(pack: RulePack, cases: PackCases): CaseResult[] {
  return cases.cases.map((one) => {
    const found = answerOf(pack, casePlacement(cases, one), one)
    const expected = {
      verdict: one.verdict,
      deciding: one.deciding.toSorted(),
      kept: one.kept.toSorted(),
      open: one.open.toSorted(),
      undetermined: one.undetermined.toSorted(),
    }
    return { id: one.id, title: one.title, passed: differingParts(expected, found).length === 0, expected, found }
  })
}

const decidingResult: Readonly<Partial<Record<Verdict, RuleResult>>> = {
  forbid: 'forbid',
  require: 'open-require',
  'allow-with-mitigation': 'open-mitigation',
  undetermined: 'undetermined',
}

/** A case names the rules for which it was written; others that decide with them are among the open ones. */
function answerOf(pack: RulePack, placement: PlacementFacts, named: PackCase): CaseAnswer {
  const { verdict, rules } = placementVerdict(pack, placement, enforceAll)
  const decides = decidingResult[verdict]
  const having = (...results: RuleResult[]) =>
    rules
      .filter((rule) => results.includes(rule.result))
      .map((rule) => rule.id)
      .toSorted()
  const decisive = decides === undefined ? [] : having(decides)
  const deciding = verdict === named.verdict ? decisive.filter((id) => named.deciding.includes(id)) : decisive
  const beside = (...results: RuleResult[]) => having(...results).filter((id) => !deciding.includes(id))
  return {
    verdict,
    deciding,
    kept: having('met'),
    open: beside('forbid', 'open-require', 'open-mitigation'),
    undetermined: beside('undetermined'),
  }
}

const answerParts = ['verdict', 'deciding', 'kept', 'open', 'undetermined'] as const
export type AnswerPart = (typeof answerParts)[number]

/** What of an answer is not as expected. */
export function differingParts(expected: CaseAnswer, found: CaseAnswer): AnswerPart[] {
  return answerParts.filter((part) => String(expected[part]) !== String(found[part]))
}

function shapeProblem(issue: v.BaseIssue<unknown>): ProblemItem {
  const pointer = `/${(issue.path ?? []).map((part) => String(part.key)).join('/')}`
  return problem(
    'case-malformed',
    pointer,
    `Champ absent ou d’une autre forme : ${pointer}.`,
    `Field missing or of another form: ${pointer}.`,
  )
}

function problem(code: string, pointer: string, fr: string, en: string): ProblemItem {
  const detail: Bilingual = { fr, en }
  return { code, pointer, detail }
}
