import { For, Show } from 'solid-js'
import type { WaveConflict } from '#models/waves/wave-conflicts.ts'
import { t } from '#client/i18n/i18n.ts'
import { conflictWords } from './wave-words.ts'

const mostTold = 10

/** Conflicts in sentences; a long list tells the first ones and how many follow. */
export function ConflictList(props: { conflicts: readonly WaveConflict[]; count?: number }) {
  const untold = () => (props.count ?? props.conflicts.length) - Math.min(mostTold, props.conflicts.length)
  return (
    <ul class="plain wv-cl">
      <For each={props.conflicts.slice(0, mostTold)}>{(conflict) => <li>{conflictWords(conflict)}</li>}</For>
      <Show when={untold() > 0}>
        <li>{t('waves.moreConflicts', { count: untold() })}</li>
      </Show>
    </ul>
  )
}
