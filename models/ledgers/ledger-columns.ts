import { fold } from '../shared/fold.ts'
import type { CostElement, LedgerField, LedgerKind } from './ledger.schemas.ts'

/** Headers as bodies write them, folded: read by name, never by position. */
const aliases: Readonly<Record<LedgerField, readonly string[]>> = {
  period: ['periode', 'mois', 'period', 'month', 'periode comptable', 'accounting period', 'date'],
  costElement: ['element de cout', 'element', 'cost element', 'poste', 'nature', 'categorie', 'cost type'],
  amount: ['montant', 'amount', 'montant cad', 'amount cad', 'cout', 'cost', 'depense', 'montant ($)'],
  workload: [
    'charge',
    'charge de travail',
    'workload',
    'code de charge',
    'workload code',
    'centre de couts',
    'centre de cout',
    'cost centre',
    'cost center',
    'centre de responsabilite',
  ],
  account: ['compte', 'account', 'compte gl', 'gl account', 'code de compte'],
  fund: ['fonds', 'fund', 'credit budgetaire', 'enveloppe'],
  kind: ['type', 'kind', 'reel ou budget', 'actual or budget', 'scenario'],
  currency: ['devise', 'currency', 'monnaie', 'code de devise', 'currency code'],
  hours: ['heures', 'hours', "nombre d'heures", 'h'],
  role: ['role', 'fonction', "corps d'emploi", 'job class'],
  description: ['description', 'libelle', 'label', 'details'],
  reference: ['reference', 'piece', 'no de piece', 'document', 'voucher', 'facture'],
}

/** Marks that spreadsheets and forms leave on a header. */
export function headerName(text: string): string {
  return fold(text.replace(/[\ufeff*]/g, ''))
}

/** Which header holds what, as far as the names tell; the first header of a field stands. */
export function recognisedColumns(headers: readonly string[]): Partial<Record<LedgerField, string>> {
  const found: Partial<Record<LedgerField, string>> = {}
  for (const [field, names] of Object.entries(aliases) as [LedgerField, readonly string[]][]) {
    // The keys of a constant record.
    for (const name of names) {
      const header = headers.find((one) => headerName(one) === name)
      if (header === undefined) continue
      found[field] = header
      break
    }
  }
  return found
}

const elementWords: Readonly<Record<CostElement, readonly string[]>> = {
  hosting: ['hebergement', 'hosting', 'infonuagique', 'cloud', 'colocation'],
  hardware: ['materiel', 'hardware', 'amortissement', 'amortisation', 'amortization', 'location', 'lease', 'serveurs'],
  licences: ['licences', 'licence', 'license', 'licenses', 'logiciels', 'software'],
  support: ['soutien', 'support', 'entretien', 'maintenance'],
  network: ['reseau', 'network', 'telecommunications', 'telecom', 'egress'],
  energy: ['energie', 'energy', 'electricite', 'electricity', 'plancher', 'floor', 'locaux', 'facilities'],
  backup: ['sauvegarde', 'backup', 'releve', 'recovery', 'disaster recovery', 'copie de surete'],
  security: ['securite', 'security', 'cybersecurite', 'cybersecurity'],
  labour: [
    "main-d'oeuvre",
    "main d'oeuvre",
    'labour',
    'labor',
    'salaires',
    'traitements',
    'personnel',
    'effectif',
    'salaries',
  ],
  penalties: ['penalites', 'penalite', 'penalties', 'penalty', 'contrat : penalites', 'frais de resiliation'],
}
const elementOf = new Map(
  (Object.entries(elementWords) as [CostElement, readonly string[]][]).flatMap(([element, words]) =>
    words.map((word) => [word, element] as const),
  ),
)

/** The cost element that a cell names, in French, in English, or by its name here. */
export function readCostElement(cell: string): CostElement | undefined {
  return elementOf.get(fold(cell))
}

const kindOf: ReadonlyMap<string, LedgerKind> = new Map([
  ['reel', 'actual'],
  ['reelle', 'actual'],
  ['actual', 'actual'],
  ['actuals', 'actual'],
  ['depense reelle', 'actual'],
  ['budget', 'budget'],
  ['budgete', 'budget'],
  ['prevu', 'budget'],
  ['planned', 'budget'],
])

/** A blank kind is an actual: an extract of the ledger tells what was spent. */
export function readLedgerKind(cell: string): LedgerKind | undefined {
  return cell.trim() === '' ? 'actual' : kindOf.get(fold(cell))
}

/**
 * The month that a cell names: `2026-10`, `202610`, `10/2026`, a day `2026-10-31`, or a period of the fiscal year, `2026-2027 P07`, which
 * begins in April (P01).
 */
export function readLedgerPeriod(cell: string): string | undefined {
  const text = cell.trim()
  const fiscal = /^(\d{4})-(\d{4})[ -]?P?(\d{2})$/i.exec(text)
  if (fiscal !== null) {
    const [first, next, period] = [Number(fiscal[1]), Number(fiscal[2]), Number(fiscal[3])]
    if (next !== first + 1 || period < 1 || period > 12) return undefined
    const month = ((period + 2) % 12) + 1
    return `${period <= 9 ? first : next}-${String(month).padStart(2, '0')}`
  }
  const match = /^(\d{4})[-/]?(\d{2})$/.exec(text) ?? /^(\d{4})[-/](\d{2})[-/]\d{2}/.exec(text)
  const inverse = /^(\d{2})[-/](\d{4})$/.exec(text)
  const [year = '', month = ''] = match === null ? [inverse?.[2], inverse?.[1]] : [match[1], match[2]]
  return /^(19|20)\d{2}$/.test(year) && /^(0[1-9]|1[0-2])$/.test(month) ? `${year}-${month}` : undefined
}
