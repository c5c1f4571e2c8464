import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '#server/shared/digest.ts'

/** Pages of a query already received, and where it goes on; complete when `next` is undefined. */
export type PagesSoFar = { readonly items: readonly string[]; readonly next: string | undefined }

/** Keeps what a long reading has received, so that a stopped one goes on from there. */
export type KeptPages = {
  read(query: string): Promise<PagesSoFar | undefined>
  keep(query: string, page: PagesSoFar): Promise<void>
  forget(query: string): Promise<void>
}

/** In a folder, a file a query; what was received more than a day ago is a list of another day and is not continued. */
export function pagesInFolder(folder: string, now: () => number, maximumAgeMs = 24 * 60 * 60_000): KeptPages {
  const path = (query: string) => join(folder, `${sha256(query)}.jsonl`)
  return {
    async read(query) {
      const text = await readFile(path(query), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      if (text === undefined) return undefined
      const pages = text.split('\n').flatMap((line) => readPage(line) ?? [])
      const last = pages.at(-1)
      if (last === undefined || now() - last.at > maximumAgeMs) return undefined
      return { items: pages.flatMap((page) => page.items), next: last.next ?? undefined }
    },
    async keep(query, { items, next }) {
      await mkdir(folder, { recursive: true })
      await appendFile(path(query), `${JSON.stringify({ at: now(), items, next: next ?? null })}\n`)
    },
    async forget(query) {
      await rm(path(query), { force: true })
    },
  }
}

type Page = { readonly at: number; readonly items: readonly string[]; readonly next: string | null }

/** A line cut short by a stop in the middle of writing is not a page: the page before it stands. */
function readPage(line: string): Page | undefined {
  if (line === '') return undefined
  try {
    return JSON.parse(line) as Page // written by keep() above
  } catch {
    return undefined
  }
}
