import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import {
  consequences,
  type Consequences,
  type ConsequencesSurroundings,
  type ConsequencesView,
  type TouchedWorkload,
} from '#models/classification/consequences.ts'
import { type Held, type Inherited, inherited } from '#models/classification/propagation.ts'
import { raisedRecord } from '#models/classification/raised.ts'
import { costChangeDerivation } from '#models/cost/cost-difference.ts'
import type { Environment } from '#models/inventory/workload.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import { findFigureInput, keepFigureInputs } from '#server/assessment/assessment.repository.ts'
import {
  type AssessmentDeps,
  keptDigests,
  type Subject,
  subjectsById,
  type Surroundings,
  surroundings,
  withOneReference,
} from '#server/assessment/assessment.usecases.ts'
import { standingPromises } from '#server/benefits/benefits.usecases.ts'
import { signedOptions } from '#server/decisions/decisions.usecases.ts'
import { linksAround } from '#server/inventory/dependencies.usecases.ts'
import { assessmentFigure, changeFigure } from '#server/figures/figure-ids.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import { wavesOf } from '#server/waves/waves.usecases.ts'

/**
 * What approving a record would change for its workload and for every workload its data flow to: each of these is raised, never lowered,
 * as its own review would ask. Nothing is written but the inputs of the figure.
 */
export async function consequencesOf(
  deps: AssessmentDeps,
  reach: Reach,
  workloadId: string,
  proposed: ClassificationRecord,
): Promise<ConsequencesView> {
  const general = await surroundings(deps)
  const links = await linksAround(deps, reach, workloadId)
  const ids = [...new Set([workloadId, ...links.flatMap((link) => [link.from, link.to])])]
  const subjects = await subjectsById(deps, reach, ids, general.today)
  const heldWith = (own: (subject: Subject) => ClassificationRecord | null) =>
    new Map(subjects.map((subject): [string, Held] => [subject.workload.id, heldBy(own(subject))]))
  const isOwn = (subject: Subject) => subject.workload.id === workloadId
  const flowsNow = inherited(
    heldWith((subject) => subject.record),
    links,
  )
  const flows = inherited(
    heldWith((subject) => (isOwn(subject) ? proposed : subject.record)),
    links,
  )
  // What already flows in today awaits its own review: approving this record does not bring it.
  const isNew = (id: string) => {
    const [flow, now] = [flows.get(id), flowsNow.get(id)]
    return pathOf(flow)[0] === workloadId && (flow?.c !== now?.c || flow?.isPersonal !== now?.isPersonal)
  }
  const touched = subjects.filter((subject) => isOwn(subject) || isNew(subject.workload.id))
  const around = withOneReference(
    general,
    touched.map(({ workload }) => workload),
  )
  const touchedIds = touched.map(({ workload }) => workload.id)
  const [options, promises, waves] = await Promise.all([
    signedOptions(deps, reach, touchedIds),
    standingPromises(deps, reach, touchedIds),
    wavesOf(deps.db, reach, touchedIds),
  ])
  const codes = new Map(subjects.map(({ workload }) => [workload.id, workload.code]))
  const asked = touched
    .map(({ workload, assets, record, exempted, stated }): TouchedWorkload => {
      const flow = flows.get(workload.id)
      const option = options.get(workload.id)
      const promise = promises.get(workload.id)
      return {
        workload: workload.code,
        name: workload.name,
        path: workload.id === workloadId ? [] : pathOf(flow).map((id) => codes.get(id) ?? ''),
        environment: workload.environment as Environment, // written through the schema
        currentOption: around.current(workload.current_hosting),
        assets,
        stated,
        settings: { ...around.settings, exempted },
        before: record,
        after: workload.id === workloadId ? proposed : raisedBy(record, flow),
        decided:
          option === undefined
            ? null
            : { option, benefit: promise?.benefit ?? null, promisedCad: promise?.promisedCad ?? null },
      }
    })
    .toSorted((a, b) => a.path.length - b.path.length || a.workload.localeCompare(b.workload))
  const { reference } = around
  const shared: ConsequencesSurroundings = {
    pack: around.pack,
    options: around.options,
    canadianQualifiedExists: around.canadian,
    today: around.today,
    book: reference.book,
    set: reference.set,
    rate: reference.rate,
    formulas: reference.formulas,
  }
  const found = consequences(asked, shared)
  const afterwards = new Map(asked.map(({ workload, after }) => [workload, after]))
  return {
    ...found,
    figure: await keptFigure(deps, { found, touched, afterwards, workloadId }, around),
    waves: found.workloads.flatMap(({ workload }) => {
      const id = touched.find((one) => one.workload.code === workload)?.workload.id
      const wave = id === undefined ? undefined : waves.get(id)
      return wave === undefined ? [] : [{ workload, wave }]
    }),
  }
}

