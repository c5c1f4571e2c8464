import { fieldHeads, registerSheets, sheetNames } from '#models/benefits/register-workbook.ts'
import type { Workbook, WorkbookSheet } from '#models/papers/workbook.ts'
import type { Language } from '#models/shared/bilingual.ts'

const words = {
  fr: {
    title: 'Gabarit du registre des bénéfices',
    guide: 'Mode d’emploi',
    lines: [
      'Une ligne parle d’un bénéfice : par son numéro, ou par son titre quand il est nouveau. Elle parle d’une mesure au plus, par sa clé ou par son nom.',
      'Une cellule vide ne dit rien. NULL dit qu’il n’y en a pas ; 0 est une valeur.',
      'Référence et cible sont proposées : une autre personne les fige. Une cible sans période vaut pour tout son plan, du premier au dernier mois.',
      'Une valeur a sa période, AAAA-MM, ou dit pourquoi elle manque : non recueillie, source indisponible, sans objet, retenue.',
      'Nature : cashable, cost-avoidance, efficiency, revenue, quality, risk-reduction, citizen, compliance, qualitative.',
      'Sens : bénéfice ou désavantage. Part : de 0 à 100. Nœud N-0001 et enveloppe EB-0001 sont déjà sur la carte.',
    ],
  },
  en: {
    title: 'Template of the register of benefits',
    guide: 'How to fill it',
    lines: [
      'A line speaks of one benefit: by its number, or by its title when it is new. It speaks of one measure at most, by its key or by its name.',
      'An empty cell says nothing. NULL says there is none; 0 is a value.',
      'Baseline and target are proposed: another person freezes them. A target without a period holds for its whole plan, from first to last month.',
      'A value has its period, YYYY-MM, or says why it is missing: not-collected, source-unavailable, not-applicable, withheld.',
      'Type: cashable, cost-avoidance, efficiency, revenue, quality, risk-reduction, citizen, compliance, qualitative.',
      'Sign: benefit or dis-benefit. Share: from 0 to 100. Node N-0001 and pool EB-0001 are on the map already.',
    ],
  },
} as const

/** An empty register with every column that an import reads, and how to fill it. */
export function registerTemplate(language: Language, today: string): Workbook {
  const sheet = (key: keyof typeof registerSheets): WorkbookSheet => ({
    name: sheetNames[key][language],
    widths: registerSheets[key].map(() => 18),
    frozenRows: 1,
    rows: [registerSheets[key].map((field) => ({ value: fieldHeads[field][language], look: 'header' as const }))],
  })
  const w = words[language]
  return {
    title: w.title,
    language,
    asOf: today,
    sheets: [
      sheet('benefits'),
      sheet('measures'),
      sheet('values'),
      { name: w.guide, widths: [120], frozenRows: 0, rows: w.lines.map((value) => [{ value }]) },
    ],
  }
}
