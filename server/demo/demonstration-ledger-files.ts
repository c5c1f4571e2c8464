import { monthAfter } from '#models/shared/month.ts'
import { randomStream } from '#models/shared/random.ts'
import type { BilledPilot } from './demonstration-bill-files.ts'
import { ledgerMonths } from './demonstration-pilots.ts'

/** Hourly cost of a technician of the old site, fictitious. */
const hourlyCad = 65
/** The account and the word of the ledger for each element of cost. */
const accounts: Readonly<Record<keyof BilledPilot['oldCadPerMonth'], readonly [account: string, word: string]>> = {
  hosting: ['5-410', 'Hébergement'],
  hardware: ['5-412', 'Matériel'],
  licences: ['5-420', 'Licences'],
  support: ['5-424', 'Soutien'],
  labour: ['5-110', 'Main-d’œuvre'],
}

/** Yearly rise of the old costs, fictitious. */
const riseAYear = 0.032
/** After the move a team still looks after the workload, at a part of its former hours. */
const labourKept = 0.45

/** A body whose latest extract has a line for a cost centre that nothing names here: refused, and the others are written. */
const bodyOfStrayLine = 'BAP'
const strayLine = (month: string) =>
  `${month};5-410;FONDS-TI;Hébergement;Centre fictif 4410;215,40;;;Ligne fictive;GL-${bodyOfStrayLine}-${month}-sans-charge`

/** The span of an extract, in months before the present one, both included. */
export type LedgerSpan = { readonly from: number; readonly to: number }

/**
 * The fictitious ledger of a body over months, one line a pilot, month and element: the old side until it stops being paid, and the labour
 * that stays. Amounts as a French spreadsheet writes them.
 */
export function ledgerFile(
  body: string,
  pilots: readonly BilledPilot[],
  thisMonth: string,
  span: LedgerSpan,
): { readonly name: string; readonly text: string } {
  const [first, last] = [monthAfter(thisMonth, -span.from), monthAfter(thisMonth, -span.to)]
  const lines = ['Mois;Compte;Fonds;Élément de coût;Charge;Montant;Heures;Rôle;Description;Pièce']
  for (const pilot of pilots.filter((one) => one.body === body))
    for (let monthsAgo = span.from; monthsAgo >= span.to; monthsAgo -= 1)
      lines.push(...monthLines(pilot, monthAfter(thisMonth, -monthsAgo), monthsAgo))
  if (body === bodyOfStrayLine && span.to === 1) lines.push(strayLine(last))
  return { name: `grand-livre-${body}-${first}_${last}.csv`, text: `${lines.join('\r\n')}\r\n` }
}

function monthLines(pilot: BilledPilot, month: string, monthsAgo: number): string[] {
  const random = randomStream(`arpent-demonstration-ledger-${pilot.code}-${month}`)
  const rise = (1 + riseAYear) ** ((ledgerMonths - monthsAgo) / 12)
  const endedAgo = pilot.oldSideEnds === null ? -1 : pilot.cutOverMonthsAgo - pilot.oldSideEnds
  return (Object.entries(pilot.oldCadPerMonth) as [keyof typeof accounts, number][]) // the keys of a constant record
    .map(([element, perMonth]) => ({ element, cad: perMonth * rise * (0.97 + 0.06 * random()) }))
    .flatMap(({ element, cad }) => {
      const isLabour = element === 'labour'
      const hasMoved = monthsAgo <= pilot.cutOverMonthsAgo
      const part = isLabour && hasMoved ? labourKept : isLabour || monthsAgo > endedAgo ? 1 : 0
      if (part === 0) return []
      const [account, word] = accounts[element]
      const hours = isLabour ? decimal((cad * part) / (hourlyCad * rise), 1) : ''
      const piece = `GL-${pilot.body}-${month}-${account}`
      const role = isLabour ? 'technicien' : ''
      const cells = [
        month,
        account,
        'FONDS-TI',
        word,
        pilot.code,
        decimal(cad * part, 2),
        hours,
        role,
        'Ligne fictive',
        piece,
      ]
      return [cells.join(';')]
    })
}

const decimal = (value: number, digits: number) => value.toFixed(digits).replace('.', ',')
