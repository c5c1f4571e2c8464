import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import type { ImportedAsset, MappedRow } from '#models/imports/imported.ts'
import { csvRows, delimiterOf } from '#server/imports/readers/csv-rows.ts'
import { describeInventory, inventoryBatches } from '#server/imports/readers/read-inventory.ts'
import { excelDate } from '#server/imports/readers/xlsx-rows.ts'
import { rvtoolsWorkbook, workbook, writtenFile } from '#tests/support/inventory-files.ts'

async function* chunksOf(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
const allRows = async (text: string, delimiter: string, size: number) => {
  const rows: { line: number; cells: readonly (string | null)[] }[] = []
  for await (const row of csvRows(chunksOf(text, size), delimiter)) rows.push(row)
  return rows
}
const read = async (path: string) => {
  const description = await describeInventory(path)
  const rows: MappedRow[] = []
  for await (const batch of inventoryBatches(path, description)) rows.push(...batch)
  return {
    description,
    rows,
    assets: rows.filter((row): row is ImportedAsset => 'kind' in row && row.kind === 'asset'),
  }
}

describe('delimited text', () => {
  test('what another writer wrote is read back, whatever the quotes, ends of line and chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', ';', '"', '\n', '\t', "'"), maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 7 }),
        async (table, delimiter, newline, size) => {
          const text = Papa.unparse(table, { delimiter, newline, quotes: true })
          const rows = await allRows(text, delimiter, size)
          expect(rows.map((row) => row.cells.map((one) => one ?? ''))).toEqual(table)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('lines are those of the file: blank ones and those inside quotes count', async () => {
    const rows = await allRows('a,b\r\n\r\n"x\ny",1\r\nz,2', ',', 3)
    expect(rows.map((row) => row.line)).toEqual([1, 2, 3, 5])
  })

  test('a quote that is never closed is named by its line', async () => {
    await expect(allRows('a,b\n1,"2\n3,4\n', ',', 100)).rejects.toMatchObject({
      code: 'file-unclosed-quote',
      errors: [{ row: 2 }],
    })
  })

  test.each([
    { text: 'a;b;c\n1,5;2;3', mark: ';' },
    { text: 'a,b\n"x;y;z",2', mark: ',' },
    { text: 'a\tb\n1\t2', mark: '\t' },
  ])('the separator of $text', ({ text, mark }) => {
    expect(delimiterOf(text)).toBe(mark)
  })
})

describe('encodings', () => {
  const text = 'Application;Détenteur\nÉvaluation;Société\n'
  const utf16 = (order: 'le' | 'be') => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    return order === 'le' ? bytes : bytes.swap16()
  }
  test.each([
    { name: 'UTF-8', bytes: Buffer.from(text), encoding: 'utf-8' },
    { name: 'UTF-8 with its mark', bytes: Buffer.from(`\ufeff${text}`), encoding: 'utf-8' },
    { name: 'UTF-16 little-endian', bytes: utf16('le'), encoding: 'utf-16le' },
    { name: 'UTF-16 big-endian', bytes: utf16('be'), encoding: 'utf-16be' },
    { name: 'Windows-1252', bytes: Buffer.from(text, 'latin1'), encoding: 'windows-1252' },
  ])('$name', async ({ bytes, encoding }) => {
    const { description, rows } = await read(writtenFile('encoded.csv', bytes))
    expect(description.encoding).toBe(encoding)
    expect(rows).toMatchObject([{ kind: 'workload', name: 'Évaluation', owner: 'Société' }])
  })
})

