import fc from 'fast-check'

/** The day of the first form: any number would do, as long as it stays. */
const usualSeed = 20_261_124

/**
 * Laws are tried on the same values in every run, so that the same code gets the same answer. `ARPENT_TEST_SEED` tries others: a number, such
 * as the one a failure prints, or `random`.
 */
function seedOf(asked: string | undefined): number | undefined {
  if (asked === undefined || asked === '') return usualSeed
  if (asked === 'random') return undefined
  const seed = Number(asked)
  if (!Number.isSafeInteger(seed)) throw new Error(`ARPENT_TEST_SEED is a whole number or « random », not « ${asked} »`)
  return seed
}

const seed = seedOf(process.env['ARPENT_TEST_SEED'])
if (seed !== undefined) fc.configureGlobal({ seed })
