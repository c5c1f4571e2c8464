import { describe, expect, test } from 'vitest'
import { seriesColumns } from '#models/sizing/series-columns.ts'
import { type KnownMachine, provesPerCore, SeriesIntake } from '#models/sizing/series-intake.ts'
import { provenOrder, writtenMoment } from '#models/sizing/series-row.ts'

describe('columns by their headers', () => {
  test('StratoZone perfInfo: free bytes of memory, percent of processor', () => {
    const headers =
      'MachineId,TimeStamp,CpuUtilizationPercentage,AvailableMemoryBytes,DiskReadOperationsPerSec,DiskWriteOperationsPerSec,NetworkBytesPerSecSent,NetworkBytesPerSecReceived'
    expect(seriesColumns(headers.split(','))).toEqual({
      machine: 0,
      otherName: null,
      time: 1,
      cpu: 2,
      cpuStated: 'percent',
      memory: { at: 3, meaning: 'free', bytes: 1 },
    })
  })
  test.each([
    ['machine,time,cpu%,mem', [0, 1, 2, 'percent', 3, 'percent', 1]],
    ['Serveur;Horodatage;Processeur (%);Mémoire (Mio)', [0, 1, 2, 'percent', 3, 'used', 1024 ** 2]],
    ['horodatage;hôte;UC;Mémoire libre (Gio)', [1, 0, 2, 'unstated', 3, 'free', 1024 ** 3]],
    ['date,vm name,cpu usage,memory usage MB,cpu count', [1, 0, 2, 'unstated', 3, 'used', 1024 ** 2]],
    ['Host,Timestamp,cpu fraction', [0, 1, 2, 'fraction', null]],
  ] as const)('%s', (header, [machine, time, cpu, stated, at, meaning, bytes]) => {
    const columns = seriesColumns(header.split(/[,;]/))
    expect(columns).toMatchObject({ machine, time, cpu, cpuStated: stated })
    expect(columns?.memory ?? null).toEqual(at === null ? null : { at, meaning, bytes })
  })
  test('a table without a moment, or with only a count of processors, is no series', () => {
    expect(seriesColumns(['VM', 'CPUs', 'Memory'])).toBeUndefined()
    expect(seriesColumns(['machine', 'time', 'cpu count'])).toBeUndefined()
  })
})

describe('moments', () => {
  const at = (text: string, order?: 'dmy' | 'mdy') => {
    const read = writtenMoment(text, order)
    return read.kind === 'unknown'
      ? read.reasons[0]
      : [new Date(read.value.second * 1000).toISOString().slice(0, 19), read.value.offsetMinutes]
  }
  test.each([
    ['2026-09-01 05:10:00', undefined, ['2026-09-01T05:10:00', null]],
    ['2026-09-01T05:10:00.250Z', undefined, ['2026-09-01T05:10:00', 0]],
    ['2026-09-01T05:10-04:00', undefined, ['2026-09-01T05:10:00', -240]],
    ['31/08/2026 23:59:59', undefined, ['2026-08-31T23:59:59', null]],
    ['09/06/2026 00:00:00', 'dmy', ['2026-06-09T00:00:00', null]],
    ['09/06/2026 00:00:00', 'mdy', ['2026-09-06T00:00:00', null]],
    ['9/6/2026 1:05 PM', 'mdy', ['2026-09-06T13:05:00', null]],
    ['9/6/2026 12:05 AM', 'mdy', ['2026-09-06T00:05:00', null]],
    ['1788220800', undefined, ['2026-09-01T00:00:00', 0]],
    ['1788220800000', undefined, ['2026-09-01T00:00:00', 0]],
    ['46266.5', undefined, ['2026-09-01T12:00:00', null]],
  ] as const)('%s %s', (text, order, expected) => {
    expect(at(text, order)).toEqual(expected)
  })
  test.each([
    ['09/06/2026 00:00', 'date-order-unknown'],
    ['31/02/2026 00:00', 'time-unreadable'],
    ['2026-13-01 00:00', 'time-unreadable'],
    ['2026-02-29 00:00', 'time-unreadable'],
    ['2026-09-01 24:10', 'time-unreadable'],
    ['hier', 'time-unreadable'],
    ['42', 'time-unreadable'],
  ])('%s is refused', (text, reason) => {
    expect(at(text)).toBe(reason)
  })
  test('a date proves its order when one of its numbers is no month', () => {
    expect(['13/04/2026', '04/13/2026', '04/05/2026', '2026-04-13'].map(provenOrder)).toEqual([
      'dmy',
      'mdy',
      'either',
      undefined,
    ])
  })
})

