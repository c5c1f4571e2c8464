import { expect, test } from 'vitest'
import { inboxGroupOf, inboxGroups, inboxPiles } from '#client/home/inbox-groups.ts'
import type { InboxItem } from '#models/home/home.views.ts'

const today = '2026-11-20'

test.each([
  { due: '2026-11-17', isLate: true, expected: 'late' },
  { due: '2026-11-20', isLate: false, expected: 'today' },
  { due: '2026-11-20T23:59:00Z', isLate: false, expected: 'today' },
  { due: '2026-11-21', isLate: false, expected: 'week' },
  { due: '2026-11-27', isLate: false, expected: 'week' },
  { due: '2026-11-28', isLate: false, expected: 'later' },
  { due: null, isLate: false, expected: 'undated' },
])('due $due is $expected', ({ due, isLate, expected }) => {
  expect(inboxGroupOf({ due, isLate }, today)).toBe(expected)
})

const item = (
  id: string,
  due: string | null,
  isLate = false,
  kind: InboxItem['kind'] = 'decision-to-sign',
): InboxItem => ({
  id,
  kind,
  title: { fr: '', en: '' },
  why: { fr: '', en: '' },
  verb: { fr: '', en: '' },
  href: '/',
  since: today,
  due,
  isLate,
})

test('most pressing first, empty groups left out, order kept inside', () => {
  const groups = inboxGroups([item('a', null), item('b', '2026-11-01', true), item('c', null)], today)
  expect(groups.map((group) => [group.key, group.items.map(({ id }) => id)])).toEqual([
    ['late', ['b']],
    ['undated', ['a', 'c']],
  ])
})

test('four of one kind make one row where the first stood, three keep their own', () => {
  const signed = ['a', 'b', 'c', 'd'].map((id) => item(id, null))
  const returned = ['x', 'y', 'z'].map((id) => item(id, null, false, 'decision-returned'))
  const items = [returned[0], ...signed, returned[1], returned[2]].filter((one) => one !== undefined)
  const piles = inboxPiles({ key: 'undated', items })
  expect(piles.map((pile) => pile.items.map(({ id }) => id))).toEqual([['x'], ['a', 'b', 'c', 'd'], ['y'], ['z']])
  expect(new Set(piles.map(({ key }) => key)).size).toBe(piles.length)
})
