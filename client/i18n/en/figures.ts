import type { figures as reference } from '../fr/figures.ts'
import type { SameKeys } from '../text.ts'

export const figures: SameKeys<typeof reference> = {
  title: 'Where does this figure come from?',
  formula: 'Formula',
  inputs: 'Inputs',
  source: 'Source',
  unknownBecause: 'Unknown value',
  opening: 'Opening “{label}”',
}
