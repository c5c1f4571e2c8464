import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { boardContent, type BoardFacts } from '#models/board/board-content.ts'
import { boardDerivations } from '#models/board/board-derivations.ts'

const day = (number: number) =>
  `2026-${String(1 + Math.floor(number / 28)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}T12:00:00.000Z`
const cents = fc.integer({ min: -9_999_999, max: 99_999_999 })
const someDay = fc.integer({ min: 0, max: 300 }).map(day)

/** Benefits with promises, and claims that were decided or wait, in any order of days. */
const someFacts: fc.Arbitrary<BoardFacts> = fc
  .record({
    benefits: fc.array(someDay, { minLength: 1, maxLength: 4 }),
    promises: fc.array(fc.tuple(fc.nat(3), cents, someDay), { maxLength: 6 }),
    claims: fc.array(
      fc.record({
        of: fc.nat(3),
        nature: fc.constantFrom('cashable', 'avoidance', 'other-unit'),
        grade: fc.constantFrom('A', 'B', 'C'),
        net: cents,
        submittedAt: someDay,
        decided: fc.option(fc.tuple(cents, someDay), { nil: null }),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ benefits, promises, claims }) => {
    const id = (of: number) => `b${of % benefits.length}`
    const versions = new Map<string, number>()
    return {
      benefits: benefits.map((createdAt, i) => ({ id: `b${i}`, code: `B-000${i}`, fr: 'x', en: 'x', createdAt })),
      promises: promises.map(([of, amount, recordedAt]) => {
        const version = (versions.get(id(of)) ?? 0) + 1
        versions.set(id(of), version)
        return {
          benefit: id(of),
          version,
          cents: amount,
          validFrom: recordedAt.slice(0, 10),
          recordedAt,
          reason: '',
          by: 'U-1',
        }
      }),
      claims: claims.map(({ of, nature, grade, net, submittedAt }, i) => ({
        id: `c${i}`,
        code: `RC-000${i}`,
        benefit: id(of),
        nature,
        grade,
        netCents: net,
        submittedAt,
        supersededAt: null,
      })),
      decisions: claims.flatMap(({ decided, net, grade, submittedAt }, i) =>
        decided === null
          ? []
          : [
              {
                claim: `c${i}`,
                acceptedCents: decided[0],
                decidedAt: decided[1],
                signed: { netCents: net, grade, submittedAt },
              },
            ],
      ),
      profiles: [],
      vintages: [],
    }
  })

test('each amount of the page opens to parts that make it, to the cent, on any day', () => {
  fc.assert(
    fc.property(someFacts, someDay, (facts, at) => {
      const { totals, grades } = boardContent(facts, { body: null, bodies: [], asKnownAt: at, previous: undefined })
      const derivations = boardDerivations(facts, at)
      const shown = {
        claimed: totals.claimedCents,
        validated: totals.validatedCents,
        cashable: totals.cashableCents,
        promised: totals.promisedCents,
        firstPromised: totals.firstPromisedCents,
      }
      for (const [name, amount] of Object.entries(shown)) {
        const derivation = derivations.get(name as keyof typeof shown) // the keys of shown
        expect(Math.round(Number(derivation?.value) * 100) + 0).toBe(amount + 0)
        const parts = derivation?.inputs ?? []
        expect(parts.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0) + 0).toBe(amount + 0)
        expect(derivation?.formula).toBe(parts.length === 0 ? '0' : parts.map((part) => part.name).join(' + '))
      }
      for (const { grade, cents: amount, claims } of grades)
        if (claims > 0) expect(Math.round(Number(derivations.get(`grade-${grade}`)?.value) * 100) + 0).toBe(amount + 0)
    }),
  )
})
