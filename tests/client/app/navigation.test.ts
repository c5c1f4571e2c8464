import { expect, test } from 'vitest'
import { type Action, actionsOfRole, type Role } from '#models/access/access.schemas.ts'
import { closedTo } from '#client/app/navigation.ts'

const mayAs = (role: Role) => (action: Action) => actionsOfRole[role].includes(action)

test.each([
  { role: 'portfolio-manager', path: '/journal', closed: '/journal' },
  { role: 'auditor', path: '/journal', closed: undefined },
  { role: 'portfolio-manager', path: '/comptes', closed: '/comptes' },
  { role: 'administrator', path: '/portefeuille', closed: '/portefeuille' },
  { role: 'administrator', path: '/charges/CH-000001', closed: '/portefeuille' },
  { role: 'administrator', path: '/importer/some-import', closed: '/importer' },
  { role: 'administrator', path: '/', closed: undefined },
  { role: 'administrator', path: '/comptes', closed: undefined },
  { role: 'auditor', path: '/barometre', closed: undefined },
  { role: 'auditor', path: '/nothing-here', closed: undefined },
] as const)('$role at $path', ({ role, path, closed }) => {
  expect(closedTo(path, mayAs(role))?.href).toBe(closed)
})
