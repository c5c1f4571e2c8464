import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { SeriesIntake } from '#models/sizing/series-intake.ts'
import { seriesColumns } from '#models/sizing/series-columns.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { mainPeriod, useStatistics } from '#models/sizing/usage-profile.ts'
import { machineIndex } from '#server/usage/machine-names.ts'
import { type ReadSeriesOptions, readSeries } from '#server/usage/read-series.ts'
import { cellsOf, epochDay, SeriesScanner } from '#server/usage/series-scanner.ts'
import { workbook } from '#tests/support/inventory-files.ts'

const receivedAt = Date.UTC(2026, 10, 24) / 1000
const gib = 1024 ** 3
const machines = machineIndex([
  { id: 'web', name: 'msc-web01', naturalKey: 'msc-web01', vcpu: 4, memoryBytes: 16 * gib },
  { id: 'bd', name: 'msc-bd01.interne.example', naturalKey: 'uuid-1/vm-102', vcpu: 8, memoryBytes: 64 * gib },
  { id: 'x1', name: 'double', naturalKey: 'vm-201', vcpu: 2, memoryBytes: null },
  { id: 'x2', name: 'double', naturalKey: 'vm-202', vcpu: 2, memoryBytes: null },
])

function file(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'arpent-series-')), name)
  writeFileSync(path, content)
  return path
}
const read = (content: string | Uint8Array, options: Partial<ReadSeriesOptions> = {}, name = 'perf.csv') =>
  readSeries(file(name, content), { machines, zone: 'UTC', receivedAt, ...options })
