import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ImportedAsset, MappedRow } from '#models/imports/imported.ts'
import { describeInventory, inventoryBatches } from '#server/imports/readers/read-inventory.ts'
import { vInfoHeader, workbook, writtenFile } from '#tests/support/inventory-files.ts'

async function read(path: string) {
  const description = await describeInventory(path)
  const rows: MappedRow[] = []
  for await (const batch of inventoryBatches(path, description)) rows.push(...batch)
  const assets = rows.filter((row): row is ImportedAsset => 'kind' in row && row.kind === 'asset')
  return { description, rows, assets }
}
const fact = (asset: ImportedAsset | undefined, name: string) => asset?.extra.find((one) => one.name === name)?.value

describe('header variants of the known formats', () => {
  const awsHeader =
    'ExternalId,SMBiosId,IPAddress,HostName,VMware.MoRefId,VMware.VCenterId,CPU.NumberOfProcessors,CPU.NumberOfCores,CPU.NumberOfLogicalCores,OS.Name,VMware.VMName,RAM.TotalSizeInMB,CPU.UsagePct.Avg,Applications,Tags'
  test.each([
    {
      name: 'RVTools, names of the command line',
      text: 'vInfoVMName,vInfoPowerstate,vInfoTemplate,vInfoCPUs,vInfoMemory,vInfoProvisioned,vInfoInUse,vInfoOS,vInfoVMID\nold01,poweredOff,False,2,4096,40960,1000,Debian 10,vm-7\n',
      format: 'rvtools-csv',
      asset: {
        key: 'vm-7',
        vcpu: 2,
        memoryMib: 4096,
        storageGib: 40,
        operatingSystem: 'linux',
        isPoweredOn: false,
        columns: { 'server.vcpu': 'vInfoCPUs', 'server.storage': 'vInfoProvisioned' },
      },
    },
    {
      name: 'RVTools, old MB names, French',
      text: 'VM;Powerstate;Template;CPUs;Memory;Provisioned MB;In use MB;OS;vCenter UUID;VM ID\nold01;poweredOn;Faux;2;4\u202f096;40 960,5;1 000;Debian 10;VC9;vm-7\n',
      format: 'rvtools-csv',
      asset: { key: 'vc9/vm-7', memoryMib: 4096, storageGib: 40_960.5 / 1024 },
    },
    {
      name: 'Azure Migrate 2020: no storage column, disks one by one',
      text: '*Server Name,IP address,*Cores,*Memory (In MB),*OS name,Boot Type,Disk 1 size (In GB),Disk 2 size (In GB)\na,10.1.1.1,4,8192,Windows Server 2016,BIOS,120,80.5\n',
      format: 'azure-migrate',
      asset: {
        storageGib: 200.5,
        columns: { 'server.storage': 'Disk 1 size (In GB) + Disk 2 size (In GB)' },
      },
    },
    {
      name: 'Azure Migrate, storage allocated in MB',
      text: '*Server name,*IP addresses,*Cores,*Memory (In MB),*OS name,OS license,Storage in use (In MB),*Storage allocated (In MB)\na,10.1.1.1;10.1.1.2,4,8192,Windows Server 2016,x,,204800\n',
      format: 'azure-migrate',
      asset: { storageGib: 200, columns: { 'server.storage': '*Storage allocated (In MB)' } },
    },
    {
      name: 'AWS, a server known by its address only',
      text: `${awsHeader}\n,,"10.70.0.3, 10.70.0.4",,,,1,4,4,NULL,,8192,,,"env:test, app:Solde,"\n`,
      format: 'aws-migration-hub',
      asset: { name: '10.70.0.3', key: '10.70.0.3', vcpu: 4, operatingSystem: null, environmentText: 'test' },
    },
    {
      name: 'AWS, a server known by its vCenter only',
      text: `${awsHeader}\n,,,,vm-9,vc01,,,6,Ubuntu,nom9,8192,,,url=https://x:8080\n`,
      format: 'aws-migration-hub',
      asset: { name: 'nom9', key: 'vc01/vm-9', vcpu: 6, tags: { url: 'https://x:8080' } },
    },
    {
      name: 'a table under its title',
      text: 'Inventaire 2026;;\n\nServer Name;CPU Cores;Memory (MB);Provisioned Storage (GB);Cpu Utilization Peak (%)\na;4;4096;500;0,60\n',
      format: 'migration-evaluator',
      asset: { line: 4, vcpu: 4, storageGib: 500, cpuPercent: 60 },
    },
  ])('$name', async ({ text, format, asset }) => {
    const { description, assets } = await read(writtenFile('variant.csv', text))
    expect([description.format, description.isCertain]).toEqual([format, true])
    expect(assets).toMatchObject([asset])
  })

  test('Konveyor: the older layout of 15 columns, and quotes after a blank', async () => {
    const older = await read(
      writtenFile(
        'k15.csv',
        'Record Type 1,Application Name,Description,Comments,Business Service,Tag Type 1,Tag 1\n1,App 1,Made,,Finance,Database,DB2\n',
      ),
    )
    expect(older.description.format).toBe('konveyor')
    expect(older.rows).toMatchObject([
      { kind: 'workload', name: 'App 1', mission: 'Made', extra: [{ name: 'Business Service' }, {}, { value: 'DB2' }] },
    ])
    const quoted = await read(
      writtenFile(
        'k17.csv',
        'Record Type,Application Name,Description,Business Service,Dependency,Dependency Direction,Owner,Contributors,Tag Category 1,Tag 1\n1,A,,,,,"O <o@x>", "B <b@x>, C <c@x>",Language,Java\n',
      ),
    )
    expect(quoted.rows).toMatchObject([
      {
        owner: 'O <o@x>',
        extra: [
          { name: 'Contributors', value: 'B <b@x>, C <c@x>' },
          { name: 'Tag Category 1', value: 'Language' },
          { name: 'Tag 1', value: 'Java' },
        ],
      },
    ])
  })
})

