import { may } from '#client/api/access.ts'
import { t } from '#client/i18n/i18n.ts'
import { createShortcuts } from '#client/ui/keys.ts'
import type { PortfolioState } from './portfolio-state.ts'
import { withRows } from './portfolio-state.ts'

/** The portfolio by keyboard; every key is also listed under `?`. */
export function createPortfolioKeys(options: {
  state: PortfolioState
  open: (row: number) => void
  propose: () => void
  place: () => void
}): void {
  const { state } = options
  let anchor = 0
  const rows = () => state.result()?.rows ?? new Uint32Array()
  const current = () => rows()[state.cursor()]
  const move = (step: number) => {
    const last = rows().length - 1
    if (last >= 0) state.setCursor(Math.max(0, Math.min(last, state.cursor() + step)))
  }
  const toggle = () => {
    const row = current()
    if (row === undefined) return
    anchor = state.cursor()
    state.setSelected(withRows(state.selected(), [row], !state.selected().has(row)))
  }
  const selectRange = () => {
    const [from, to] = [Math.min(anchor, state.cursor()), Math.max(anchor, state.cursor())]
    if (from >= 0) state.setSelected(withRows(state.selected(), rows().subarray(from, to + 1), true))
  }
  const field = () => document.getElementById('portfolio-filter')
  const backOut = () => {
    if (document.activeElement === field()) {
      if (state.query().filter.text === '') field()?.blur()
      else state.setText('')
    } else if (state.selected().size > 0) state.setSelected(new Set<number>())
    else state.setCursor(-1)
  }
  const hasRow = () => current() !== undefined

  createShortcuts(() => [
    { keys: 'j', label: t('portfolio.keyBrowse'), run: () => move(1) },
    { keys: 'k', label: t('portfolio.keyBrowse'), run: () => move(-1) },
    { keys: 'arrowdown', label: t('portfolio.keyBrowse'), when: hasRow, run: () => move(1) },
    { keys: 'arrowup', label: t('portfolio.keyBrowse'), when: hasRow, run: () => move(-1) },
    { keys: 'x', label: t('portfolio.keySelect'), when: hasRow, run: toggle },
    { keys: 'shift+x', label: t('portfolio.keyRange'), when: hasRow, run: selectRange },
    {
      keys: 'enter',
      label: t('portfolio.keyOpen'),
      when: hasRow,
      run: () => {
        const row = current()
        if (row !== undefined) options.open(row)
      },
    },
    { keys: 'f', label: t('portfolio.keyFilter'), run: () => field()?.focus() },
    { keys: 'd', label: t('portfolio.keyStrategy'), when: () => state.selected().size > 0, run: options.propose },
    {
      keys: 'v',
      label: t('waves.keyPut'),
      when: () => state.selected().size > 0 && may('waves.edit'),
      run: options.place,
    },
    {
      keys: 'escape',
      label: t('portfolio.keyClear'),
      inFields: true,
      when: () => state.selected().size > 0 || hasRow() || document.activeElement === field(),
      run: backOut,
    },
  ])
}
