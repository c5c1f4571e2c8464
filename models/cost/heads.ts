/** Where the money of a year goes, on either side of a comparison (PRODUCT 6); names of formulas in `data/formulas/`. */
export const costHeads = [
  'compute',
  'storage',
  'network',
  'licences',
  'labour',
  'facilities',
  'security',
  'recovery',
  'landingZone',
  'mitigations',
] as const
export type CostHead = (typeof costHeads)[number]

/** CAD a year by head. */
export type ByHead = Readonly<Record<CostHead, number>>