describe('sets of tables', () => {
  test('StratoZone: disks, tags and measures go to their machine', async () => {
    const set = zipSync({
      'set/vmInfo.csv': strToU8(
        'MachineId,MachineName,TotalDiskAllocatedGiB,AllocatedProcessorCoreCount,MemoryGiB,OsName,MachineStatus\nsz-1,shop-web01,120,4,16,Ubuntu,Running\nsz-2,shop-bd01,200,4,,,Stopped\n',
      ),
      'set/disks.csv': strToU8('MachineId,DiskLabel,SizeInGib\nsz-1,d1,100\nsz-1,d2,50\nsz-2,d1,abc\n'),
      'set/tagInfo.csv': strToU8('MachineId,Key,Value\nsz-1,app,Boutique\nsz-2,app,Boutique\n'),
      'set/perfInfo.csv': strToU8(
        'MachineId,TimeStamp,CpuUtilizationPercentage,AvailableMemoryBytes\nsz-1,09/06/2026 00:00:00,12.5,8589934592\nsz-1,13/06/2026 00:00:00,37.5,8589934592\nsz-2,13/06/2026 00:00:00,,1\n',
      ),
    })
    const { description, assets } = await read(writtenFile('strato.zip', set))
    expect(description.grouping).toBe('tag')
    expect(description.tables.every((table) => table.used)).toBe(true)
    expect(description.proofs).toContainEqual(expect.objectContaining({ column: 'TimeStamp', inferred: 'DD/MM/YYYY' }))
    expect(assets).toMatchObject([
      { storageGib: 150, cpuPercent: 25, memoryPercent: 50, tags: { app: 'Boutique' } },
      { storageGib: 200, cpuPercent: null, memoryPercent: null }, // a disk that cannot be read leaves the row's own total
    ])
  })

  test('RVTools: every tab that says something of a machine, two vCenters, formatted blanks, dates', async () => {
    const line = (name: string | null, site: string | null, disk: number | null) => [
      name,
      name === null ? null : 'poweredOn',
      false,
      false,
      name === null ? null : 2,
      name === null ? null : 4096,
      { date: 45_714.53 },
      disk,
      1,
      1,
      'DC1',
      'RHEL 7',
      'RHEL 8',
      name === null ? null : 'vm-1',
      site,
    ]
    const { rows, assets, description } = await read(
      writtenFile(
        'tabs.xlsx',
        workbook({
          vHealth: [
            ['Name', 'Name'],
            ['a', 'b'],
          ],
          vInfo: [vInfoHeader, line('web', 'A', 1024), line('web', 'B', 4096.125), line(null, null, null)],
          vPartition: [
            ['VM', 'Disk', 'Capacity MiB', 'Consumed MiB', 'Free MiB', 'VM ID', 'VI SDK UUID'],
            ['web', 'C:', 1000, 500, 500, 'vm-1', 'A'],
          ],
          vNetwork: [
            ['VM', 'Network', 'Mac Address', 'IPv4 Address', 'VM ID', 'VI SDK UUID'],
            ['web', 'VLAN1', '00:50', '10.0.0.1', 'vm-1', 'A'],
            ['web', 'VLAN2', '00:51', '10.0.0.2', 'vm-1', 'A'],
          ],
        }),
      ),
    )
    expect(description.tables.filter((table) => table.used).map((table) => table.name)).toEqual([
      'vInfo',
      'vPartition',
      'vNetwork',
    ])
    expect(rows).toMatchObject([{ key: 'a/vm-1' }, { key: 'b/vm-1' }, { line: 4, code: 'blank-row' }])
    expect(assets[0]).toMatchObject({
      operatingSystemText: 'RHEL 8',
      columns: { 'server.operatingSystem': 'OS according to the VMware Tools' },
    })
    expect(fact(assets[0], 'vNetwork: IPv4 Address')).toBe('10.0.0.1; 10.0.0.2')
    expect(fact(assets[0], 'vPartition: Consumed MiB')).toBe('500')
    expect(fact(assets[0], 'Wave of our own')).toBe('2025-02-26T12:43:12')
    expect(assets.map((asset) => asset.storageGib)).toEqual([1, 4096.125 / 1024])
  })

  test('applications and their relations in one archive, the relations first', async () => {
    const set = zipSync({
      'cmdb_rel_ci.csv': strToU8('parent,child,type\nSAP,Portail,Consumes::Consumed by\n'),
      'cmdb_ci_business_app.csv': strToU8(
        'name,managed_by,operational_status,busines_criticality,used_for\nSAP,DGF,1,1 - most critical,Development\nPortail,,1,,\n',
      ),
    })
    const { description, rows } = await read(writtenFile('sn.zip', set))
    expect(description.format).toBe('servicenow-applications')
    expect(rows).toMatchObject([
      { kind: 'dependency', columns: { from: 'parent', to: 'child' } },
      { kind: 'workload', name: 'SAP', owner: 'DGF', environment: 'test' },
      { kind: 'workload', name: 'Portail', owner: null },
    ])
  })
})

