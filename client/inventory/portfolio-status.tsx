import { Show } from 'solid-js'
import { fmt, t } from '#client/i18n/i18n.ts'
import type { VisibleLines } from '#client/ui/row-window.ts'

/** The main keys, and what is in sight. */
export function PortfolioStatus(props: { lines: VisibleLines; total: number; ms: number }) {
  return (
    <footer class="status kb" aria-label={t('app.shortcuts')}>
      <span>
        <kbd>J</kbd>
        <kbd>K</kbd> {t('portfolio.keyBrowse')}
      </span>
      <span>
        <kbd>X</kbd> {t('portfolio.keySelect')}
      </span>
      <span>
        <kbd>{t('app.shift')}</kbd>
        <kbd>X</kbd> {t('portfolio.keyRange')}
      </span>
      <span>
        <kbd>{t('app.enter')}</kbd> {t('portfolio.keyOpen')}
      </span>
      <span>
        <kbd>F</kbd> {t('portfolio.keyFilter')}
      </span>
      <span class="x">
        <kbd>D</kbd> {t('portfolio.keyStrategy')}
      </span>
      <span class="x">
        <kbd>Ctrl</kbd>
        <kbd>K</kbd> {t('app.shortcutCommands')}
      </span>
      <span>
        <kbd>?</kbd> {t('app.shortcutsAll')}
      </span>
      <span class="end">
        <Show when={props.total > 0}>
          {t('portfolio.lines', {
            first: fmt.integer(props.lines.first),
            last: fmt.integer(props.lines.last),
            total: fmt.integer(props.total),
            ms: fmt.integer(props.ms),
          })}
        </Show>
      </span>
    </footer>
  )
}
