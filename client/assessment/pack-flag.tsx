import { Show } from 'solid-js'
import type { PlacementVerdict } from '#models/rules/verdict.ts'
import { t } from '#client/i18n/i18n.ts'

/** Which rules judged, and that counsel has not signed them: wherever a verdict is shown. */
export function PackFlag(props: { pack: PlacementVerdict['pack'] }) {
  return (
    <span class="pack">
      {t('assessment.pack', { id: props.pack.id, version: props.pack.version, date: props.pack.asOf })}
      <Show when={!props.pack.verified}>
        <span class="tag warn">{t('assessment.notVerified')}</span>
      </Show>
    </span>
  )
}