describe('formats are recognised by their headers', () => {
  const azure =
    '*Server name,IP addresses,*Cores,*Memory (In MB),*OS name,CPU utilization percentage,Storage in use (In GB)\nweb01,10.0.0.1,4,8192,Windows Server 2019,0.18,60\nbd01,10.0.0.2,8,65536,Oracle Solaris 11,0.35,700\n'
  const aws =
    'ExternalId,HostName,CPU.NumberOfProcessors,CPU.NumberOfCores,CPU.NumberOfLogicalCores,OS.Name,RAM.TotalSizeInMB,Applications,Tags\ninv-1,paie01,2,8,32,Red Hat Enterprise Linux,32768,"Paie,Grand livre","owner:finances, app:Paie"\n'
  const strato =
    'MachineId,MachineName,PrimaryIPAddress,TotalDiskAllocatedGiB,AllocatedProcessorCoreCount,MemoryGiB,OsType,OsName,MachineStatus\nvm-1,shop01,10.0.0.4,120,4,16,Linux,Ubuntu,Running\n'
  test.each([
    {
      name: 'Azure Migrate',
      file: 'azure.csv',
      text: azure,
      format: 'azure-migrate',
      asset: { name: 'web01', vcpu: 4, memoryMib: 8192, storageGib: 60, cpuPercent: 18, operatingSystem: 'windows' },
    },
    {
      name: 'AWS Migration Hub: processors × cores',
      file: 'aws.csv',
      text: aws,
      format: 'aws-migration-hub',
      asset: {
        name: 'paie01',
        vcpu: 16,
        memoryMib: 32_768,
        application: 'Paie',
        tags: { app: 'Paie', owner: 'finances' },
      },
    },
    {
      name: 'StratoZone',
      file: 'vmInfo.csv',
      text: strato,
      format: 'stratozone',
      asset: {
        name: 'shop01',
        vcpu: 4,
        memoryMib: 16_384,
        storageGib: 120,
        isPoweredOn: true,
        operatingSystem: 'linux',
      },
    },
  ])('$name', async ({ file, text, format, asset }) => {
    const { description, assets } = await read(writtenFile(file, text))
    expect([description.format, description.isCertain]).toEqual([format, true])
    expect(assets[0]).toMatchObject(asset)
  })

  test('fractions are settled by the column, with what proves it', async () => {
    const { description, assets } = await read(writtenFile('azure.csv', azure))
    expect(description.proofs).toContainEqual(
      expect.objectContaining({ column: 'CPU utilization percentage', inferred: 'fraction' }),
    )
    expect(assets.map((asset) => [asset.cpuPercent, asset.operatingSystem])).toEqual([
      [18, 'windows'],
      [35, 'other'],
    ])
  })

  test('columns in another order and another case are the same file', async () => {
    const { assets } = await read(
      writtenFile('azure.csv', 'OS NAME,*memory (in MB),*CORES,*Server Name\nUbuntu,2048,2,a\n'),
    )
    expect(assets[0]).toMatchObject({ name: 'a', vcpu: 2, memoryMib: 2048, operatingSystem: 'linux' })
  })

  test('ServiceNow applications and their relations, Konveyor applications and dependencies', async () => {
    const apps = await read(
      writtenFile(
        'apps.csv',
        'name,short_description,owned_by,install_status,busines_criticality,used_for\nSAP,Gestion,DGF,1,1 - most critical,Production\n',
      ),
    )
    expect(apps.rows).toMatchObject([
      { kind: 'workload', name: 'SAP', mission: 'Gestion', owner: 'DGF', environment: 'production' },
    ])
    const relations = await read(writtenFile('rel.csv', 'parent,child,type\nSAP,Portail,Consumes::Consumed by\n'))
    expect(relations.rows).toMatchObject([{ kind: 'dependency', from: 'SAP', to: 'Portail' }])
    const konveyor = await read(
      writtenFile(
        'k.csv',
        'Record Type,Application Name,Description,Comments,Business Service,Dependency,Dependency Direction,Owner\n1,Customers,Legacy,,Retail,,,Team\n2,Gateway,,,,Inventory,northbound,\n',
      ),
    )
    expect(konveyor.rows).toMatchObject([
      { kind: 'workload', name: 'Customers', mission: 'Legacy' },
      { kind: 'dependency', from: 'Inventory', to: 'Gateway' },
    ])
  })

  test('any other file is guessed, column by column, and asks', async () => {
    const { description } = await read(
      writtenFile('x.csv', 'NOM_APPLI;DISPO;COUT_AN;CHAMP_12\nPermis;2;14 200,50;abc\n'),
    )
    expect([description.format, description.isCertain]).toEqual(['custom', false])
    expect(description.columns.map((column) => [column.column, column.field])).toEqual([
      ['NOM_APPLI', 'application.name'],
      ['DISPO', 'classification.d'],
      ['COUT_AN', 'workload.annualCost'],
      ['CHAMP_12', 'extra'],
    ])
  })

  test('disks go to their own machine, even when two sites have the same name', async () => {
    const { assets, description } = await read(writtenFile('rv.xlsx', rvtoolsWorkbook()))
    expect(description.format).toBe('rvtools-xlsx')
    expect(assets.map((asset) => asset.storageGib)).toEqual([70, 500])
  })
})

