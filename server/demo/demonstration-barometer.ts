import type { IndicatorDefinition, StatedCount } from '#models/barometer/indicator.schemas.ts'
import { createUser } from '#server/access/accounts.usecases.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { etagOfContent } from '#server/app/versions.ts'
import { barometerSettings, setBarometerSettings } from '#server/barometer/barometer-settings.usecases.ts'
import { decideIndicator, proposeIndicator } from '#server/barometer/indicator-versions.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { indicatorDefinitions } from '#server/shared/datasets.ts'
import { newId } from '#server/shared/ids.ts'
import type { DemoDeps } from './demonstration-chronicle.ts'

/** What a person of the centre would read in a register that Arpent does not keep. All fictitious. */
const stated: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'centres-closed-457': { closedCentres: 298, keptCentres: 2 },
  'centres-closed-120': { closedCentres: 94 },
  'centres-closed-577': { closedCentres: 331 },
  'programme-approved': { programmeApproved: 155_900_000 },
  'programme-current': { programmeCurrent: 171_400_000 },
  'programme-actual': { programmeActual: 128_250_000 },
  'programme-current-over-approved': { programmeCurrent: 171_400_000, programmeApproved: 155_900_000 },
  'strategy-paperless': { paperless: 412, processes: 640 },
  'strategy-open-data': { openDataBodies: 41, reportingBodies: 88 },
  'strategy-codesigned': { codesigned: 33, newServices: 42 },
  'strategy-usage': { wellUsed: 57, services: 96 },
}
const source = 'Registre fictif de la démonstration / Fictitious register of the demonstration'

/** Two persons of the centre state the numbers that come from elsewhere: one puts them forward, the other approves. */
export async function stateIndicators(deps: DemoDeps, centre: Reach): Promise<void> {
  const other = await secondOfCentre(deps, centre)
  const settings = { everyMonths: 3, contact: 'barometre@demonstration.invalid' }
  await setBarometerSettings(deps, centre, etagOfContent(await barometerSettings(deps.db)), settings)
  const asOf = todayOf(deps.clock)
  for (const definition of indicatorDefinitions()) {
    const numbers = stated[definition.id]
    if (numbers === undefined) continue
    const told = Object.entries(numbers).map(([name, value]): [string, StatedCount] => [name, { value, asOf, source }])
    const next: IndicatorDefinition = {
      ...definition,
      formulaVersion: nextVersion(definition.formulaVersion),
      stated: { ...definition.stated, ...Object.fromEntries(told) },
    }
    const reason = 'Nombres fictifs de la démonstration'
    const { id } = await proposeIndicator(deps, centre, { definition: next, reason })
    await decideIndicator(deps, other, { id, expected: 1, decision: 'approved' })
  }
}

/** The formula stays: only the numbers stated for it are new. */
const nextVersion = (version: string) => version.replace(/\d+$/, (last) => String(Number(last) + 1))

async function secondOfCentre(deps: DemoDeps, centre: Reach): Promise<Reach> {
  const user = await createUser(
    deps,
    systemReach({ bodies: centre.bodies, requestId: newId() }),
    { login: 'demo-centre-2', language: 'fr', grants: [{ role: 'centre', body: 'GOUV' }] },
    'active',
  )
  return systemReach({ bodies: centre.bodies, actor: user.code, userId: user.id, requestId: newId() })
}
