import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import Papa from 'papaparse'

/** Comma, quotes, UTF-8, every sheet in a file of its own, numbers with all their decimals. */
const everySheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'

/**
 * What LibreOffice makes of a workbook, sheet by sheet, in the order of their names' files: every cached value of a formula is taken out
 * first, so that what is read is what LibreOffice calculated by itself.
 */
export async function recalculated(soffice: string, bytes: Uint8Array): Promise<Map<string, string[][]>> {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-soffice-'))
  try {
    const file = join(folder, 'book.xlsx')
    writeFileSync(file, withoutCachedValues(bytes))
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const run = promisify(execFile)
    await run(soffice, [profile, '--headless', '--convert-to', everySheet, '--outdir', folder, file], {
      timeout: 120_000,
    })
    const made = readdirSync(folder).filter((name) => name.endsWith('.csv'))
    return new Map(
      made.map((name) => {
        const { data } = Papa.parse<string[]>(readFileSync(join(folder, name), 'utf8'))
        return [name.replace(/^book-/, '').replace(/\.csv$/, ''), data]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function withoutCachedValues(bytes: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).map(([path, content]) => {
    if (!path.startsWith('xl/worksheets/sheet')) return [path, content] as const
    return [path, strToU8(strFromU8(content).replace(/<\/f><v>[^<]*<\/v>/g, '</f>'))] as const
  })
  return zipSync(Object.fromEntries(parts))
}
