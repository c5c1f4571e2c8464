import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { randomStream } from '#models/shared/random.ts'
import { applyBatch } from '#server/imports/applying.usecases.ts'
import { batchView } from '#server/imports/batch-view.usecases.ts'
import { ensureBatch, readBatch, receiveFile } from '#server/imports/reading.usecases.ts'
import { systemClock } from '#server/shared/clock.ts'
import { inFolder, newInstallation } from './installations.ts'
import { peakMib, rounded } from './measure.ts'

const rowCount = Number(process.env['ARPENT_BENCH_ROWS'] ?? 100_000)
const serversPerApplication = 10
const header =
  'Server name,Azure VM readiness,IP addresses,Cores,Memory (In MB),OS name,OS version,Boot type,Storage in use (In GB),CPU utilization percentage,Memory utilization percentage,Network in (MBPS),Network out (MBPS)\r\n'
const systems = ['Windows Server 2019', 'Windows Server 2022', 'Red Hat Enterprise Linux 8', '"Ubuntu, 22.04 LTS"']

/** The assessed-servers sheet of Azure Migrate, as CSV: ten servers an application, generated from a seed. */
function* azureMigrateLines(): Generator<string> {
  const random = randomStream('arpent-bench-import')
  const among = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  yield header
  for (let i = 0; i < rowCount; i += 1) {
    const application = lettersOf(Math.floor(i / serversPerApplication))
    const cores = among([1, 2, 4, 8, 16]) ?? 2
    const address = `10.${i >> 16}.${(i >> 8) % 256}.${i % 256}`
    const size = `${cores},${cores * 1024 * (among([2, 4, 8]) ?? 4)},${among(systems) ?? ''}`
    const used = `${(20 + random() * 900).toFixed(1)},${(random() * 100).toFixed(2)},${(random() * 100).toFixed(2)}`
    yield `msc-${application}-web${String(i % serversPerApplication).padStart(2, '0')}-prod,Ready,${address},${size},1.0,UEFI,${used},${random().toFixed(3)},${random().toFixed(3)}\r\n`
  }
}

/** Letters only: the pattern of a name drops the numbers at the end of its words. */
function lettersOf(number: number): string {
  const letter = (place: number) => String.fromCharCode(97 + (Math.floor(number / 26 ** place) % 26))
  return `q${[3, 2, 1, 0].map(letter).join('')}`
}

const written = (path: string) => pipeline(Readable.from(azureMigrateLines()), createWriteStream(path))

/** A hundred thousand servers into an empty installation: received, read, mapped, compared, published; then judged and priced. */
async function importInventory() {
  return inFolder(async (folder) => {
    const path = join(folder, 'azure-migrate.csv')
    await written(path)
    const { database, body, reach } = await newInstallation(folder)
    const deps = { db: database.db, clock: systemClock }
    const bytes = statSync(path).size
    const from = performance.now()
    const seconds = () => (performance.now() - from) / 1000
    const id = await receiveFile(deps, reach, { bodyCode: body.code, fileName: path, sha256: 'bench', bytes })
    await readBatch(deps, reach, id, path)
    const readS = seconds()
    let publishedS = Number.NaN
    let publishedMib = Number.NaN
    await applyBatch(deps, reach, id, {
      progress(_, __, step) {
        if (step.en === 'Publishing' || !Number.isNaN(publishedS)) return
        publishedS = seconds()
        publishedMib = peakMib()
      },
    })
    const assessedS = seconds()
    const view = await batchView(deps, reach, await ensureBatch(deps, reach, id))
    if (view.rows.added < rowCount || view.rows.rejected > 0)
      throw new Error(`not all read: ${JSON.stringify(view.rows)}`)
    const assessedMib = peakMib()
    await database.close()
    const peerS = await parsedByPeer(path)
    return {
      ours_s: rounded(publishedS),
      peer: 'csv-parse',
      peer_s: rounded(peerS),
      ratio: rounded(publishedS / peerS, 2),
      rows_per_s: Math.round(rowCount / publishedS),
      read_and_stage_s: rounded(readS),
      publish_s: rounded(publishedS - readS),
      assess_s: rounded(assessedS - publishedS),
      peak_mib: publishedMib,
      peak_mib_assessed: assessedMib,
      workloads: view.workloads,
      size: `${rowCount} rows, ${rounded(bytes / 2 ** 20, 1)} MiB`,
      note: 'ours reads the file twice (to prove units, then to map), stages every row and publishes to a fresh SQLite file with one audit event; the peer only parses the same file into objects. Verdicts and costs of the new workloads come after, in assess_s, and are not in ours_s.',
    }
  })
}

async function parsedByPeer(path: string): Promise<number> {
  const from = performance.now()
  let rows = 0
  const parser = createReadStream(path).pipe(parse({ columns: true, bom: true }))
  for await (const _ of parser) rows += 1
  if (rows !== rowCount) throw new Error(`the peer read ${rows} rows`)
  return (performance.now() - from) / 1000
}

export const benches = { 'import-inventory': importInventory }
