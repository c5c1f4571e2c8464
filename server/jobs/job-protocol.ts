import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'

export type ToComputeThread =
  | { readonly kind: 'run'; readonly id: string; readonly job: string; readonly input: Json; readonly reach: Reach }
  | { readonly kind: 'stop'; readonly id: string }

export type FromComputeThread =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'progress'
      readonly id: string
      readonly done: number
      readonly total: number | null
      readonly step: Bilingual
    }
  | { readonly kind: 'done'; readonly id: string; readonly result: string | null }
  | { readonly kind: 'cancelled'; readonly id: string }
  | {
      readonly kind: 'failed'
      readonly id: string
      readonly problem: { readonly code: string; readonly detail: Bilingual; readonly row?: number }
      readonly unexpected: string | null
    }
