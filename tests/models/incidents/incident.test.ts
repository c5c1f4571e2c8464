import { describe, expect, test } from 'vitest'
import { incidentFaults, incidentGapsOf, keptUntil } from '#models/incidents/incident.ts'
import type { IncidentContent } from '#models/incidents/incident.schemas.ts'

const today = '2026-11-24'
const complete: IncidentContent = {
  nature: 'access',
  information: 'Adresses et numéros de dossier',
  informationUnknownBecause: null,
  kinds: ['contact'],
  circumstances: 'Un partage était ouvert à tout le réseau.',
  occurred: { kind: 'period', from: '2026-11-02', to: '2026-11-10' },
  discoveredOn: '2026-11-12',
  personsBand: '10-99',
  seriousInjury: true,
  injuryElements: 'Renseignements sensibles, consultés sans droit.',
  noticeToCommissionOn: '2026-11-13',
  noticeToPersonsOn: '2026-11-16',
  publicNoticeBecause: null,
  measures: 'Partage fermé, accès revus.',
}

describe('what an entry still lacks', () => {
  test.each<{ name: string; change: Partial<IncidentContent>; gaps: string[] }>([
    { name: 'nothing', change: {}, gaps: [] },
    { name: 'which information, and why not', change: { information: null }, gaps: ['information'] },
    {
      name: 'nothing, when it says why the information is unknown',
      change: { information: null, informationUnknownBecause: 'Journal effacé' },
      gaps: [],
    },
    { name: 'when', change: { occurred: { kind: 'unknown' } }, gaps: ['occurred'] },
    { name: 'how many', change: { personsBand: null }, gaps: ['persons'] },
    { name: 'nothing, when nobody is concerned', change: { personsBand: '0' }, gaps: [] },
    { name: 'what leads to the conclusion', change: { injuryElements: null }, gaps: ['injury'] },
    { name: 'the conclusion itself', change: { seriousInjury: null }, gaps: ['injury'] },
    { name: 'the notice to the Commission', change: { noticeToCommissionOn: null }, gaps: ['notice-to-commission'] },
    { name: 'the notice to the persons', change: { noticeToPersonsOn: null }, gaps: ['notice-to-persons'] },
    {
      name: 'nothing, when a public notice stands for it',
      change: { noticeToPersonsOn: null, publicNoticeBecause: 'Adresses inconnues' },
      gaps: [],
    },
    {
      name: 'no notice, when the injury is not serious',
      change: { seriousInjury: false, noticeToCommissionOn: null, noticeToPersonsOn: null },
      gaps: [],
    },
    { name: 'the measures', change: { measures: null }, gaps: ['measures'] },
  ])('$name', ({ change, gaps }) => {
    expect(incidentGapsOf({ ...complete, ...change })).toEqual(gaps)
  })
})

describe('days that contradict one another', () => {
  test.each<{ name: string; change: Partial<IncidentContent>; faults: string[] }>([
    { name: 'none', change: {}, faults: [] },
    {
      name: 'discovered tomorrow',
      change: { discoveredOn: '2026-11-25', noticeToCommissionOn: null, noticeToPersonsOn: null },
      faults: ['discoveredOn in-the-future'],
    },
    {
      name: 'a period backwards',
      change: { occurred: { kind: 'period', from: '2026-11-10', to: '2026-11-02' } },
      faults: ['occurred period-backwards'],
    },
    {
      name: 'after its discovery',
      change: { occurred: { kind: 'day', on: '2026-11-13' } },
      faults: ['occurred after-discovery'],
    },
    { name: 'on the day of its discovery', change: { occurred: { kind: 'day', on: '2026-11-12' } }, faults: [] },
    {
      name: 'a notice before the discovery',
      change: { noticeToCommissionOn: '2026-11-11' },
      faults: ['noticeToCommissionOn before-discovery'],
    },
    {
      name: 'a notice to come',
      change: { noticeToPersonsOn: '2026-11-25' },
      faults: ['noticeToPersonsOn in-the-future'],
    },
  ])('$name', ({ change, faults }) => {
    const found = incidentFaults({ ...complete, ...change }, today)
    expect(found.map(({ field, kind }) => `${field} ${kind}`)).toEqual(faults)
  })
})

test('kept five years after it was discovered', () => {
  expect(keptUntil(complete)).toBe('2031-11-12')
})
