import type { Action } from '#models/access/access.schemas.ts'
import type { TextKey } from '#client/i18n/i18n.ts'
import type { IconName } from '#client/ui/icon.tsx'

export type Destination = {
  readonly href: string
  readonly icon: IconName
  readonly text: TextKey
  readonly needs: Action | undefined
  /** Second key after `G`. */
  readonly letter?: string
  /** Stands in the bottom bar of a narrow screen. */
  readonly isMain?: boolean
  readonly group: 'work' | 'data'
}

export const destinations: readonly Destination[] = [
  { href: '/', icon: 'inbox', text: 'app.home', needs: undefined, letter: 'a', isMain: true, group: 'work' },
  {
    href: '/portefeuille',
    icon: 'grid',
    text: 'app.portfolio',
    needs: 'inventory.read',
    letter: 'p',
    isMain: true,
    group: 'work',
  },
  {
    href: '/classification',
    icon: 'shield',
    text: 'app.classification',
    needs: 'classification.read',
    letter: 'c',
    isMain: true,
    group: 'work',
  },
  {
    href: '/vie-privee',
    icon: 'lock',
    text: 'app.privacy',
    needs: 'classification.read',
    letter: 'e',
    group: 'work',
  },
  { href: '/vagues', icon: 'waves', text: 'app.waves', needs: 'waves.read', letter: 'v', group: 'work' },
  {
    href: '/disposition',
    icon: 'branch',
    text: 'app.strategies',
    needs: 'strategies.read',
    letter: 'o',
    group: 'work',
  },
  { href: '/dossiers', icon: 'file', text: 'app.cases', needs: 'cases.read', letter: 's', group: 'work' },
  {
    href: '/benefices',
    icon: 'gain',
    text: 'app.benefits',
    needs: 'benefits.read',
    letter: 'b',
    isMain: true,
    group: 'work',
  },
  {
    href: '/derogations',
    icon: 'flag',
    text: 'app.exemptions',
    needs: 'exemptions.read',
    letter: 'd',
    group: 'work',
  },
  {
    href: '/importer',
    icon: 'upload',
    text: 'app.import',
    needs: 'imports.read',
    letter: 'i',
    isMain: true,
    group: 'data',
  },
  { href: '/factures', icon: 'row', text: 'app.bills', needs: 'bills.read', letter: 'm', group: 'data' },
  { href: '/prix', icon: 'calc', text: 'app.prices', needs: 'prices.read', letter: 'x', group: 'data' },
  { href: '/regles', icon: 'book', text: 'app.rules', needs: 'rules.read', letter: 'r', group: 'data' },
  { href: '/formules', icon: 'calc', text: 'app.formulas', needs: 'formulas.read', letter: 'f', group: 'data' },
  { href: '/incidents', icon: 'alert', text: 'app.incidents', needs: 'incidents.read', letter: 'n', group: 'data' },
  { href: '/journal', icon: 'log', text: 'app.audit', needs: 'audit.read', letter: 'j', group: 'data' },
  { href: '/barometre', icon: 'globe', text: 'app.barometer', needs: undefined, group: 'data' },
  {
    href: '/barometre/gestion',
    icon: 'sliders',
    text: 'barometer.manage',
    needs: 'barometer.configure',
    group: 'data',
  },
  { href: '/comptes', icon: 'user', text: 'app.accounts', needs: 'accounts.manage', group: 'data' },
]

/** Screens whose tables need the width: the rail shows its icons only. */
export function isDense(path: string): boolean {
  return ['/portefeuille', '/charges/', '/classification', '/benefices', '/derogations'].some((dense) =>
    path.startsWith(dense),
  )
}

/** The destination that an address is in: the longest, for one may stand under another. */
export function destinationAt(path: string): Destination | undefined {
  return destinations
    .filter((one) => one.href !== '/' && (path === one.href || path.startsWith(`${one.href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0]
}

/** The page at this address when the person may not read it: it says who may, instead of asking the server to refuse. */
export function closedTo(path: string, may: (action: Action) => boolean): Destination | undefined {
  const at = path.startsWith('/charges/') ? '/portefeuille' : path
  const page = destinationAt(at)
  return page?.needs === undefined || may(page.needs) ? undefined : page
}
