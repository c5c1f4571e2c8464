import { describe, expect, test } from 'vitest'
import { safeFileName, safeName } from '#models/detection/safe-names.ts'
import { createValueReader } from '#models/detection/value-reader.ts'

describe('a name that may be shown', () => {
  test.each([
    { name: 'diagnostic_medical', expected: 'diagnostic_medical' },
    { name: 'Diagnostic', expected: 'Diagnostic' },
    { name: 'Dossier médical', expected: 'Dossier médical' },
    { name: 'no_dossier_cour', expected: 'no_dossier_cour' },
    { name: 'Cancer du sein', expected: null },
    { name: 'Le patient souffre de diabète de type 2', expected: null },
    { name: '193 456 787', expected: null },
    { name: 'Écrire à x@exemple.ca', expected: null },
    { name: '', expected: null },
  ])('$name', ({ name, expected }) => {
    expect(safeName(name, createValueReader())).toBe(expected)
  })
})

test.each([
  { name: 'plaintes-20261125.sql', expected: 'plaintes-20261125.sql' },
  { name: 'export 2026-11-25 14h30.csv', expected: 'export 2026-11-25 14h30.csv' },
  { name: 'dossier 193 456 787.csv', expected: '#.csv' },
  { name: 'dossier_193-456-787.xlsx', expected: '#.xlsx' },
  { name: 'x@exemple.ca', expected: '#.ca' },
])('a file keeps its name unless it holds a value: $name', ({ name, expected }) => {
  expect(safeFileName(name)).toBe(expected)
})
