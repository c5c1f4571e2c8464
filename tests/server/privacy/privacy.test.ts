import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import type { PrivacyFileView, PrivacyList } from '#models/privacy/privacy.views.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import { aWorkload, classified, plainRecord, withCatalogue } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

const personal: ClassificationRecord = {
  ...plainRecord,
  pi: { ...plainRecord.pi, present: true, sensitive: true, communicatedWithoutConsent: false },
  change: 'migrate',
}

describe.each(engines)('privacy files on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let officer: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    manager = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('security-officer')
  })
  afterAll(() => setup.close())

  const list = async (by: Person) => (await by.call('GET', '/api/privacy-files')).json as unknown as PrivacyList
  const file = async (code: string) =>
    (await officer.call('GET', `/api/workloads/${code}/privacy-file`)).json as unknown as PrivacyFileView

  test('an empty inventory has no file', async () => {
    expect((await list(officer)).items).toEqual([])
  })

  test('what is not needed is counted and not listed; what was never declared is unknown', async () => {
    const without = await aWorkload(setup, { name: 'Sans renseignements' })
    await classified({ proposer: manager, officer }, without.code)
    const undeclared = await aWorkload(setup, { name: 'Jamais déclarée' })
    const answer = await list(officer)
    expect(answer.counts['not-needed']).toBe(1)
    expect(answer.items.map((item) => [item.workload, item.state])).toEqual([[undeclared.code, 'unknown']])
    expect((await file(without.code)).state).toBe('not-needed')
    expect(await file(undeclared.code)).toMatchObject({ state: 'unknown', version: null, steps: [] })
  })

  test('a file says what each option waits for, and an ended assessment closes the options that leave Québec again', async () => {
    const { id, code } = await aWorkload(setup, { name: 'Prestations' })
    await classified({ proposer: manager, officer }, code, personal)
    const before = await file(code)
    const west = (view: PrivacyFileView) => view.options.find((option) => option.option === 'aws.ca-west-1')
    expect(before.state).toBe('to-complete')
    expect(west(before)).toMatchObject({ leavesQuebec: true })
    expect(west(before)?.gap.rules).toContain('QC-PRP-03')

    const done: ClassificationRecord = {
      ...personal,
      efvp: {
        projectStatus: 'done',
        committeeConsultedOn: '2026-02-01',
        outsideQcStatus: 'done',
        factors: ['sensitivity', 'purpose', 'measures', 'legalRegime'],
        adequate: true,
        date: '2026-03-01',
        expiresOn: '2030-01-01',
        reference: 'EFVP-7',
      },
      agreement: { signedOn: '2026-03-15', endsOn: '2030-01-01', reflectsEfvp: true, reference: 'E-7' },
      communications: [
        { enteredOn: '2026-04-01', recipient: 'Organisme fictif', isOutsideQuebec: true, reference: null },
      ],
    }
    await classified({ proposer: manager, officer }, code, done)
    const after = await file(code)
    expect(after.state).toBe('complete')
    expect(west(after)?.gap.rules).not.toContain('QC-PRP-03')

    await classified({ proposer: manager, officer }, code, { ...done, efvp: { ...done.efvp, expiresOn: '2020-01-01' } })
    await assessWorkloads({ db: setup.db, clock: setup.clock }, setup.system(), [id])
    const ended = await file(code)
    expect(ended.state).toBe('expired')
    expect(ended.steps.find((step) => step.id === 'outside')).toMatchObject({ state: 'expired', until: '2020-01-01' })
    expect(west(ended)?.gap.rules).toContain('QC-PRP-03')
    const answer = await list(officer)
    expect(answer.items[0]).toMatchObject({ workload: code, nextEnd: { what: 'outside', on: '2020-01-01' } })
    expect(answer.items[0]?.waiting).toBeGreaterThan(0)
  })

  test('a body sees its own files only', async () => {
    const neighbour = await setup.signedIn('security-officer', 'MRP')
    expect((await list(neighbour)).items).toEqual([])
    const { code } = await aWorkload(setup)
    expect((await neighbour.call('GET', `/api/workloads/${code}/privacy-file`)).status).toBe(404)
  })
})
