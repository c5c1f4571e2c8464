import type { InboxItem } from '#models/home/home.views.ts'

export type InboxGroup = {
  readonly key: 'late' | 'today' | 'week' | 'later' | 'undated'
  readonly items: readonly InboxItem[]
}

const groupKeys = ['late', 'today', 'week', 'later', 'undated'] as const
const daysOfWeek = 7
const dayMs = 86_400_000

/** Where an item stands by its due day; `today` is a bare date, so that no time zone moves it. */
export function inboxGroupOf(item: Pick<InboxItem, 'due' | 'isLate'>, today: string): InboxGroup['key'] {
  if (item.isLate) return 'late'
  if (item.due === null) return 'undated'
  const days = Math.round((Date.parse(item.due.slice(0, 10)) - Date.parse(today)) / dayMs)
  if (days <= 0) return 'today'
  return days <= daysOfWeek ? 'week' : 'later'
}

/** The groups that hold something, most pressing first; inside a group, the order given. */
export function inboxGroups(items: readonly InboxItem[], today: string): readonly InboxGroup[] {
  return groupKeys
    .map((key) => ({ key, items: items.filter((item) => inboxGroupOf(item, today) === key) }))
    .filter((group) => group.items.length > 0)
}

export type InboxPile = { readonly key: string; readonly items: readonly InboxItem[] }

const fewestPiled = 4

/** Inside a group, many items that ask the same act make one row; the others keep a row each. Order of first appearance. */
export function inboxPiles(group: InboxGroup): readonly InboxPile[] {
  const ofKind = (kind: InboxItem['kind']) => group.items.filter((item) => item.kind === kind)
  return group.items.flatMap((item) => {
    const same = ofKind(item.kind)
    if (same.length < fewestPiled) return [{ key: item.id, items: [item] }]
    return same[0] === item ? [{ key: `${group.key} ${item.kind}`, items: same }] : []
  })
}
