import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

// Rules about the code base that no linter knows.

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n')
const sources = tracked.filter((path) => /^(models|server|client)\/.*\.tsx?$/.test(path) && existsSync(path))
const read = (path: string) => readFileSync(path, 'utf8')

test('every path that a page of docs or a README names exists', () => {
  const pages = tracked.filter((path) => path.endsWith('.md') && existsSync(path))
  for (const page of pages) {
    const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/') + 1) : ''
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '')
    for (const link of links)
      expect({ page, link, exists: existsSync(`${folder}${link}`) }).toEqual({ page, link, exists: true })
  }
})

describe('models', () => {
  test('read no clock and no chance of their own', () => {
    const guilty = sources.filter(
      (path) => path.startsWith('models/') && /Math\.random\(|Date\.now\(|new Date\(\)/.test(read(path)),
    )
    expect(guilty).toEqual([])
  })
})

test('nothing is left unfinished or switched off', () => {
  const guilty = tracked.filter(
    (path) =>
      /\.(tsx?|mjs)$/.test(path) &&
      existsSync(path) &&
      path !== 'tests/codebase/house.test.ts' &&
      /\bTODO\b|\bFIXME\b|\.(only|skip|todo)\(|@ts-ignore|eslint-disable/.test(read(path)),
  )
  expect(guilty).toEqual([])
})

test('SQL is written in repositories and in the database’s own folder only', () => {
  const allowed = /\.repository\.ts$|^server\/(database|shared)\/|^server\/app\/create-app\.ts$/
  const guilty = sources.filter(
    (path) => path.startsWith('server/') && !allowed.test(path) && /sql`|sql\.raw/.test(read(path)),
  )
  expect(guilty).toEqual([])
})

test('migrations are frozen: they import nothing of ours', () => {
  for (const file of readdirSync('server/database/migrations')) {
    expect(read(`server/database/migrations/${file}`)).not.toMatch(/from '(#|\.)/)
  }
})

test('a form that a request must have is named in words, so that a refusal never shows a pattern', () => {
  // A pack and the environment are told by their own readers; the schema of open data describes answers, which nobody sends.
  const own = ['models/rules/rule-pack.ts', 'server/app/environment.ts', 'models/barometer/open-data.schemas.ts']
  const bare = sources.filter((path) => !own.includes(path) && read(path).includes('v.regex(/'))
  expect(bare).toEqual([])
})

test('every problem is told in French and in English', () => {
  for (const path of sources.filter((one) => one.endsWith('.problems.ts'))) {
    const text = read(path)
    expect({ path, fr: (text.match(/\bfr:/g) ?? []).length }).toEqual({ path, fr: (text.match(/\ben:/g) ?? []).length })
  }
})

test('the client has no style attribute as text and writes no HTML: the page’s policy would refuse it', () => {
  const guilty = sources.filter(
    (path) => path.startsWith('client/') && /style="|innerHTML|outerHTML|insertAdjacentHTML/.test(read(path)),
  )
  expect(guilty).toEqual([])
})

test('a text that a callback of the page gives follows what it says: in a fragment, or it is read once', () => {
  const bare = /(?:^\s*|>)\{\((?:\w+)\) => (?![<({\s]|row\(item, |props\.children\()[^\n]*\}(?:<\/Show>)?$/m
  const guilty = sources.filter((path) => path.endsWith('.tsx') && bare.test(read(path)))
  expect(guilty).toEqual([])
})