describe('files that are refused', () => {
  const bomb = () =>
    zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/sheet.xml': new Uint8Array(60_000_000) }, { level: 9 })
  const many = () =>
    zipSync(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`f${i}.csv`, strToU8('a,b\n1,2')])))
  test.each<{ name: string; code: string; bytes: () => Uint8Array | string }>([
    { name: 'empty', code: 'file-empty', bytes: () => '' },
    { name: 'header only', code: 'file-header-only', bytes: () => 'VM,Powerstate,CPUs,Memory,Provisioned MiB\n' },
    { name: 'JSON on one line', code: 'file-json', bytes: () => '[{"name":"a","cpu":2},{"name":"b","cpu":3}]' },
    { name: 'JSON on several lines', code: 'file-json', bytes: () => '{\n  "servers": [\n    {"name": "a"}\n  ]\n}\n' },
    { name: 'a PDF with another name', code: 'file-not-supported', bytes: () => '%PDF-1.7 hello' },
    {
      name: 'a picture',
      code: 'file-not-supported',
      bytes: () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    },
    {
      name: 'an old or locked workbook',
      code: 'file-legacy-xls',
      bytes: () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
    },
    {
      name: 'macros',
      code: 'file-has-macros',
      bytes: () => zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/vbaProject.bin': strToU8('x') }),
    },
    { name: 'a bomb', code: 'file-too-large-inside', bytes: bomb },
    { name: 'a thousand files and one', code: 'file-too-large-inside', bytes: many },
    { name: 'a zip cut short', code: 'file-damaged', bytes: () => rvtoolsWorkbook().slice(0, 400) },
    { name: 'a zip of something else', code: 'file-not-supported', bytes: () => zipSync({ 'a.exe': strToU8('x') }) },
    { name: 'two equal headers', code: 'file-duplicate-headers', bytes: () => 'Application;application \nA;B\n' },
    {
      name: 'a document type in a sheet',
      code: 'file-not-supported',
      bytes: () =>
        zipSync({
          'xl/workbook.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'),
          'xl/_rels/workbook.xml.rels': strToU8('<Relationships/>'),
        }),
    },
  ])('$name', async ({ code, bytes }) => {
    await expect(describeInventory(writtenFile('refused.xlsx', bytes()))).rejects.toMatchObject({ code })
  })

  test('a spreadsheet’s error in a cell is a rejection of its row', async () => {
    const { rows } = await read(
      writtenFile(
        'e.xlsx',
        workbook({
          vInfo: [
            ['VM', 'Powerstate', 'CPUs', 'Memory', 'Provisioned MiB'],
            ['a', 'poweredOn', { error: '#REF!' }, 4096, 10],
          ],
        }),
      ),
    )
    expect(rows).toMatchObject([{ line: 2, column: 'CPUs', code: 'cell-error' }])
  })
})

test.each([
  { serial: 45_714.5, is1904: false, text: '2025-02-26T12:00:00' },
  { serial: 1, is1904: true, text: '1904-01-02' },
  { serial: 25_569, is1904: false, text: '1970-01-01' },
])('the serial date $serial is $text', ({ serial, is1904, text }) => {
  expect(excelDate(serial, is1904)).toBe(text)
})

test('a hundred thousand servers are read in bounded memory', async () => {
  const lines = ['*Server name,*Cores,*Memory (In MB),*OS name']
  for (let i = 0; i < 100_000; i += 1) lines.push(`srv-${i},4,8192,Ubuntu`)
  const path = writtenFile('big.csv', lines.join('\n'))
  lines.length = 0
  const description = await describeInventory(path)
  const before = process.memoryUsage().rss
  let most = 0
  let seen = 0
  for await (const batch of inventoryBatches(path, description)) {
    seen += batch.length
    most = Math.max(most, process.memoryUsage().rss - before)
  }
  expect(seen).toBe(100_000)
  expect(most).toBeLessThan(300 * 1024 * 1024)
})
