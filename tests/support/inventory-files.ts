import { strToU8, zipSync } from 'fflate'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'arpent-inventory-'))

export function writtenFile(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

type SheetCell = string | number | boolean | null | { readonly error: string } | { readonly date: number }

/** A real XLSX workbook of our own making: shared strings, a date style, errors, booleans, sparse rows. */
export function workbook(sheets: Readonly<Record<string, readonly (readonly SheetCell[])[]>>): Uint8Array {
  const shared: string[] = []
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const letter = (at: number): string =>
    at < 26 ? String.fromCharCode(65 + at) : letter(Math.floor(at / 26) - 1) + letter(at % 26)
  const cell = (value: SheetCell, at: string): string => {
    if (value === null) return ''
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
    if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
    if (typeof value === 'object')
      return 'error' in value
        ? `<c r="${at}" t="e"><v>${value.error}</v></c>`
        : `<c r="${at}" s="1"><v>${value.date}</v></c>`
    shared.push(value)
    return `<c r="${at}" t="s"><v>${shared.length - 1}</v></c>`
  }
  const names = Object.keys(sheets)
  const xml = names.map((name) => {
    const rows = (sheets[name] ?? []).map(
      (row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, `${letter(c)}${r + 1}`)).join('')}</row>`,
    )
    return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join('')}</sheetData></worksheet>`
  })
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="r"><sheets>${names.map((name, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    ),
    'xl/styles.xml': strToU8('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'),
  }
  for (const [i, sheet] of xml.entries()) files[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(sheet)
  files['xl/sharedStrings.xml'] = strToU8(
    `<sst>${shared.map((text) => `<si><t>${escape(text)}</t></si>`).join('')}</sst>`,
  )
  return zipSync(files)
}

export const vInfoHeader = [
  'VM',
  'Powerstate',
  'Template',
  'SRM Placeholder',
  'CPUs',
  'Memory',
  'Wave of our own',
  'Total disk capacity MiB',
  'Provisioned MiB',
  'In Use MiB',
  'Datacenter',
  'OS according to the configuration file',
  'OS according to the VMware Tools',
  'VM ID',
  'VI SDK UUID',
]

/** A small RVTools workbook: two servers of one application, a template, a placeholder, a blank formatted row, disks on their own tab. */
export function rvtoolsWorkbook(change: Partial<Record<'cpus' | 'memory', number>> = {}): Uint8Array {
  return workbook({
    vInfo: [
      vInfoHeader,
      [
        'msc-paie-web01-prod',
        'poweredOn',
        'False',
        'False',
        change.cpus ?? 4,
        change.memory ?? 16_384,
        'A',
        102_400,
        110_000,
        50_000,
        'DC1',
        'Red Hat Enterprise Linux 8 (64-bit)',
        null,
        'vm-1',
        'vc-1',
      ],
      [
        'msc-paie-bd01-prod',
        'poweredOff',
        'False',
        'False',
        8,
        65_536,
        'A',
        512_000,
        600_000,
        300_000,
        'DC1',
        'Microsoft Windows Server 2019 (64-bit)',
        null,
        'vm-2',
        'vc-1',
      ],
      ['modele', 'poweredOff', 'True', 'False', 2, 4_096, null, 1, 1, 1, 'DC1', 'Other', null, 'vm-3', 'vc-1'],
      ['reserve', 'poweredOff', 'False', 'True', 2, 4_096, null, 1, 1, 1, 'DC1', 'Other', null, 'vm-4', 'vc-1'],
      [null, null, null],
    ],
    vDisk: [
      ['VM', 'Disk', 'Capacity MiB', 'VM ID', 'VI SDK UUID'],
      ['msc-paie-web01-prod', 'Hard disk 1', 51_200, 'vm-1', 'vc-1'],
      ['msc-paie-web01-prod', 'Hard disk 2', 20_480, 'vm-1', 'vc-1'],
      ['msc-paie-web01-prod', 'Hard disk 1', 999_999, 'vm-1', 'vc-2'],
    ],
  })
}
