import { describe, expect, test } from 'vitest'
import { htmlPaper } from '#server/papers/html-paper.ts'
import { paperPolicy } from '#server/papers/html-style.ts'
import { somePaper } from '#tests/support/some-papers.ts'

describe('a paper as a page', () => {
  const page = htmlPaper(somePaper('fr'))
  test('needs nothing else: no script, no address outside, one style sheet that its policy names', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\sstyle=|\son\w+=|@import|url\(['"]?http/i)
    const outside = [...page.matchAll(/https?:\/\/[^"'\s<]+/g)].map(([address]) => address)
    expect(new Set(outside)).toEqual(new Set(['http://www.w3.org/2000/svg'])) // a name, not an address
    expect(paperPolicy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /)
    expect(page).toContain('content-security-policy')
  })
  test('shows what people typed, as text', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain('&lt;/title&gt;&lt;style&gt;')
    expect(page).toContain('caché[U+202E]txt.exe')
    expect(page).toContain('😀👩‍👩‍👧 漢字')
  })
  test('has its language, one first heading, then headings in order', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="fr">/)
    const levels = [...page.matchAll(/<h(\d)/g)].map((match) => Number(match[1]))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? level)).toBeLessThanOrEqual(1)
  })
  test('every table has a caption and headers with their scope; every id stands once', () => {
    expect(page.match(/<table/g)?.length).toBe(page.match(/<caption/g)?.length)
    expect(page.match(/<th>/g)).toBeNull()
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  })
  test('is the same twice, and in English says the same in English', () => {
    expect(htmlPaper(somePaper('fr'))).toBe(page)
    const english = htmlPaper(somePaper('en'))
    expect(english).toContain('<html lang="en">')
    expect(english).toContain('−$1,000.00')
    expect(english).toContain('Figures that open')
  })
})
