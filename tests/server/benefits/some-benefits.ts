import type { NewBenefit } from '#models/benefits/register.requests.ts'

/** A benefit that nobody owns yet: what a first entry says. */
export const aBenefit: NewBenefit = {
  body: 'MSC',
  reason: 'Inscrit au plan de 2026',
  title: { fr: 'Délai de traitement des permis', en: 'Time to issue a permit' },
  class: 'effectiveness',
  type: 'citizen',
  sign: 1,
  category: 'performance',
  recurrence: 'recurring',
  layer: 'end',
  beneficiary: 'Demandeurs de permis',
  owner: null,
  realisationOwner: null,
  financeCounterpart: null,
  projectLead: null,
  fund: null,
  budgetLine: null,
  workloads: [],
  ward: { explicitness: 'measurable', change: 'do-better' },
  startsOn: '2027-04-01',
  endsOn: '2032-03-31',
}
export const aRole = (role: string, person: string | null = null) => ({
  role,
  unit: 'DSI',
  person,
  from: null,
  to: null,
})

export const aMeasure = {
  reason: 'Mesure du guichet',
  role: 'outcome',
  name: { fr: 'Délai médian', en: 'Median time' },
  unit: 'jours',
  direction: 'down',
  formula: 'médiane des jours entre le dépôt et la décision',
  frequency: 'monthly',
  source: 'Journal du guichet',
  method: 'Extraction mensuelle',
  lagMonths: 1,
  collector: 'Bureau des permis',
  precision: 0.5,
  costCentsPerYear: 120_000,
  startsOn: null,
}
export const aBaseline = {
  reason: 'Douze mois avant le changement',
  model: { kind: 'value', value: 42 },
  window: { from: '2025-04', to: '2026-03' },
  method: 'Médiane de la période',
  evidence: ['extrait 2026-04'],
}
export const aTrajectory = {
  reason: 'Cible du plan',
  points: [],
  plateau: { low: 14, mode: 20, high: 24 },
  curve: { kind: 'ramp', lagMonths: 0, rampMonths: 12 },
  from: '2027-04',
  to: '2030-03',
  priceBasis: { kind: 'not-money' },
}
