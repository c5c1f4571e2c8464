import { expect } from 'vitest'
import type { Bilingual } from '#models/shared/bilingual.ts'

/** Fails unless the text is there in both languages, and not the same words twice. */
export function bothLanguages(text: Bilingual | undefined): void {
  expect(text?.fr.length).toBeGreaterThan(0)
  expect(text?.en.length).toBeGreaterThan(0)
  expect(text?.fr).not.toBe(text?.en)
}