describe('any other file', () => {
  const header = 'Nom du serveur;Nb CPU;RAM;Stockage;Application;Coût mensuel;Env;État'
  test('a size without a unit is read in the plausible one, and the cell’s own unit wins', async () => {
    const { description, assets } = await read(
      writtenFile('c.csv', `${header}\na;4;16 384 MB;500;Z;12;Mystère;en panne\nb;2;32;1 Tio;Z;;Dev;arrêté\n`),
    )
    expect(assets).toMatchObject([
      { memoryMib: 16_384, storageGib: 500, isPoweredOn: null },
      { memoryMib: 32_768, storageGib: 1024 },
    ])
    expect(fact(assets[0], 'Coût mensuel')).toBe('12') // a month is no year
    expect(fact(assets[0], 'État')).toBe('en panne') // a word that none of ours stands for stays
    expect(description.columns.find((column) => column.column === 'Coût mensuel')?.field).toBe('extra')
  })

  test.each([
    {
      name: 'no unit said: the plausible one',
      header: 'Mémoire',
      cells: ['16', '8', '2'],
      inferred: 'GiB',
      confidence: 0.85,
      words: '16 Gio',
    },
    {
      name: 'a unit said that no machine has: in doubt',
      header: 'Mémoire (Mo)',
      cells: ['16', '8', '2'],
      inferred: 'MiB',
      confidence: 0.4,
      words: '16 Mio : peu plausible',
    },
    {
      name: 'a unit said and plausible',
      header: 'Mémoire (Mo)',
      cells: ['16384', '8192', '512'],
      inferred: 'MiB',
      confidence: 0.95,
      words: '16 Gio',
    },
    {
      name: 'a unit said, far too large',
      header: 'Mémoire (Go)',
      cells: ['65536'],
      inferred: 'GiB',
      confidence: 0.4,
      words: '65536 Gio : peu plausible',
    },
    {
      name: 'half a gibibyte is a machine',
      header: 'Mémoire (Mo)',
      cells: ['512'],
      inferred: 'MiB',
      confidence: 0.95,
      words: '512 Mio',
    },
  ])('memory, $name', async ({ header: memory, cells, inferred, confidence, words }) => {
    const rows = cells.map((cell, i) => `s${i};2;${cell}`).join('\n')
    const { description } = await read(writtenFile('memory.csv', `Serveur;vCPU;${memory}\n${rows}\n`))
    const proof = description.proofs.find((one) => one.column === memory)
    expect([proof?.inferred, proof?.confidence]).toEqual([inferred, confidence])
    expect(proof?.because.fr).toContain(words)
    expect(proof?.because.fr).not.toContain(' 0 Gio')
  })

  test('a header in brackets is a header, not JSON', async () => {
    const { description } = await read(writtenFile('sql.csv', '[Serveur];[vCPU]\na;2\n'))
    expect(description.tables).toMatchObject([{ rows: 1 }])
  })

  test('fractions and decimal marks rest on the last row too', async () => {
    const idle = Array.from({ length: 2_500 }, (_, i) => `a${i},2,4096,Ubuntu,0.5`)
    const { assets } = await read(
      writtenFile(
        'long.csv',
        ['Server name,Cores,Memory (In MB),OS name,CPU utilization percentage', ...idle, 'z,2,4096,Ubuntu,45'].join(
          '\n',
        ),
      ),
    )
    expect([assets[0]?.cpuPercent, assets.at(-1)?.cpuPercent]).toEqual([0.5, 45])
  })

  test('a workbook opens on the sheet whose columns are understood', async () => {
    const { assets } = await read(
      writtenFile(
        'guide.xlsx',
        workbook({
          'Lisez-moi': [
            ['Mode', 'Emploi'],
            ['a', 'b'],
          ],
          Parc: [
            ['Serveur', 'CPU', 'RAM (Go)'],
            ['a', 2, 4.125],
          ],
        }),
      ),
    )
    expect(assets).toMatchObject([{ name: 'a', memoryMib: 4224 }])
  })

  test.each([
    { name: 'no cores', row: 'a;0;16;1;Z;;;', column: 'Nb CPU', code: 'zero-size' },
    { name: 'no memory', row: 'a;2;0;1;Z;;;', column: 'RAM', code: 'zero-size' },
    { name: 'a French spreadsheet’s error', row: 'a;2;#VALEUR!;1;Z;;;', column: 'RAM', code: 'cell-error' },
  ])('$name is rejected with its cells', async ({ row, column, code }) => {
    const { rows } = await read(writtenFile('r.csv', `${header}\n${row}\n`))
    expect(rows).toMatchObject([
      { line: 2, column, code, source: [{ name: 'Nom du serveur', value: 'a' }, {}, {}, {}, {}] },
    ])
  })

  test('an amount in another currency is never taken for Canadian dollars', async () => {
    const header = await read(writtenFile('usd.csv', 'Application,Annual Cost (USD)\nA,3400\n'))
    expect(header.rows).toMatchObject([
      { annualCostCents: null, extra: [{ name: 'Annual Cost (USD)', value: '3400' }] },
    ])
    const cell = await read(writtenFile('usd2.csv', 'Application,Coût annuel\nA,3400 USD\n'))
    expect(cell.rows).toMatchObject([{ line: 2, column: 'Coût annuel', code: 'currency-not-cad' }])
  })
})

test('a sheet whose serial dates are no dates is still read', async () => {
  const { rows } = await read(
    writtenFile(
      'dates.xlsx',
      workbook({
        vInfo: [
          ['VM', 'Powerstate', 'CPUs', 'Memory', 'Provisioned MiB', 'Creation date'],
          ['a', 'poweredOn', 2, 4096, 10, { date: 1e12 }],
        ],
      }),
    ),
  )
  expect(rows).toMatchObject([{ kind: 'asset', extra: [{ name: 'Creation date', value: '1000000000000' }] }])
})
