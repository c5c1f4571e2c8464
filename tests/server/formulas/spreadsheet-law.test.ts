import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finiteOrUnknown } from '#models/formulas/arithmetic.ts'
import type { FormulaTree } from '#models/formulas/formula-tree.ts'
import { spreadsheetText } from '#models/formulas/spreadsheet.ts'
import { treeValue } from '#models/formulas/tree-value.ts'
import { writtenTree } from '#models/formulas/written-tree.ts'
import type { Workbook, WorkbookCell } from '#models/papers/workbook.ts'
import { workbookBytes } from '#server/papers/xlsx-file.ts'
import { someTree, someValues } from '#tests/support/formula-trees.ts'
import { installedTool, neededTool } from '#tests/support/installed-tool.ts'
import { recalculated } from '#tests/support/recalculated.ts'

const soffice = installedTool('soffice')
const names = ['a', 'b', 'c', 'd'] as const
const most = 1e9

/** Amounts that a cost may hold: nothing so small that a spreadsheet takes it for zero. */
const plain = (value: number) => (Number.isNaN(value) ? value : Math.round(value * 1e4) / 1e4)

/** Powers past what a double holds are errors in a spreadsheet; here those that come to nearly nothing are 0. */
function within(tree: FormulaTree, limit: number): FormulaTree {
  const bound: FormulaTree = { kind: 'number', value: limit }
  const below: FormulaTree = { kind: 'call', name: 'min', args: [bound, tree] }
  return tree.kind === 'number' && tree.value <= limit
    ? tree
    : { kind: 'call', name: 'max', args: [{ kind: 'negate', of: bound }, below] }
}

function plainTree(tree: FormulaTree): FormulaTree {
  switch (tree.kind) {
    case 'number':
      return { ...tree, value: plain(Math.min(tree.value, 1e6)) }
    case 'name':
      return tree
    case 'negate':
      return { ...tree, of: plainTree(tree.of) }
    case 'operation': {
      const right = plainTree(tree.right)
      return { ...tree, left: plainTree(tree.left), right: tree.operator === '^' ? within(right, 6) : right }
    }
    case 'call':
      return { ...tree, args: tree.args.map(plainTree) }
    case 'conditional': {
      const { operator, left, right } = tree.test
      return {
        ...tree,
        test: { operator, left: plainTree(left), right: plainTree(right) },
        // oxlint-disable-next-line unicorn/no-thenable -- the two branches of a conditional
        then: plainTree(tree.then),
        otherwise: plainTree(tree.otherwise),
      }
    }
  }
}

const sampled = fc
  .sample(fc.tuple(someTree.map(plainTree), someValues), { numRuns: 1_500, seed: 20_261_124 })
  .map(([tree, values]) => {
    const own = Object.fromEntries(names.map((name) => [name, plain(values[name] ?? 0)]))
    return { tree, values: own, value: finiteOrUnknown(treeValue(tree, (name) => own[name] ?? Number.NaN)) }
  })
  .filter(({ value }) => Number.isNaN(value) || Math.abs(value) < most)

test.skipIf(soffice === undefined)(
  neededTool(
    'any formula comes to the same in LibreOffice, and what is unknown here is an error there',
    soffice,
    'libreoffice-calc',
  ),
  async () => {
    const rows = sampled.map(({ tree, values }, row): WorkbookCell[] => [
      ...names.map((name): WorkbookCell => {
        const value = values[name] ?? Number.NaN
        return Number.isNaN(value) ? { value: 0, formula: 'NA()' } : { value }
      }),
      { value: 0, formula: spreadsheetText(tree, (name) => `${name.toUpperCase()}${row + 1}`) },
    ])
    const sheet = { name: 'Lois', widths: [], frozenRows: 0, rows }
    const workbook: Workbook = { title: 'Lois', language: 'fr', asOf: '2026-11-24', sheets: [sheet] }
    const found = (await recalculated(soffice ?? '', workbookBytes(workbook))).get('Lois') ?? []
    expect(sampled.filter(({ value }) => !Number.isNaN(value)).length).toBeGreaterThan(1_000)
    const differing = sampled.flatMap(({ tree, values, value }, row) => {
      const read = Number(found[row]?.[names.length] ?? Number.NaN)
      const isSame = Number.isNaN(value)
        ? Number.isNaN(read)
        : Math.abs(read - value) <= 1e-9 * Math.max(1, Math.abs(value))
      return isSame ? [] : [`${writtenTree(tree)} over ${JSON.stringify(values)}: ${value} here, ${read} there`]
    })
    expect(differing).toEqual([])
  },
)
