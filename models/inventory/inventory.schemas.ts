import * as v from 'valibot'
import { environments, strategies } from './workload.views.ts'
import { forms } from '../shared/forms.ts'

const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most))

/** What a person may correct on a workload; a field left out stays as it is, `null` says it is not known. */
export const editWorkloadSchema = v.strictObject({
  name: v.optional(v.pipe(text(200), v.minLength(1))),
  owner: v.optional(v.nullable(text(200))),
  mission: v.optional(v.nullable(text(2000))),
  environment: v.optional(v.picklist(environments)),
  technology: v.optional(v.nullable(text(200))),
  currentHosting: v.optional(v.nullable(text(200))),
  proposedStrategy: v.optional(v.nullable(v.picklist(strategies))),
})
export type EditWorkload = v.InferOutput<typeof editWorkloadSchema>

export const workloadCodeSchema = v.pipe(v.string(), v.regex(forms.workloadCode))

/** Up to 50,000 workloads at once, each with the version that was on screen. */
export const bulkEditSchema = v.strictObject({
  changes: v.pipe(
    v.array(
      v.strictObject({
        workload: workloadCodeSchema,
        version: v.pipe(v.number(), v.integer(), v.minValue(1)),
        proposedStrategy: v.nullable(v.picklist(strategies)),
      }),
    ),
    v.minLength(1),
    v.maxLength(50_000),
  ),
})
export type BulkEdit = v.InferOutput<typeof bulkEditSchema>

export type BulkResult = {
  readonly changeSet: string | null
  readonly results: readonly { readonly workload: string; readonly ok: boolean; readonly code?: string }[]
}

/** What a workload costs today, stated by a person with its source; CAD a year as decimal text. */
export const currentCostSchema = v.strictObject({
  amountCad: v.pipe(v.string(), v.regex(forms.amount)),
  period: v.pipe(v.string(), v.regex(forms.period)),
  reference: v.pipe(text(500), v.minLength(3)),
})

/** What a link between two workloads carries. */
export const stateDependencySchema = v.strictObject({
  personalInformation: v.nullable(v.boolean()),
  isCopy: v.boolean(),
})
export type StateDependency = v.InferOutput<typeof stateDependencySchema>

/** Servers of one workload moved to another, or to a new one, by hand. */
export const moveAssetsSchema = v.strictObject({
  assets: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.minLength(1), v.maxLength(5_000)),
  to: v.union([
    v.strictObject({ workload: workloadCodeSchema }),
    v.strictObject({ name: v.pipe(text(200), v.minLength(1)), environment: v.picklist(environments) }),
  ]),
})

export const listWorkloadsSchema = v.strictObject({
  cursor: v.optional(workloadCodeSchema),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(1000)),
    '100',
  ),
  body: v.optional(v.pipe(v.string(), v.maxLength(12))),
  q: v.optional(text(200)),
})
