import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, on } from 'solid-js'
import { may } from '#client/api/access.ts'
import type { Command } from '#client/ui/commands.ts'

const most = 8
const shortest = 2

/** Workloads that hold the words typed, found by the same worker as the portfolio's filter. */
export function createWorkloadSearch(text: () => string): () => readonly Command[] {
  const navigate = useNavigate()
  const [found, setFound] = createSignal<readonly Command[]>([])
  let latest = 0

  async function search(asked: string): Promise<void> {
    latest += 1
    const mine = latest
    if (asked.length < shortest || !may('inventory.read')) {
      setFound([])
      return
    }
    const store = await import('#client/inventory/portfolio-store.ts')
    if (store.columns() === undefined) await store.loadPortfolio()
    const columns = store.columns()
    if (columns === undefined) return
    const rows = await store.ask({ kind: 'search', text: asked, most })
    if (mine !== latest) return
    setFound(
      rows.map((row): Command => {
        const code = columns.code[row] ?? ''
        return {
          id: code,
          kind: 'go',
          icon: 'db',
          text: columns.name[row] ?? code,
          note: `${code}, ${columns.bodies[columns.body[row] ?? -1]?.code ?? ''}`,
          run: () => navigate(`/charges/${encodeURIComponent(code)}`),
        }
      }),
    )
  }
  createEffect(on(text, (asked) => void search(asked)))
  return found
}
