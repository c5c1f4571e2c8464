import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { factCatalogue, obligationText } from '#models/rules/fact-catalogue.ts'
import { factsOf } from '#models/rules/rule-pack.ts'
import type { FactUse, FactValue, ObligationState, RuleOutcome, RuleResult } from '#models/rules/verdict.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { resultWord } from '#client/assessment/cell-look.ts'
import { cellWords } from '#client/assessment/cell-words.ts'
import { switchLanguage } from '#client/i18n/i18n.ts'
import { thePack } from '#tests/support/golden-cases.ts'

// The page whose language the dictionary sets; a place to write it is all it needs here.
beforeAll(() => vi.stubGlobal('document', { documentElement: { lang: '' } }))
afterAll(() => vi.unstubAllGlobals())
const inLanguage = (language: Language) => switchLanguage(language, { keep: false })

const words = { fr: 'x', en: 'x' }
const fact = (name: string, value: FactValue | undefined, more: Partial<FactUse> = {}): FactUse => ({
  name,
  value,
  provenance: 'inferred',
  label: factCatalogue[name]?.label ?? words,
  question: words,
  ...more,
})
const owed = (name: string, state: ObligationState) => ({ name, state, label: words, question: words })

function outcome(id: string, result: RuleResult, parts: Partial<RuleOutcome>): RuleOutcome {
  return {
    id,
    result,
    effect: 'forbid',
    force: 'law',
    status: 'verified',
    source: '',
    text: words,
    facts: [],
    obligations: [],
    ...parts,
  }
}

const away = { fr: 'copie de relève\u00a0: AB', en: 'recovery copy: AB' }
const notSaid = { 'w.dic': 'D1 I1 C1', 'w.detenteur': 'U-0001', 'w.dic.ageMonths': 40 }
const dated = (names: readonly string[]) => names.map((name) => fact(name, notSaid[name as keyof typeof notSaid])) // the three facts of the rule

test.each([
  {
    name: 'an assessment not done',
    rule: outcome('QC-PRP-03', 'forbid', { facts: [fact('w.efvp.adequate', false)] }),
    expected: 'EFVP 70.1 absente',
  },
  {
    name: 'an assessment that concluded badly',
    rule: outcome('QC-PRP-03', 'forbid', { facts: [fact('w.efvp.adequate', false, { provenance: 'declared' })] }),
    expected: 'Protection inadéquate',
  },
  { name: 'no classification', rule: outcome('QC-CAT-09', 'forbid', {}), expected: 'À catégoriser' },
  {
    name: 'an old classification, with its age',
    rule: outcome('QC-CAT-09', 'forbid', { facts: dated(Object.keys(notSaid)) }),
    expected: 'Catégorisée il y a 40 mois',
  },
  {
    name: 'a recovery copy away, with its place',
    rule: outcome('QC-DR-15', 'forbid', { facts: [fact('p.backup.outsideQc', true, { because: away })] }),
    expected: 'Copie de relève\u00a0: AB',
  },
  {
    name: 'data abroad, with the country',
    rule: outcome('CA-RES-17', 'forbid', { facts: [fact('p.data.country', 'US')] }),
    expected: 'Données\u00a0: US',
  },
  {
    name: 'what is known to be open before what is unknown',
    rule: outcome('QC-DIS-16', 'open-require', {
      obligations: [owed('failover.tested_yearly', 'unknown'), owed('second_site', 'open')],
    }),
    expected: '2e site requis',
  },
  {
    name: 'an obligation that nobody answered for is a question',
    rule: outcome('SOU-EXIT-24', 'open-require', { obligations: [owed('exit.plan', 'unknown')] }),
    expected: 'Plan de sortie\u00a0?',
  },
  {
    name: 'a fact that is unknown, by its name',
    rule: outcome('QC-DIS-16', 'undetermined', { facts: [fact('t.independentSites', undefined)] }),
    expected: `${factCatalogue['t.independentSites']?.label.fr}\u00a0?`,
  },
  { name: 'a rule of another pack', rule: outcome('XX-NEW-01', 'forbid', {}), expected: 'Interdit' },
  {
    name: 'an obligation of another pack',
    rule: outcome('XX-NEW-02', 'open-require', { obligations: [{ ...owed('new.one', 'open'), label: away }] }),
    expected: away.fr,
  },
  {
    name: 'a rule on trial',
    rule: outcome('QC-PRP-03', 'audit', { shadow: 'forbid' }),
    expected: 'À l’essai : interdit',
  },
])('$name', async ({ rule, expected }) => {
  await inLanguage('fr')
  expect(cellWords(rule)).toBe(expected)
})

/** Two lines of a cell of the matrix. */
const mostLetters = 28

describe.each(['fr', 'en'] as const)('every rule of the pack in %s', (language) => {
  const pack = thePack()
  const cases = pack.rules.flatMap((rule) =>
    rule.effect === 'forbid'
      ? [outcome(rule.id, 'forbid', { facts: factsOf(rule.when).map((name) => fact(name, 'US')) })]
      : rule.then.map((one) =>
          outcome(rule.id, rule.effect === 'require' ? 'open-require' : 'open-mitigation', {
            obligations: [{ name: one.name, state: 'open', ...obligationText(one) }],
          }),
        ),
  )

  test('has its own short words, not those of its result', async () => {
    await inLanguage(language)
    expect(new Set(cases.map((one) => one.id)).size).toBe(24)
    const said = cases.map((one) => ({ id: one.id, words: cellWords(one), result: resultWord(one) }))
    expect(said.filter((one) => one.words === one.result || one.words.length > mostLetters)).toEqual([])
  })
})
