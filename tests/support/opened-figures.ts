import { expect } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { known } from '#models/shared/outcome.ts'
import type { TestApp } from './test-app.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

/** Opens a figure as the drawer does: it is found, and computing it again from its derivation gives its value. */
export async function openedFigure(person: Person, figure: string): Promise<Derivation> {
  const { json, status } = await person.call('GET', `/api/figures/${encodeURIComponent(figure)}`)
  expect([figure, status]).toEqual([figure, 200])
  const derivation = json as unknown as Derivation
  const value = Number(derivation.value)
  const again = reEvaluated(derivation)
  expect([figure, again]).toEqual([figure, known(expect.closeTo(value, 6))])
  return derivation
}

/** Every figure that an answer names, wherever it stands in it. */
export function figuresIn(answer: unknown): string[] {
  if (typeof answer === 'string') return answer.startsWith('f_') ? [answer] : []
  return typeof answer === 'object' && answer !== null ? Object.values(answer).flatMap(figuresIn) : []
}

/** Opens a figure, then each part that opens further, down to its facts: all the derivations met, the first one first. */
export async function openedToFacts(person: Person, figure: string): Promise<Derivation[]> {
  const derivation = await openedFigure(person, figure)
  const met = [derivation]
  const parts = (node: Derivation): Derivation[] => node.inputs.flatMap((input) => [input, ...parts(input)])
  for (const part of parts(derivation)) {
    if (part.figure === undefined) continue
    const [opened, ...further] = await openedToFacts(person, part.figure)
    if (opened === undefined) continue
    expect([part.figure, Number(opened.value)]).toEqual([part.figure, expect.closeTo(Number(part.value), 6)])
    met.push(opened, ...further)
  }
  return met
}
