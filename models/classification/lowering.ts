import type { ClassificationRecord } from './classification.schemas.ts'

/**
 * Whether a record asks for less protection than the one in force: a lower D, I or C, personal information or sensitivity withdrawn, or
 * a known level or answer gone back to unknown. Lowering is never silent: it needs a reason and a second person.
 */
export function isLowering(current: ClassificationRecord, proposed: ClassificationRecord): boolean {
  const levels = (['d', 'i', 'c'] as const).some((axis) => (proposed.dic?.[axis] ?? 0) < (current.dic?.[axis] ?? 0))
  const withdrawn = (before: boolean | null, after: boolean | null) => before === true && after !== true
  return (
    levels ||
    withdrawn(current.pi.present, proposed.pi.present) ||
    withdrawn(current.pi.sensitive, proposed.pi.sensitive)
  )
}
