import * as v from 'valibot'

/** What an export says of its own files: their names, and their sizes where it tells them. */
export type BillManifest = {
  readonly files: readonly {
    readonly name: string
    /** Where it stands, as the manifest writes it: an address of S3, a key, the name of a blob. */
    readonly path: string
    readonly bytes: number | null
  }[]
}

const paths = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1))
/** AWS Data Exports (`dataFiles`) and the older Cost and Usage Report (`reportKeys`): paths in the bucket. */
const dataExports = v.object({ dataFiles: paths })
const costAndUsage = v.object({ reportKeys: paths })
/** Azure exports: blobs of one run, with their sizes. */
const azure = v.object({
  blobs: v.pipe(
    v.array(v.object({ blobName: v.pipe(v.string(), v.minLength(1)), byteCount: v.nullish(v.number()) })),
    v.minLength(1),
  ),
})

export const isManifestName = (name: string): boolean => name.toLowerCase().endsWith('.json')

/** The manifest that a text is, of the forms known; undefined when it is none of them. */
export function billManifest(text: string): BillManifest | undefined {
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch {
    return undefined
  }
  const exported = v.safeParse(dataExports, told)
  if (exported.success) return { files: exported.output.dataFiles.map(named) }
  const reported = v.safeParse(costAndUsage, told)
  if (reported.success) return { files: reported.output.reportKeys.map(named) }
  const blobs = v.safeParse(azure, told)
  if (!blobs.success) return undefined
  return {
    files: blobs.output.blobs.map(({ blobName, byteCount }) => ({ ...named(blobName), bytes: byteCount ?? null })),
  }
}

const named = (path: string) => ({ name: lastPart(path), path, bytes: null })
const lastPart = (path: string) => path.split('/').at(-1) ?? path
