import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

// A sample holds real values: it is on disk only while it is read.

const prefix = 'analyse-'

export const samplePath = (folder: string, id: string) => join(folder, `${prefix}${id}`)

/** Samples whose reading a stopped process left behind. */
export async function removeLeftSamples(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith(prefix))
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })))
}
