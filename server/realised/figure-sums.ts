import type { Derivation } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'

/** A sum of parts in CAD, whole cents. */
export const sumOf = (name: string, label: Derivation['label'], parts: readonly Derivation[]): Derivation =>
  summed({ name, label, unit: 'CAD', decimals: 2 }, parts)
