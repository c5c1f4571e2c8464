import type { Bilingual } from '#models/shared/bilingual.ts'

/** Who follows a reading: told how far it is, and able to stop it. */
export type BillWatch = {
  readonly signal?: AbortSignal | undefined
  progress?(done: number, total: number | null, step: Bilingual): void
}
