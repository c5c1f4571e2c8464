import { expect, test } from 'vitest'
import type { BoardContent } from '#models/board/board-content.ts'
import { boardDocument } from '#server/papers/board-paper.ts'
import { pdfPaper } from '#server/papers/pdf-paper.ts'

const long = (words: string, length: number) => `${words} `.repeat(Math.ceil(length / words.length)).slice(0, length)

/** Every list longer than the page shows, every text as long as it may be. */
const fullest: BoardContent = {
  format: 1,
  body: null,
  bodies: [],
  asKnownAt: '2026-11-24T14:00:00.000Z',
  totals: {
    benefits: 4_321,
    promisedCents: 98_765_432_109,
    firstPromisedCents: 98_765_432_109,
    claimedCents: 98_765_432_109,
    acceptedCents: 98_765_432_109,
    validatedCents: 98_765_432_109,
    cashableCents: 98_765_432_109,
    waiting: 999,
    waitingCents: 98_765_432_109,
  },
  grades: ['A', 'B', 'C', 'D', 'E'].map((grade) => ({ grade, cents: -98_765_432_109, claims: 999 })),
  variances: Array.from({ length: 5 }, (_, i) => ({
    benefit: `B-00000${i}`,
    fr: long('Exploitation réduite', 200),
    en: long('Lower running costs', 200),
    owner: long('Direction de l’exploitation', 200),
    plannedCents: 98_765_432_109,
    validatedCents: -98_765_432_109,
  })),
  rebaselines: Array.from({ length: 40 }, (_, i) => ({
    benefit: `B-00000${i}`,
    version: 12,
    day: '2026-11-24',
    beforeCents: 98_765_432_109,
    afterCents: -98_765_432_109,
    reason: long('Décision revue', 2_000),
    by: 'U-0001',
  })),
  unknowns: (['no-promise', 'no-claim', 'no-owner', 'not-yet-decided'] as const).map((reason) => ({
    reason,
    benefits: Array.from({ length: 300 }, (_, i) => `B-000${i}`),
  })),
  asks: Array.from({ length: 40 }, (_, i) => ({
    claim: `RC-000${i}`,
    benefit: `B-000${i}`,
    netCents: 98_765_432_109,
    since: '2026-10-20',
  })),
  changes: {
    since: '2026-08-24T14:00:00.000Z',
    validatedCents: 98_765_432_109,
    claimedCents: -98_765_432_109,
    promisedCents: 98_765_432_109,
    newRebaselines: 40,
    newBenefits: 300,
  },
  vintages: ['pack', 'prices', 'assumptions', 'rate'].map((what) => ({ what, version: long('version', 40) })),
}

test.each(['fr', 'en'] as const)('the fullest board page stands on one page, in %s', async (language) => {
  const document = boardDocument(fullest, {
    language,
    publisher: long('Ministère fictif', 120),
    digest: 'f'.repeat(64),
    isDemonstration: true,
  })
  const pdf = Buffer.from(await pdfPaper(document)).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})
