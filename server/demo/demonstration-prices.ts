import type { DataRow } from '#models/hosting/hosting-options.ts'
import type { Reach } from '#server/access/reach.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import { proposePriceBook } from '#server/prices/prices.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { currentReference } from '#server/shared/datasets.ts'
import type { DemoDeps } from './demonstration-chronicle.ts'

/** What a fictitious contract takes off the list price. */
const share = 0.88
const fileName = 'entente_fictive_MSC.csv'

/**
 * A fictitious contract of one body, put forward and left to be read: a discount on the general-purpose sizes of Azure in Toronto, with
 * what such files have in them: a line of another system, a decimal that slipped, a price of 0.
 */
export async function proposeContract(deps: DemoDeps, reach: Reach): Promise<void> {
  const { id: bodyId } = await bodyInReach(deps, reach, 'MSC')
  const listed = currentReference().content.rows.filter(
    ({ values }) =>
      values['provider'] === 'Azure' &&
      values['region'] === 'canadacentral' &&
      values['service'] === 'Virtual Machines pay-as-you-go' &&
      values['os'] === 'Linux' &&
      /^Standard_[DE]\d+s_v5$/.test(values['sku'] ?? ''),
  )
  const day = todayOf(deps.clock)
  const rows = listed.map((row, i): DataRow => {
    const amount = Number(row.values['price']) * share * (factorOf(row.values['sku'] ?? '') ?? 1)
    return {
      file: fileName,
      line: i + 2,
      values: {
        ...row.values,
        price: String(Number(amount.toFixed(4))),
        as_of: day,
        status: 'unverified',
        source: 'Entente fictive (démonstration)',
      },
    }
  })
  await proposePriceBook(deps, reach, {
    bodyId,
    visibility: 'body',
    source: 'file',
    name: fileName,
    region: null,
    received: { rows, refused: [], received: rows.length, isWholeList: false },
  })
}

/** Windows given as Linux, a tenth of the price, nothing at all. */
function factorOf(sku: string): number | undefined {
  return { Standard_D16s_v5: 1.86, Standard_E8s_v5: 0.1, Standard_D96s_v5: 0 }[sku]
}