/** Keeps what the change of cost is made of; null when it is unknown. */
async function keptFigure(
  deps: AssessmentDeps,
  change: {
    readonly found: Consequences
    readonly touched: readonly Subject[]
    /** The record of each touched workload once the change is approved, by code. */
    readonly afterwards: ReadonlyMap<string, ClassificationRecord | null>
    readonly workloadId: string
  },
  around: Surroundings,
): Promise<string | null> {
  const { found, touched, afterwards, workloadId } = change
  const changed = touched.map((subject) => ({
    ...subject,
    record: afterwards.get(subject.workload.code) ?? subject.record,
  }))
  const digests = await keptDigests(deps, touched, around)
  const digestsAfter = await keptDigests(deps, changed, around)
  const parts = found.workloads.flatMap((one): ChangePart[] => {
    const id = touched.find(({ workload }) => workload.code === one.workload)?.workload.id ?? ''
    const { before, after } = one.compared
    const [digest, digestAfter] = [digests.get(id), digestsAfter.get(id)]
    if (one.costChangeCad.kind === 'unknown' || before === null || after === null) return []
    if (digest === undefined || digestAfter === undefined) return []
    return [
      {
        workload: one.workload,
        name: one.name,
        before: assessmentFigure(before, digest),
        after: assessmentFigure(after, digestAfter),
      },
    ]
  })
  if (parts.length === 0 || found.costChangeCad.kind === 'unknown') return null
  const { p10, p90 } = found.costChangeCad.value
  const content = canonicalJson(asJson({ parts, p10, p90 } satisfies KeptChange))
  const digest = sha256(content)
  const bodyId = touched.find(({ workload }) => workload.id === workloadId)?.workload.body_id ?? ''
  await keepFigureInputs(deps.db, [
    { digest, body_id: bodyId, workload_id: workloadId, content, recorded_at: around.at },
  ])
  return changeFigure(digest)
}

type ChangePart = {
  readonly workload: string
  readonly name: string
  readonly before: string
  readonly after: string
}
type KeptChange = { readonly parts: readonly ChangePart[]; readonly p10: number; readonly p90: number }

/** The change of cost opened: for each workload, the best priced option after less the one before, each down to its prices. */
export async function changeDerivation(
  deps: Pick<AssessmentDeps, 'db'>,
  open: (reach: Reach, id: string) => Promise<Derivation>,
  reach: Reach,
  figure: string,
): Promise<Derivation | undefined> {
  const row = await findFigureInput(reach, deps.db, figure.split('~')[1] ?? '')
  if (row === undefined) return undefined
  const { parts, p10, p90 } = JSON.parse(row.content) as KeptChange // written by keptFigure, found by its digest
  const opened = await Promise.all(
    parts.map(async (part) => ({ ...part, from: await open(reach, part.before), to: await open(reach, part.after) })),
  )
  return costChangeDerivation(opened, { p10, p90 })
}

function heldBy(record: ClassificationRecord | null): Held {
  return { c: record?.dic?.c ?? null, isPersonal: record?.pi.present ?? null }
}

const pathOf = (flow: Inherited | undefined): readonly string[] =>
  flow === undefined ? [] : flow.cPath.length > 0 ? flow.cPath : flow.personalPath

/** A workload that was never classified stays so: its own review comes first. */
function raisedBy(record: ClassificationRecord | null, flow: Inherited | undefined): ClassificationRecord | null {
  if (record === null || flow === undefined) return record
  return raisedRecord(record, { c: flow.c, isPersonal: flow.isPersonal })
}
