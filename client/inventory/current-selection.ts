import { createSignal } from 'solid-js'
import { portfolioQuery } from './portfolio-query.ts'

const [search, setSearch] = createSignal<string>()

/** The portfolio page says which selection it shows, as its address; a workload then knows its neighbours. */
export function rememberSelection(address: string): void {
  setSearch(address)
}

export type Neighbours = {
  readonly place: number
  readonly total: number
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** Where a workload stands in the selection last shown; `undefined` when none was, or when it does not hold it. */
export async function neighboursOf(code: string): Promise<Neighbours | undefined> {
  const address = search()
  if (address === undefined) return undefined
  const store = await import('./portfolio-store.ts')
  const columns = store.columns()
  if (columns === undefined) return undefined
  const { filter, sort } = portfolioQuery(address)
  const { rows } = await store.ask({ kind: 'run', filter, sort })
  const place = rows.findIndex((row) => columns.code[row] === code)
  if (place < 0) return undefined
  const codeAt = (at: number) => columns.code[rows[at] ?? -1]
  return { place: place + 1, total: rows.length, previous: codeAt(place - 1), next: codeAt(place + 1) }
}
