import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { type Neighbours, neighboursOf } from './current-selection.ts'

/** Previous and next workload of the selection last shown in the portfolio; nothing when there was none. */
export function SelectionPager(props: { code: string }) {
  const navigate = useNavigate()
  const [found, setFound] = createSignal<Neighbours>()
  createEffect(
    on(
      () => props.code,
      (code) => {
        void neighboursOf(code).then((those) => {
          if (code === props.code) setFound(those)
        })
      },
    ),
  )
  const go = (code: string | undefined) => {
    if (code !== undefined) navigate(`/charges/${encodeURIComponent(code)}`)
  }
  createShortcuts(() => [
    { keys: 'j', label: t('workload.next'), when: () => found()?.next !== undefined, run: () => go(found()?.next) },
    {
      keys: 'k',
      label: t('workload.previous'),
      when: () => found()?.previous !== undefined,
      run: () => go(found()?.previous),
    },
  ])
  return (
    <Show when={found()}>
      {(it) => (
        <span class="row-w pager">
          <Show when={it().previous}>
            <Button small kind="quiet" icon="chevl" name={t('workload.previous')} onClick={() => go(it().previous)} />
          </Show>
          <span class="sm">
            {t('workload.position', { place: fmt.integer(it().place), total: fmt.integer(it().total) })}
          </span>
          <Show when={it().next}>
            <Button small kind="quiet" icon="chevr" name={t('workload.next')} onClick={() => go(it().next)} />
          </Show>
        </span>
      )}
    </Show>
  )
}
