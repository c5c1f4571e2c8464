import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { billManifest, type BillManifest, isManifestName } from '#models/bills/bill-manifest.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import { sha256 } from '#server/shared/digest.ts'
import { billRefused } from './bills.problems.ts'
import { sha256OfFile } from './received-bill.ts'

/** One of the files that together are a delivery. */
export type BillPart = {
  readonly name: string
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

/** What is kept of the parts of a delivery, in the order in which they are read. */
export type ToldPart = Omit<BillPart, 'path'>

const largestManifest = 16 * 1024 * 1024

/** Files of the machine's own disk as the parts of a delivery. */
export async function partsOnDisk(files: readonly string[]): Promise<BillPart[]> {
  const parts: BillPart[] = []
  for (const path of files) {
    const hash = await sha256OfFile(path)
    parts.push({ name: basename(path), path, sha256: hash, bytes: (await stat(path)).size })
  }
  return parts
}

/**
 * The parts of a bill in the order of their names, the manifest among them taken off after it was held against the others. A file sent
 * twice, one that the manifest names and was not sent, or one it does not name, refuses the delivery: a month is taken whole.
 */
export async function wholeDelivery(files: readonly BillPart[]): Promise<readonly BillPart[]> {
  const manifests = files.filter(({ name }) => isManifestName(name))
  const parts = files.filter(({ name }) => !isManifestName(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const twice = parts.filter((one, at) => parts.findIndex(({ sha256: other }) => other === one.sha256) !== at)
  if (twice.length > 0) throw billRefused('bill-part-twice', itemsOf(twice, 'bill-part-twice'))
  if (manifests.length > 1) throw billRefused('bill-manifests-many', itemsOf(manifests, 'bill-manifests-many'))
  const [manifest] = manifests
  if (manifest !== undefined) ensureAsManifest(parts, await manifestOf(manifest))
  if (parts.length === 0) throw billRefused('bill-empty')
  return parts
}

/** One digest for a delivery of several files, whatever the order in which they were sent. */
export function digestOfParts(parts: readonly ToldPart[]): string {
  const [only] = parts
  return parts.length === 1 && only !== undefined
    ? only.sha256
    : sha256(
        parts
          .map((one) => one.sha256)
          .toSorted()
          .join('\n'),
      )
}

/** What is noted of a delivery of these parts: the name of the first stands for all of them. */
export function notedAs(parts: readonly BillPart[]) {
  const others = parts.length - 1
  return {
    fileName: `${parts[0]?.name.slice(0, 180) ?? ''}${others === 0 ? '' : ` (+${others})`}`,
    sha256: digestOfParts(parts),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    parts:
      others === 0
        ? undefined
        : parts.map(({ name, sha256: hash, bytes }): ToldPart => ({ name, sha256: hash, bytes })),
  }
}

async function manifestOf(file: BillPart): Promise<BillManifest> {
  const found = file.bytes > largestManifest ? undefined : billManifest(await readFile(file.path, 'utf8'))
  if (found === undefined) throw billRefused('bill-manifest-unknown')
  return found
}

function ensureAsManifest(parts: readonly BillPart[], manifest: BillManifest): void {
  const sent = new Map(parts.map((one) => [one.name, one]))
  const named = new Set(manifest.files.map(({ name }) => name))
  const missing = manifest.files.filter(({ name }) => !sent.has(name))
  if (missing.length > 0) throw billRefused('bill-parts-missing', itemsOf(missing, 'bill-parts-missing'))
  const foreign = parts.filter(({ name }) => !named.has(name))
  if (foreign.length > 0) throw billRefused('bill-part-foreign', itemsOf(foreign, 'bill-part-foreign'))
  const short = manifest.files.filter(({ name, bytes }) => bytes !== null && bytes !== sent.get(name)?.bytes)
  if (short.length > 0) throw billRefused('bill-part-incomplete', itemsOf(short, 'bill-part-incomplete'))
}

const itemsOf = (files: readonly { readonly name: string }[], code: string): ProblemItem[] =>
  files.slice(0, 20).map(({ name }) => ({ code, detail: { fr: name, en: name } }))
