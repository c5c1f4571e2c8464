import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** What the service does, set by a test. */
export type ConsumptionBehaviour = {
  /** Records by metric, as the service writes them. */
  records?: Readonly<Record<string, readonly object[]>>
  /** So many requests are refused as too many, with this wait in the named header. */
  throttle?: number
  waitHeader?: readonly [name: string, seconds: string]
  /** The first page is sent twice. */
  duplicatesPages?: boolean
  /** The last page has an empty link rather than none. */
  emptiesLastLink?: boolean
  /** The answer holds no list. */
  hasNoList?: boolean
  /** After so many pages, every request is refused. */
  breaksAfter?: number
  /** Budgets and reservation summaries are not offered on this scope. */
  hasNoSides?: boolean
  budgets?: readonly unknown[]
  reservations?: readonly unknown[]
}

const pageSize = 2

/** The consumption service of Azure on a loopback port: usage details by metric, budgets, reservation summaries. */
export async function fakeConsumption() {
  let now: ConsumptionBehaviour = {}
  let pages = 0
  const asked: string[] = []
  const app = new Hono()
  app.get('/*', (c) => {
    const { path } = c.req
    asked.push(`${path}?${new URL(c.req.url).searchParams.get('metric') ?? ''}`)
    if ((now.throttle ?? 0) > 0) {
      now = { ...now, throttle: (now.throttle ?? 0) - 1 }
      const [name, seconds] = now.waitHeader ?? ['retry-after', '1']
      return c.json({ error: { code: '429' } }, 429, { [name]: seconds })
    }
    if (!path.endsWith('/usageDetails')) {
      if (now.hasNoSides === true) return c.json({ error: { code: 'NotFound' } }, 404)
      const list = path.endsWith('/budgets') ? now.budgets : now.reservations
      return c.json({ value: list ?? [{ id: path, properties: { amount: 1_000, usedHours: 12 } }] })
    }
    if (now.breaksAfter !== undefined && pages >= now.breaksAfter) return c.json({ error: { code: '500' } }, 500)
    pages += 1
    if (now.hasNoList === true) return c.json({ message: 'later' })
    const all = now.records?.[c.req.query('metric') ?? ''] ?? []
    const token = c.req.query('$skiptoken') ?? '0'
    const from = Number(token.replace('again', ''))
    const isTwice = now.duplicatesPages === true && token === '0'
    const next = isTwice ? 'again0' : String(from + pageSize)
    const hasMore = isTwice || from + pageSize < all.length
    const link = new URL(c.req.url)
    link.searchParams.set('$skiptoken', next)
    return c.json({
      value: all.slice(from, from + pageSize),
      ...(hasMore ? { nextLink: link.href } : now.emptiesLastLink === true ? { nextLink: '' } : {}),
    })
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise<void>((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo // a TCP server has one once it listens
  return {
    url: `http://127.0.0.1:${port}`,
    behave(next: ConsumptionBehaviour) {
      now = next
      pages = 0
      asked.length = 0
    },
    asked: () => [...asked],
    close: () =>
      new Promise<void>((closed) => {
        if ('closeAllConnections' in server) server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
