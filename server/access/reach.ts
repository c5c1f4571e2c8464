import type { Action } from '#models/access/access.schemas.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Brand } from '#models/shared/brand.ts'

type ReachFields = {
  readonly actor: string
  readonly userId: string
  readonly action: Action | 'system'
  /** Body ids, the descendants included. */
  readonly bodies: readonly string[]
  readonly requestId: string
  readonly language: Language
}

/**
 * What a request may touch: the bodies in which its person may do the action of the route. Repositories take it as first
 * argument and cannot be called without; only `access` makes one.
 */
export type Reach = Brand<ReachFields, 'Reach'>

export function reachOf(fields: ReachFields): Reach {
  return fields as Reach // the one place that brands it
}

/** For what the installation does by itself (seeding, first start, nightly work): every body given, named as `system`. */
export function systemReach(options: {
  readonly bodies: readonly string[]
  readonly actor?: string
  readonly userId?: string
  readonly requestId: string
}): Reach {
  return reachOf({
    actor: options.actor ?? 'system',
    userId: options.userId ?? 'system',
    action: 'system',
    bodies: options.bodies,
    requestId: options.requestId,
    language: 'fr',
  })
}
