import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { detectSensitiveData } from '#server/detection/detection.usecases.ts'
import { workbook, writtenFile } from '#tests/support/inventory-files.ts'
import { testClock } from '#tests/support/test-clock.ts'

// Values found nowhere else: whatever place holds one of them got it from the file.
const planted = [
  '193 456 787',
  'QZXW 8551 1277',
  'plante-aiguille@exemple.ca',
  '(418) 555-0142',
  '4539 5787 6362 1486',
  'Aiguille-Enfouie',
  'SecretPlante77!',
  'Z9876-150885-31',
] as const
const row = planted.join(';')
const header = 'nas;nam;courriel;telephone;carte_credit;nom_famille;mot_de_passe;no_permis_conduire'
const inserts = `INSERT INTO t VALUES (${planted.map((value) => `'${value}'`).join(',')})`

const files: { readonly name: string; readonly content: string | Uint8Array }[] = [
  { name: 'sample.csv', content: `${header}\n${row}\n${row}\n` },
  { name: 'without-header.csv', content: `${row}\n${row}\n` },
  { name: 'names-first.csv', content: 'Aiguille-Enfouie;Marie\nRoy;Luc\n' },
  { name: 'one-value.csv', content: 'plante-aiguille@exemple.ca' },
  { name: 'value-in-header.csv', content: `nas;Écrire à plante-aiguille@exemple.ca;193 456 787;n\na;b;c;d\n` },
  { name: 'unclosed.csv', content: `${header}\n${row}\n"${row}\n` },
  { name: 'extra-cells.csv', content: `nas\n${row}\n` },
  { name: 'wide.csv', content: `${`${row};`.repeat(1_000)}\n` },
  { name: 'same-headers.csv', content: `193 456 787;193 456 787\na;b\n` },
  {
    name: 'free-text.csv',
    content: `note\nLe NAS ${planted[0]} de ${planted[2]} est noté, mot de passe : ${planted[6]}\n`,
  },
  { name: 'binary.csv', content: `\u0001\u0002\u0003${row}`.repeat(20) },
  { name: 'zeros.csv', content: `${row}\u0000\u0000` },
  {
    name: 'broken-utf8.csv',
    content: Buffer.concat([Buffer.from(`${header}\n${row}\n`), Buffer.from([0xff, 0xfe, 0x41])]),
  },
  { name: 'truncated-utf16.csv', content: Buffer.from(`\ufeff${row}`, 'utf16le').subarray(0, 201) },
  { name: 'json.json', content: JSON.stringify(planted.map((value) => ({ value }))) },
  {
    name: 'schema.sql',
    content: `CREATE TABLE t (nas char(11) DEFAULT '${planted[0]}' COMMENT '${planted[2]}');\n${inserts};\n`,
  },
  { name: 'cut-in-data.sql', content: `CREATE TABLE t (nas char(11));\n${inserts.slice(0, -10)}` },
  { name: 'only-data.sql', content: `${inserts};\n` },
  { name: 'values-as-names.sql', content: `CREATE TABLE "${planted[2]}" ("${planted[0]}" int, b enum(193456787));` },
  { name: 'copy.sql', content: `CREATE TABLE t (nas text);\nCOPY t FROM stdin;\n${planted.join('\t')}\n` },
  {
    name: 'book.xlsx',
    content: workbook({ 'x@exemple.ca': [header.split(';'), [...planted]], [planted[0]]: [[...planted]] }),
  },
  { name: 'cut-book.xlsx', content: workbook({ A: [[...planted]] }).subarray(0, 900) },
]
const paths = files.map(({ name, content }) => writtenFile(name, content))

/** The value, or what is left of it without its marks. */
const needles = planted.flatMap((value) => [value, value.replaceAll(/[ ()-]/g, '')])
const foundIn = (text: string) => needles.filter((needle) => text.toLowerCase().includes(needle.toLowerCase()))

const everythingOf = (error: unknown): string =>
  error instanceof Error
    ? `${JSON.stringify(error)} ${error.message} ${error.stack ?? ''} ${everythingOf(error.cause)}`
    : String(error)

describe('values never leave the reader', () => {
  test.each(paths)('not in the answer or the refusal of %s', async (path) => {
    const answer = await detectSensitiveData({ clock: testClock() }, path).then(
      (one) => JSON.stringify(one),
      everythingOf,
    )
    expect(foundIn(answer)).toEqual([])
  })

  test('the search would find them', () => {
    expect(foundIn(`x ${row} y`).length).toBeGreaterThanOrEqual(planted.length)
  })

  test('not on the command line, in its errors, its logs, or in a file beside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'arpent-detect-'))
    const node = process.execPath
    const chosen = ['sample.csv', 'unclosed.csv', 'value-in-header.csv', 'cut-in-data.sql', 'book.xlsx', 'binary.csv']
    const codes: (number | null)[] = []
    for (const path of paths.filter((one) => chosen.some((name) => one.endsWith(`/${name}`))))
      for (const options of [['--json'], ['--lang', 'en']]) {
        const ran = spawnSync(
          node,
          ['--disable-warning=ExperimentalWarning', 'server/app/arpent.ts', 'classify', 'detect', path, ...options],
          {
            encoding: 'utf8',
            env: {
              ...process.env,
              ARPENT_DATABASE_URL: `file:${join(folder, 'arpent.db')}`,
              ARPENT_LOG_LEVEL: 'debug',
            },
          },
        )
        codes.push(ran.status)
        expect({ path, found: foundIn(ran.stdout + ran.stderr) }).toEqual({ path, found: [] })
        expect(ran.stdout === '').toBe(ran.status === 1)
      }
    expect(codes).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0])
    expect(readdirSync(folder)).toEqual([]) // no database is opened, nothing is left beside
  }, 180_000)
})
