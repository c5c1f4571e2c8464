import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PaperDocument } from '#models/papers/document.ts'
import { drawableRanges, drawableText } from '#server/papers/drawable-text.ts'
import { pdfPaper } from '#server/papers/pdf-paper.ts'
import { installedTool, neededTool } from '#tests/support/installed-tool.ts'
import { somePaper } from '#tests/support/some-papers.ts'

const pdftotext = installedTool('pdftotext')
const withPoppler = (name: string) => neededTool(name, pdftotext, 'poppler-utils')

/** The text of a PDF, in reading order, spaces brought to one. */
function textOf(bytes: Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), 'arpent-pdf-')), 'paper.pdf')
  writeFileSync(file, bytes)
  const text = execFileSync(pdftotext ?? '', ['-enc', 'UTF-8', '-raw', file, '-'], { encoding: 'utf8' })
  return text.replaceAll('\u200b', '').replace(/\s+/g, ' ')
}

describe('a paper as PDF', () => {
  test('is tagged PDF/UA-1, in its language, dated by the paper, with the same bytes twice', async () => {
    const bytes = await pdfPaper(somePaper('fr'))
    const text = Buffer.from(bytes).toString('latin1')
    expect(text.startsWith('%PDF-1.7')).toBe(true)
    expect(text).toContain('/MarkInfo')
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(text).toContain('/Lang (fr-CA)')
    // What a screen reader needs: a title that is shown, a tree of structure, headings, lists, and tables with the scope of their headers.
    expect(text).toMatch(/\/DisplayDocTitle true/)
    expect(text).toMatch(/\/Title [(<]/)
    expect(text).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/)
    expect(text).toContain('/StructTreeRoot')
    for (const tag of ['H1', 'P', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'Figure', 'Caption'])
      expect({ tag, isThere: new RegExp(`/S /${tag}\\b`).test(text) }).toEqual({ tag, isThere: true })
    expect(text).toMatch(/\/Scope \/Column/)
    expect(text).toMatch(/\/Alt [(<]/)
    expect(text).toContain('D:20261124')
    expect(Buffer.from(await pdfPaper(somePaper('fr'))).equals(Buffer.from(bytes))).toBe(true)
    expect(Buffer.from(await pdfPaper(somePaper('en'))).equals(Buffer.from(bytes))).toBe(false)
  })

  test.skipIf(pdftotext === undefined)(
    withPoppler('says every text as it was typed: nothing is read as markup or run'),
    async () => {
      const text = textOf(await pdfPaper(somePaper('fr')))
      for (const said of [
        'Dossier d’affaires <b>no 1</b>',
        '#panic("no")',
        '#read("/etc/hostname")',
        '$x^2$ *bold* _it_ `raw` @ref <label> \\ // ~',
        '<script>alert(1)</script>',
        'שלום'.split('').toReversed().join(''), // pdftotext gives the glyphs in the order they stand on the page
        'caché[U+202E]txt.exe',
        '[U+6F22][U+5B57]',
        'motmotmotmotmotmot',
        'Valeur actualisée nette 1 234 567,89 $',
        'aucun prix de sortie',
        'Page 1 de',
      ])
        expect({ said, isThere: text.includes(said) || text.includes(said.split('').toReversed().join('')) }).toEqual({
          said,
          isThere: true,
        })
    },
  )

  test.skipIf(pdftotext === undefined)(withPoppler('speaks English to who reads English'), async () => {
    const text = textOf(await pdfPaper(somePaper('en')))
    expect(text).toContain('$1,234,567.89')
    expect(text).toContain('Before reading')
    expect(text).toContain('Page 1 of')
  })

  test('draws every character that it says it can, in regular and in bold', async () => {
    const all = drawableRanges.map(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join(' '),
    )
    const document: PaperDocument = {
      ...somePaper(),
      title: 'Caractères',
      sections: [
        {
          title: 'Tous',
          blocks: all.flatMap((text) => [
            { kind: 'paragraph' as const, text },
            {
              kind: 'figures' as const,
              figures: [{ label: 'Gras', value: { kind: 'text' as const, text } }],
            },
          ]),
        },
      ],
    }
    expect((await pdfPaper(document)).length).toBeGreaterThan(10_000)
  })

  test('what its font cannot draw is written by its number, and told', () => {
    let undrawn = 0
    expect(drawableText('a漢b😀', () => (undrawn += 1))).toBe('a[U+6F22]b[U+1F600]')
    expect(undrawn).toBe(2)
  })

  test('the layout holds no text of people: only data comes in', () => {
    expect(readFileSync('server/papers/paper.typ', 'utf8')).not.toMatch(/#?eval\(|#import|#include|read\(/)
  })
})