const refusal = async (content: string | Uint8Array, options: Partial<ReadSeriesOptions> = {}) => {
  try {
    await read(content, options)
    return 'read'
  } catch (error) {
    if (error instanceof ProblemError) return error.code
    throw error
  }
}
const minutes = (from: string, count: number, step = 5) =>
  Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${from}Z`) + i * step * 60_000).toISOString().slice(0, 19),
  )

const header = 'machine,time,cpu %,memory %'
const plain = [
  header,
  ...minutes('2026-09-01T00:00:00', 12).map((at, i) => `msc-web01,${at},${10 + i},${40 + i}`),
].join('\n')
const useOf = (reading: Awaited<ReturnType<typeof read>>, id: string) => {
  const machine = reading.machines.find(({ known }) => known.id === id)
  return machine === undefined ? undefined : useStatistics(machine.tally.cpu)
}

describe('the same points however they are written', () => {
  const expected = { points: 12, p50: 15.5, max: 21 }
  const semicolons = plain.replaceAll(',', ';').replaceAll('.', ',')
  test.each<[string, string | Uint8Array]>([
    ['commas and LF', plain],
    ['CRLF and a line end', `${plain.replaceAll('\n', '\r\n')}\r\n`],
    ['a byte order mark', `\ufeff${plain}`],
    ['semicolons, decimal commas', semicolons.replace(/;(\d+);(\d+)$/gm, ';$1,0;$2,0')],
    ['tabs', plain.replaceAll(',', '\t')],
    ['every cell quoted', plain.replace(/[^,\n]+/g, '"$&"')],
    ['UTF-16', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['gzip', gzipSync(plain)],
    ['an archive', zipSync({ 'perfInfo.csv': strToU8(plain), 'lisez-moi.txt': strToU8('bonjour\n') })],
    ['a title above the header', `Export du 24 novembre\n\n${plain}`],
    ['other columns around', plain.replace(/^/gm, 'x,').replace(/$/gm, ',y,"z, z"')],
    ['names with a domain, in capitals', plain.replaceAll('msc-web01', 'MSC-WEB01.interne.example')],
    ['spaces around the cells', plain.replaceAll(',', ' , ')],
    ['rows backwards', [header, ...plain.split('\n').slice(1).toReversed()].join('\n')],
  ])('%s', async (_, content) => {
    const reading = await read(content)
    expect(reading.rows).toEqual({ read: 12, rejected: 0 })
    expect(useOf(reading, 'web')).toMatchObject(expected)
  })

  test('a workbook, its moments as serial days', async () => {
    const rows = minutes('2026-09-01T00:00:00', 12).map((_, i) => [
      'msc-web01',
      46_266 + (i * 5) / 1440,
      10 + i,
      40 + i,
    ])
    const reading = await read(workbook({ Mesures: [header.split(','), ...rows] }), {}, 'perf.xlsx')
    expect(useOf(reading, 'web')).toMatchObject(expected)
  })

  test('Windows-1252 keeps the names of machines', async () => {
    const named = machineIndex([{ id: 'e', name: 'équipe-01', naturalKey: 'e', vcpu: 2, memoryBytes: null }])
    const content = Buffer.from(plain.replaceAll('msc-web01', 'équipe-01'), 'latin1')
    expect(useOf(await read(content, { machines: named }), 'e')).toMatchObject(expected)
  })
})

describe('StratoZone perfInfo', () => {
  const perf = (date: (day: number) => string) =>
    [
      'MachineId,TimeStamp,CpuUtilizationPercentage,AvailableMemoryBytes,DiskReadOperationsPerSec',
      ...[6, 7, 13].flatMap((day) => [
        `vm-102,${date(day)} 00:00:00,12.5,${16 * gib},100`,
        `vm-102,${date(day)} 00:05:00,13.5,${32 * gib},`,
      ]),
    ].join('\n')
  test('moments whose day is proven by another row, free memory turned into a share', async () => {
    const reading = await read(perf((day) => `${String(day).padStart(2, '0')}/09/2026`))
    expect(reading).toMatchObject({ dateOrder: 'dmy', rows: { read: 6, rejected: 0 } })
    const [machine] = reading.machines
    expect(machine?.known.id).toBe('bd')
    expect(machine?.tally.memory).toMatchObject({ points: 6, max: 7_500 })
    expect(new Date((machine === undefined ? 0 : mainPeriod(machine.tally).from) * 1000).toISOString()).toBe(
      '2026-09-06T00:00:00.000Z',
    )
    expect((await read(perf((day) => `09/${day}/2026`))).dateOrder).toBe('mdy')
  })
  test('a day that nothing proves is asked for; stated, it is taken; both at once is refused', async () => {
    const ambiguous = perf((day) => `09/0${day % 10}/2026`)
    expect(await refusal(ambiguous)).toBe('usage-date-order-needed')
    expect((await read(ambiguous, { dateOrder: 'mdy' })).dateOrder).toBe('mdy')
    expect(await refusal(`${perf((day) => `${day}/09/2026`)}\nvm-102,09/30/2026 00:00,1,1,1`)).toBe('usage-dates-mixed')
  })
  test('a proof that stands beyond the head of the file is found all the same', async () => {
    const many = minutes('2026-09-01T00:00:00', 6_000, 1).map(
      (at, i) => `msc-web01,09/06/2026 ${at.slice(11)},${i % 100},1`,
    )
    const reading = await read([header, ...many, 'msc-web01,13/06/2026 00:00:00,5,1'].join('\n'))
    expect(reading.dateOrder).toBe('dmy')
  })
})

describe('what is asked for, never supposed', () => {
  test('a time zone, when moments state none', async () => {
    expect(await refusal(plain, { zone: undefined })).toBe('usage-zone-needed')
    const stated = plain.replace(/(T\d\d:\d\d:\d\d)/g, '$1-04:00')
    const reading = await read(stated, { zone: undefined })
    expect(reading.zone).toBeNull()
    expect(reading.machines[0]?.tally.filledSeconds()[0]).toBe(Date.UTC(2026, 8, 1, 4) / 1000)
    const local = await read(plain, { zone: 'America/Toronto' })
    expect(local.machines[0]?.tally.filledSeconds()[0]).toBe(Date.UTC(2026, 8, 1, 4) / 1000)
  })
  test('a unit of processor, when nothing is above 1 and the header is silent', async () => {
    const small = plain.replace('cpu %', 'cpu').replace(/,(\d\d),(\d\d)$/gm, ',0.$1,$2')
    expect(await refusal(small)).toBe('usage-cpu-unit-needed')
    expect(useOf(await read(small, { cpuUnit: 'fraction' }), 'web')?.max).toBe(21)
    expect(useOf(await read(small, { cpuUnit: 'percent' }), 'web')?.max).toBe(0.21)
    expect(useOf(await read(small.replace('cpu', 'cpu fraction')), 'web')?.max).toBe(21)
  })
  test('400 % of four processors, often, proves its unit; once, it is refused with its line', async () => {
    const rows = minutes('2026-09-01T00:00:00', 100)
    const often = [header, ...rows.map((at, i) => `msc-web01,${at},${i % 3 === 0 ? 400 : 40},50`)].join('\n')
    const proven = await read(often)
    expect(proven).toMatchObject({ cpuUnit: 'per-core', cpuUnitFrom: 'values', rows: { read: 100, rejected: 0 } })
    expect(useOf(proven, 'web')).toMatchObject({ max: 100, p50: 10 })
    const once = [
      header,
      ...rows.flatMap((at, i) => [`msc-web01,${at},40,50`, `msc-bd01,${at},${i === 7 ? 400 : 4},5`]),
    ]
    const refused = await read(`${once.join('\n')}\nmsc-bd01,2026-09-02 00:00:00,400,5`)
    expect(refused).toMatchObject({ cpuUnit: 'percent', rows: { read: 201, rejected: 2 } })
    const alone = await read(
      [header, ...rows.flatMap((at) => [`msc-web01,${at},40,50`, `msc-web01,${at},4,5`])].join('\n'),
    )
    expect(alone.rows.rejected).toBe(100)
  })
})

describe('bad input', () => {
  test('each row that cannot stand is listed by its physical line, with the reason; the rest is kept', async () => {
    const content = [
      header,
      'msc-web01,2026-09-01 00:00:00,10,50',
      'msc-web01,2026-09-01 00:05:00,-4,50',
      'msc-web01,2026-09-01 00:10:00,400,50',
      '',
      'msc-web01,1970-01-01 00:00:00,10,50',
      'msc-web01,2039-01-01 00:00:00,10,50',
      'msc-web01,2026-09-01 00:00:30,99,50',
      'msc-web01,2026-09-31 00:00:00,10,50',
      'msc-web01,2026-09-01 00:15:00,n/d,50',
      'msc-web01,2026-09-01 00:20:00',
      'msc-web01,2026-09-01 00:25:00,12,NULL',
    ].join('\n')
    const reading = await read(content)
    expect(reading.listed).toEqual([
      { line: 3, code: 'cpu-negative' },
      { line: 4, code: 'cpu-above-100' },
      { line: 6, code: 'time-implausible' },
      { line: 7, code: 'time-implausible' },
      { line: 8, code: 'duplicate-point' },
      { line: 9, code: 'time-unreadable' },
      { line: 10, code: 'cpu-unreadable' },
      { line: 11, code: 'cells-missing' },
    ])
    expect(reading.rows).toEqual({ read: 10, rejected: 8 })
    expect(useOf(reading, 'web')).toMatchObject({ points: 2, max: 12 })
  })
  test('machines that nobody knows, or several answer to, are named with their rows', async () => {
    const reading = await read(
      `${plain}\ninconnu,2026-09-01 00:00:00,5,5\ndouble,2026-09-01 00:00:00,5,5\ninconnu,2026-09-01 00:05:00,5,5`,
    )
    expect(reading.unmatched).toEqual([
      { name: 'inconnu', rows: 2, isAmbiguous: false },
      { name: 'double', rows: 1, isAmbiguous: true },
    ])
    expect(reading.rows).toEqual({ read: 15, rejected: 0 })
  })
  test('the same machine in two files of an archive is one machine; points told twice count once', async () => {
    const rows = plain.split('\n')
    const reading = await read(
      zipSync({
        'a.csv': strToU8([header, ...rows.slice(1, 9)].join('\n')),
        'b.csv': strToU8([header, ...rows.slice(5)].join('\n')),
      }),
    )
    expect(reading.rows).toEqual({ read: 16, rejected: 4 })
    expect(useOf(reading, 'web')).toMatchObject({ points: 12, p50: 15.5 })
  })
  test.each([
    ['an empty file', '', 'file-empty'],
    ['a header alone', `${header}\n`, 'file-header-only'],
    ['an inventory', 'VM,CPUs,Memory\nsrv,4,16384\n', 'usage-columns-missing'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'file-not-supported'],
    ['a gzip that is cut', gzipSync(plain.repeat(50)).subarray(0, 90), 'file-damaged'],
  ] as const)('%s: %s', async (_, content, code) => {
    expect(await refusal(content)).toBe(code)
  })
  test('a gzip that would unfold without end is stopped', async () => {
    expect(await refusal(gzipSync(`${header}\n${'msc-web01,2026-09-01 00:00:00,10,50\n'.repeat(400_000)}`))).toBe(
      'file-too-large-inside',
    )
  })
})

test('several threads read what one reads: points, refusals, lines', async () => {
  const rows = ['msc-web01', 'msc-bd01'].flatMap((name) =>
    minutes('2026-09-01T00:00:00', 3_000).map(
      (at, i) => `${name},${at},${i % 97 === 0 ? -1 : (i * 7) % 100},${i % 90}`,
    ),
  )
  const path = file('perf.csv', [header, ...rows].join('\n'))
  const options = { machines, zone: 'UTC', receivedAt }
  const [one, three] = [await readSeries(path, options), await readSeries(path, { ...options, threads: 3 })]
  const said = (reading: typeof one) => ({
    rows: reading.rows,
    listed: reading.listed,
    machines: reading.machines.map(({ known, tally }) => [
      known.id,
      useStatistics(tally.cpu),
      tally.filledSeconds().length,
    ]),
  })
  expect(said(three)).toEqual(said(one))
  expect(one.rows.rejected).toBe(62)
  // The same machine told twice at both ends of the file: the threads see it, and one reads again.
  const twice = file('twice.csv', [header, ...rows, ...rows.slice(0, 10)].join('\n'))
  expect((await readSeries(twice, { ...options, threads: 2 })).rows.rejected).toBe(62 + 10)
}, 120_000)

describe('the scanner', () => {
  const columns = seriesColumns(header.split(','))
  const day = Date.UTC(2026, 8, 1) / 1000
  const intakeOf = () =>
    new SeriesIntake(
      {
        cpuUnit: 'percent',
        dateOrder: 'dmy',
        slotSeconds: 60,
        memory: { meaning: 'percent', bytes: 1 },
        zone: 'UTC',
        earliest: 0,
        latest: day + 1e9,
      },
      (name) => ({ id: name, vcpu: null, memoryBytes: null }),
      () => 0,
    )
  const said = (intake: SeriesIntake) => ({
    rows: intake.rows,
    listed: intake.listed,
    machines: [...intake.machines]
      .filter(([, { rows }]) => rows > 0)
      .toSorted(([a], [b]) => a.localeCompare(b, 'fr'))
      .map(([name, { rows, tally }]) => [
        name,
        rows,
        tally?.filledSeconds(),
        tally === undefined ? undefined : useStatistics(tally.cpu),
        tally === undefined ? undefined : useStatistics(tally.memory),
      ]),
  })
  const someCell = fc.oneof(
    fc.double({ min: -10, max: 500, noNaN: true }).map((value) => value.toFixed(2)),
    fc.constantFrom(
      '',
      'NULL',
      '12,5',
      ' 12.5 ',
      '12.5%',
      '1e2',
      '-0',
      '00012.340',
      '99.999999999999999999',
      'x',
      '.5',
      '5.',
    ),
  )
  const someTime = fc.oneof(
    fc
      .record({ at: fc.integer({ min: day, max: day + 1e7 }), form: fc.constantFrom('T', ' ', 'Z', '.5', 'short') })
      .map(({ at, form }) => {
        const iso = new Date(at * 1000).toISOString().slice(0, 19)
        if (form === 'short') return iso.slice(0, 16)
        return form === 'T' ? iso : form === ' ' ? iso.replace('T', ' ') : `${iso}${form}`
      }),
    fc.constantFrom(
      '13/09/2026 01:02:03',
      '1/2/2026 3:04',
      '2026-9-1 1:2',
      '2026-02-30 00:00:00',
      '2026-09-01',
      '',
      '09/06/2026 01:00 PM',
      '20 2-09-01 00:00:00',
    ),
  )
  const someRow = fc.record({
    name: fc.constantFrom('a', 'b b', 'é', 'long-name-01', '', ' c'),
    time: someTime,
    cpu: someCell,
    memory: someCell,
    isQuoted: fc.boolean(),
    end: fc.constantFrom('\n', '\r\n'),
  })

  test('says of bytes, cut anywhere, what the rows say as text', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (rows, size) => {
        if (columns === undefined) throw new Error('no columns')
        const line = ({ name, time, cpu, memory, isQuoted }: (typeof rows)[number]) =>
          [name, time, cpu, memory].map((cell) => (isQuoted || cell.includes(',') ? `"${cell}"` : cell)).join(',')
        const [bytes, text] = [intakeOf(), intakeOf()]
        const scanner = new SeriesScanner(bytes, columns, { delimiter: ',', encoding: 'utf-8', firstLine: 1 })
        const whole = new TextEncoder().encode(rows.map((row) => line(row) + row.end).join(''))
        for (let at = 0; at < whole.length; at += size) scanner.push(whole.subarray(at, at + size))
        scanner.end()
        rows.forEach((row, i) => {
          const [name = null, time = null, cpu = null, memory = null] = cellsOf(line(row), ',')
          text.text(i + 2, name, time, cpu, memory)
        })
        expect(said(bytes)).toEqual(said(text))
      }),
      { numRuns: 500 },
    )
  })

  test('counts days as the calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (days) => {
        const date = new Date(days * 86_400_000)
        expect(epochDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(days)
      }),
    )
  })
})
