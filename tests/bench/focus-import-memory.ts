import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { memoryMib } from './focus-import.ts'
import { generated } from './focus-month.ts'
import { inFolder } from './installations.ts'
import { rounded } from './measure.ts'

/** `ARPENT_BENCH_SIZES` makes them others: `1000000,10000000`. */
const sizes = (process.env['ARPENT_BENCH_SIZES'] ?? '1000000,3000000').split(',').map(Number)

type Held = { readonly rows: number; readonly ours_s: number; readonly charges: number; readonly peak_mib: number }

/** The most memory held by imports of growing size, each in a process of its own: the setting bounds it, not the file. */
async function memory() {
  const held = await inFolder(async (folder) => {
    const list: Held[] = []
    for (const rows of sizes) {
      const path = join(folder, `focus-${rows}.csv`)
      await generated(path, rows)
      const once = [...process.execArgv, 'tests/bench/focus-import-once.ts', path, String(rows)]
      const ran = spawnSync(process.execPath, once, { stdio: ['ignore', 'pipe', 'inherit'] })
      if (ran.status !== 0) throw new Error(`an import of ${rows} rows ended with ${String(ran.status)}`)
      list.push(JSON.parse(ran.stdout.toString()) as Held) // written by focus-import-once
    }
    return list
  })
  const peaks = held.map((one) => one.peak_mib)
  return {
    memory_limit_mib: memoryMib,
    sizes: held,
    largest_to_smallest: rounded(Math.max(...peaks) / Math.min(...peaks), 2),
  }
}

export const benches = { 'focus-import-memory': memory }
