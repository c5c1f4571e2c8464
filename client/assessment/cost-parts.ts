import type { ByHead, CostHead } from '#models/cost/heads.ts'
import type { TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/charts/chart-legend.tsx'

/** Heads as charts stack them: six colours at most, in this order everywhere. Tables show every head. */
export const costParts: readonly {
  readonly text: TextKey
  readonly tone: Tone
  readonly heads: readonly CostHead[]
}[] = [
  { text: 'assessment.compute', tone: 1, heads: ['compute'] },
  { text: 'assessment.storage', tone: 2, heads: ['storage'] },
  { text: 'assessment.network', tone: 3, heads: ['network'] },
  { text: 'assessment.licences', tone: 4, heads: ['licences'] },
  {
    text: 'assessment.running',
    tone: 5,
    heads: ['labour', 'facilities', 'security', 'recovery', 'landingZone'],
  },
  { text: 'assessment.mitigations', tone: 6, heads: ['mitigations'] },
]

export const headText: Readonly<Record<CostHead, TextKey>> = {
  compute: 'assessment.compute',
  storage: 'assessment.storage',
  network: 'assessment.network',
  licences: 'assessment.licences',
  labour: 'assessment.labour',
  facilities: 'assessment.facilities',
  security: 'assessment.security',
  recovery: 'assessment.recovery',
  landingZone: 'assessment.landingZone',
  mitigations: 'assessment.mitigations',
}

/** CAD a year of several heads together. */
export function sumOf(parts: ByHead, heads: readonly CostHead[]): number {
  return heads.reduce((sum, head) => sum + parts[head], 0)
}