describe('rows taken in', () => {
  const day = Date.UTC(2026, 8, 1) / 1000
  const known: Readonly<Record<string, KnownMachine | null>> = {
    'srv-01': { id: 'a', vcpu: 4, memoryBytes: 8 * 1024 ** 3 },
    'SRV-01': { id: 'a', vcpu: 4, memoryBytes: 8 * 1024 ** 3 },
    'srv-02': { id: 'b', vcpu: null, memoryBytes: null },
    double: null,
  }
  const intakeOf = (more: Partial<ConstructorParameters<typeof SeriesIntake>[0]> = {}, zone = true) =>
    new SeriesIntake(
      {
        cpuUnit: 'percent',
        dateOrder: undefined,
        slotSeconds: 60,
        memory: { meaning: 'percent', bytes: 1 },
        zone: zone ? 'UTC' : undefined,
        earliest: Date.UTC(2005, 0, 1) / 1000,
        latest: day + 40 * 86_400,
        ...more,
      },
      (name) => known[name],
      zone ? () => 0 : undefined,
    )
  const at = (minute: number) => new Date((day + minute * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ')

  test.each([
    ['no moment', ['srv-01', null, '5', null], 'cells-missing'],
    ['an empty name', [' ', at(0), '5', null], 'machine-empty'],
    ['no moment at all', ['srv-01', 'hier', '5', null], 'time-unreadable'],
    ['a clock of 1970', ['srv-01', '1970-01-01 00:00:00', '5', null], 'time-implausible'],
    ['a clock ahead of us', ['srv-01', '2031-01-01 00:00:00', '5', null], 'time-implausible'],
    ['a negative processor', ['srv-01', at(0), '-3', null], 'cpu-negative'],
    ['400 %', ['srv-01', at(0), '400', null], 'cpu-above-100'],
    ['words', ['srv-01', at(0), 'n/d', null], 'cpu-unreadable'],
  ] as const)('%s is refused with its line', (_, [name, time, cpu, memory], code) => {
    const intake = intakeOf()
    intake.text(12, name, time, cpu, memory)
    expect(intake.listed).toEqual([{ line: 12, code }])
    expect(intake.machines.get('srv-01')?.tally?.cpu.points ?? 0).toBe(0)
  })

  test('the same point twice is refused, under two spellings of one machine too', () => {
    const intake = intakeOf()
    intake.text(2, 'srv-01', at(0), '10', '50')
    intake.text(3, 'SRV-01', at(0), '90', '50')
    intake.text(4, 'SRV-01', at(5), '30', '50')
    expect(intake.listed).toEqual([{ line: 3, code: 'duplicate-point' }])
    expect(intake.machines.get('srv-01')?.tally?.cpu).toMatchObject({ points: 2, sum: 4_000 })
  })

  test('a meter slightly above its scale is full; memory outside its own is not told, and the point stays', () => {
    const intake = intakeOf()
    intake.text(2, 'srv-01', at(0), '100,4', '250')
    const machine = intake.machines.get('srv-01')
    expect(machine).toMatchObject({ capped: 1, over: 0 })
    expect([machine?.tally?.cpu.max, machine?.tally?.memory.points, intake.memoryRefused]).toEqual([10_000, 0, 1])
  })

  test('free bytes become a share of what the inventory says; without it, memory is not told', () => {
    const intake = intakeOf({ memory: { meaning: 'free', bytes: 1 } })
    intake.text(2, 'srv-01', at(0), '10', String(2 * 1024 ** 3))
    intake.text(3, 'srv-02', at(0), '10', String(2 * 1024 ** 3))
    expect(intake.machines.get('srv-01')?.tally?.memory.max).toBe(7_500)
    expect(intake.machines.get('srv-02')?.tally?.memory.points).toBe(0)
  })

  test('a moment without a zone waits for one', () => {
    const intake = intakeOf({}, false)
    intake.text(2, 'srv-01', at(0), '10', null)
    intake.text(3, 'srv-01', '2026-09-01T00:00:00-04:00', '10', null)
    expect([intake.hasBareTimes, intake.hasOwnZones]).toEqual([true, true])
    expect(intake.listed).toEqual([{ line: 2, code: 'time-without-zone' }])
    expect([...(intake.machines.get('srv-01')?.tally?.filledSeconds() ?? [])]).toEqual([day + 4 * 3_600])
  })

  describe('percent of one processor', () => {
    const read = (values: readonly number[], name = 'srv-01') => {
      const intake = intakeOf()
      values.forEach((value, i) => intake.text(i + 2, name, at(5 * i), String(value), null))
      return intake
    }
    const busy = Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 380 : 40))
    test('is proven by values that go up to 100 for each processor, often', () => {
      expect(provesPerCore(read(busy).machines.values())).toBe(true)
    })
    test('is not proven by one stray value, nor beyond what the processors give, nor without their number', () => {
      expect(provesPerCore(read([...busy.map(() => 40), ...busy.map(() => 40), 400]).machines.values())).toBe(false)
      expect(provesPerCore(read(busy.map((value) => value * 2)).machines.values())).toBe(false)
      expect(provesPerCore(read(busy, 'srv-02').machines.values())).toBe(false)
      expect(provesPerCore(read([10, 20]).machines.values())).toBe(false)
    })
    test('once proven, 380 % of four processors is 95 % of the machine', () => {
      const intake = intakeOf({ cpuUnit: 'per-core' })
      intake.text(2, 'srv-01', at(0), '380', null)
      intake.text(3, 'srv-02', at(0), '380', null)
      expect(intake.machines.get('srv-01')?.tally?.cpu.max).toBe(9_500)
      expect(intake.listed).toEqual([{ line: 3, code: 'cores-unknown' }])
    })
  })
})
