import fc from 'fast-check'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { hostingOptions, withCatalogue } from '#models/hosting/hosting-options.ts'
import type { PortfolioWorkload } from '#models/rules/portfolio-verdicts.ts'
import { dataRows } from './datasets.ts'

export const theDemoOptions = (): HostingOption[] =>
  withCatalogue(
    hostingOptions(dataRows('data/hosting-options/values.csv')),
    dataRows('data/hosting-options/demo-catalogue.csv'),
    true,
  )

const known = fc.constantFrom(true, false, null)
const level = fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4)
const status = fc.constantFrom('not-started' as const, 'started' as const, 'done' as const, null)
const day = fc.constantFrom('2021-03-31', '2023-11-02', '2025-08-15', '2026-02-01', '2031-05-05')
const met = ['agreement.signed', 'manual.routing', 'keys.hyok', 'exit.plan', 't.nsi_gte_3', 'second_site'] as const
const place = fc.record({
  what: fc.constantFrom('data', 'backup', 'logs', 'metadata', 'keys', 'support'),
  country: fc.constantFrom('CA', 'US', 'FR'),
  province: fc.constantFrom('QC', 'ON', null),
  entity: fc.constant(null),
})

/** Any classification record, everything unknown included. */
export const someRecord: fc.Arbitrary<ClassificationRecord> = fc.record({
  dic: fc.option(fc.record({ d: level, i: level, c: level, justification: fc.constant(''), date: day })),
  owner: fc.constantFrom('Direction', null),
  pi: fc.record({
    present: known,
    kinds: fc.constant([]),
    sensitive: known,
    collectedFromPerson: known,
    communicatedWithoutConsent: known,
    subjectsBand: fc.constant(null),
    purpose: fc.constant(null),
  }),
  legalRegimes: fc.option(fc.subarray(['A-2.1', 'R-22.1', 'tax', 'justice', 'archives', 'cabinet'])),
  adjudicative: known,
  caEquivalent: fc.constantFrom('none', 'PA', 'PB', 'PC', 'classified', null),
  change: fc.constantFrom('none', 'acquire', 'develop', 'overhaul', 'migrate', null),
  missionCritical: known,
  realData: known,
  aiUse: fc.constant(null),
  efvp: fc.record({
    projectStatus: status,
    committeeConsultedOn: fc.option(day),
    outsideQcStatus: status,
    factors: fc.subarray(['sensitivity', 'purpose', 'measures', 'legalRegime']),
    adequate: known,
    date: fc.constant(null),
    expiresOn: fc.option(day),
    reference: fc.constant(null),
  }),
  agreement: fc.record({
    signedOn: fc.option(day),
    endsOn: fc.option(day),
    reflectsEfvp: known,
    reference: fc.constant(null),
  }),
  communications: fc.array(
    fc.record({
      enteredOn: day,
      recipient: fc.constant('Organisme fictif'),
      isOutsideQuebec: fc.boolean(),
      reference: fc.constant(null),
    }),
    { maxLength: 2 },
  ),
  places: fc.array(place, { maxLength: 3 }),
  obligationsMet: fc.subarray([...met]),
})

export const someWorkload = (options: readonly HostingOption[]): fc.Arbitrary<PortfolioWorkload> =>
  fc.record({
    record: fc.option(someRecord, { freq: 8 }),
    environment: fc.constantFrom('production', 'recovery', 'test'),
    currentOption: fc.option(fc.constantFrom(...options.map((option) => option.id))),
  })
