import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { daysAfter } from '#models/shared/day.ts'
import { type RandomStream, randomStream } from '#models/shared/random.ts'
import type { Reach } from '#server/access/reach.ts'
import { todayOf } from '#server/shared/clock.ts'
import { importUsage } from '#server/usage/usage-imports.usecases.ts'
import type { DemoDeps } from './demonstration-chronicle.ts'

/** A fictitious month of one server: percent of processor and of memory at a five-minute step, local time; null where nothing came. */
type Month = (step: {
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly isWorkday: boolean
  readonly random: RandomStream
}) => { readonly cpu: number; readonly memory: number } | null

/** One of each kind that a manager meets. */
const months: readonly Month[] = [
  // A backup every night at two: 100 % at most, and a 99th percentile near 4 %.
  ({ hour, minute, random }) => ({
    cpu: hour === 2 && minute === 0 ? 100 : 1.6 + 2.6 * random(),
    memory: 28 + 4 * random(),
  }),
  // Busy in office hours.
  ({ hour, isWorkday, random }) => ({
    cpu: isWorkday && hour >= 8 && hour < 17 ? 58 + 28 * random() : 14 + 14 * random(),
    memory: 62 + 10 * random(),
  }),
  // Idle: on, and still.
  ({ random }) => ({ cpu: 0.6 + 1.2 * random(), memory: 17 + 3 * random() }),
  // A zombie: what it ran was moved, the machine stayed.
  ({ random }) => ({ cpu: 0.1 + 0.5 * random(), memory: 2.4 + random() }),
  // A collector that stopped after eleven days.
  ({ day, random }) => (day < 11 ? { cpu: 20 + 15 * random(), memory: 40 + 10 * random() } : null),
  // Steady.
  ({ hour, random }) => ({ cpu: 22 + 10 * random() + (hour >= 8 && hour < 20 ? 8 : 0), memory: 45 + 6 * random() }),
]

const days = 30
const stepsPerDay = 288
const two = (value: number) => String(value).padStart(2, '0')

type Server = { readonly machine: string; readonly memoryBytes: number }

/** A month of five-minute points, as StratoZone's collector exports them: free memory in bytes, day first, local time. */
function perfInfo(servers: readonly Server[], firstDayMs: number): string {
  const random = randomStream('arpent-demonstration-usage')
  const lines = ['MachineId,TimeStamp,CpuUtilizationPercentage,AvailableMemoryBytes']
  for (const [at, { machine, memoryBytes }] of servers.entries()) {
    const month = months[at % months.length]
    if (month === undefined) continue
    for (let step = 0; step < days * stepsPerDay; step += 1) {
      const day = Math.floor(step / stepsPerDay)
      const hour = Math.floor((step % stepsPerDay) / 12)
      const minute = (step % 12) * 5
      const date = new Date(firstDayMs + day * 86_400_000)
      const isWorkday = date.getUTCDay() >= 1 && date.getUTCDay() <= 5
      const use = month({ day, hour, minute, isWorkday, random })
      if (use === null) continue
      const moment = `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()} ${two(hour)}:${two(minute)}:00`
      const free = Math.round(memoryBytes * (1 - use.memory / 100))
      lines.push(`${machine},${moment},${use.cpu.toFixed(2)},${free}`)
    }
  }
  return `${lines.join('\r\n')}\r\n`
}

/** How many servers of the first body have a month of measures: each kind twice. */
const measured = 2 * months.length

/** A file of measures of one body, read by the product's own reader: fictitious, the same each time. */
export async function enterUsage(deps: DemoDeps, reach: Reach, body: string): Promise<void> {
  const rows = await deps.db
    .selectFrom('asset')
    .innerJoin('workload', 'workload.id', 'asset.workload_id')
    .innerJoin('body', 'body.id', 'asset.body_id')
    .select(['asset.natural_key', 'asset.memory_mib'])
    .where('body.code', '=', body)
    .where('asset.is_powered_on', '=', 1)
    .where('asset.memory_mib', 'is not', null)
    .orderBy('workload.code')
    .orderBy('asset.natural_key')
    .limit(measured)
    .execute()
  const servers = rows.map((row) => ({
    machine: row.natural_key.split('/').at(-1) ?? row.natural_key,
    memoryBytes: (row.memory_mib ?? 0) * 1024 ** 2,
  }))
  const firstDay = daysAfter(todayOf(deps.clock), -days)
  const folder = mkdtempSync(join(tmpdir(), 'arpent-demo-'))
  try {
    const file = join(folder, `perfInfo_${body}.csv`)
    writeFileSync(file, perfInfo(servers, Date.parse(firstDay)))
    await importUsage(deps, reach, { file, bodyCode: body, asked: { zone: 'America/Toronto' } })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
