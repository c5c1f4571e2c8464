import type { ProblemItem } from '../shared/problem.ts'

// What is told of a formula set that does not load: what, where, why, what to do.

/** A name that an expression uses and nothing defines, with the nearest ones there are. */
export function missingName(name: string, formula: string, known: readonly string[], pointer: string): ProblemItem {
  const near = nearest(name, known)
  const [fr, en] =
    near.length === 0
      ? ['Ajoutez-le aux données ou corrigez la formule.', 'Add it to the inputs or correct the formula.']
      : [`Vouliez-vous ${near.join(' ou ')} ?`, `Did you mean ${near.join(' or ')}?`]
  return item(
    'name-missing',
    pointer,
    `La formule ${formula} emploie ${name}, que rien ne définit. ${fr}`,
    `The formula ${formula} uses ${name}, which nothing defines. ${en}`,
  )
}

/** Formulas that define each other in a circle, named in their order, the first one again at the end. */
export function cycle(names: readonly string[], pointer: string): ProblemItem {
  const path = names.join(' → ')
  return item(
    'formula-cycle',
    pointer,
    `Ces formules se définissent en rond : ${path}. Coupez le cercle.`,
    `These formulas define each other in a circle: ${path}. Break the circle.`,
  )
}

/** A formula whose expression gives another unit than it declares. */
export function declaredUnit(told: {
  readonly name: string
  readonly is: string
  readonly declared: string
  readonly pointer: string
}): ProblemItem {
  const { name, is, declared, pointer } = told
  return item(
    'unit-of-formula',
    pointer,
    `La formule ${name} donne ${is} ; on attendait ${declared}. Corrigez l’expression, ou l’unité annoncée.`,
    `The formula ${name} gives ${is}; ${declared} was expected. Correct the expression, or the unit it declares.`,
  )
}

/** A name that formulas cannot carry. */
export function nameRefused(name: string, pointer: string): ProblemItem {
  const shown = name.slice(0, 60)
  return item(
    'name-refused',
    pointer,
    `« ${shown} » ne peut pas nommer une donnée ou une formule : une lettre sans accent, puis des lettres, des chiffres ou _, 60 au plus, et pas un mot de la notation.`,
    `“${shown}” cannot name an input or a formula: an unaccented letter, then letters, digits or _, at most 60, and not a word of the notation.`,
  )
}

/** A name given twice. */
export function nameRepeated(name: string, pointer: string): ProblemItem {
  return item('name-repeated', pointer, `Le nom ${name} est donné deux fois.`, `The name ${name} is given twice.`)
}

/** A label that lacks a language. */
export function textMissing(name: string, pointer: string): ProblemItem {
  return item(
    'label-missing',
    pointer,
    `${name} n’a pas son libellé dans les deux langues.`,
    `${name} lacks its label in one of the two languages.`,
  )
}

/** A set without a formula. */
export function nothingToCompute(): ProblemItem {
  return item('set-empty', '/formulas', 'L’ensemble ne contient aucune formule.', 'The set holds no formula.')
}

/** More inputs, formulas or parts of formulas than a set may hold. */
export function tooManyOf(what: keyof typeof nouns, count: number, most: number): ProblemItem {
  const { fr, en, pointer } = nouns[what]
  return item(
    'set-too-large',
    pointer,
    `L’ensemble a ${count} ${fr} ; au plus ${most}.`,
    `The set has ${count} ${en}; at most ${most}.`,
  )
}

const nouns = {
  inputs: { fr: 'données', en: 'inputs', pointer: '/inputs' },
  formulas: { fr: 'formules', en: 'formulas', pointer: '/formulas' },
  parts: { fr: 'termes et opérations', en: 'terms and operations', pointer: '/formulas' },
} as const

/** A figure whose derivation would unfold into too many parts. */
export function tooManyParts(name: string, most: number, pointer: string): ProblemItem {
  return item(
    'derivation-too-wide',
    pointer,
    `Dépliée jusqu’aux données, la formule ${name} aurait plus de ${most} parties. Faites qu’elle repasse moins souvent par les mêmes formules.`,
    `Unfolded down to its inputs, the formula ${name} would have more than ${most} parts. Make it pass through the same formulas less often.`,
  )
}

function item(code: string, pointer: string, fr: string, en: string): ProblemItem {
  return { code, pointer, detail: { fr, en } }
}

const mostSuggested = 3

/** Names that differ by at most two letters, or that hold the one typed; nearest first. */
function nearest(name: string, known: readonly string[]): string[] {
  const typed = name.toLowerCase()
  return known
    .map((one) => ({ one, away: distance(typed, one.toLowerCase()) }))
    .filter(({ one, away }) => away <= 2 || (typed.length > 3 && one.toLowerCase().includes(typed)))
    .toSorted((a, b) => a.away - b.away)
    .slice(0, mostSuggested)
    .map(({ one }) => one)
}

/** Letters to add, drop or change to go from one to the other (Levenshtein, 1966); bounded by the longest names there are. */
function distance(a: string, b: string): number {
  if (a.length > 100 || b.length > 100) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
