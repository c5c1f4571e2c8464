import { createMemo, For, Show } from 'solid-js'
import type { CaseView } from '#models/cases/case.schemas.ts'
import { may } from '#client/api/access.ts'
import { assumptions, assumptionsPath } from '#client/api/costs.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Note } from '#client/ui/problem-note.tsx'

/** When the figures were computed and by whom; why they are older than what they rest on, when they are. */
export function StaleNote(props: { view: CaseView; result: NonNullable<CaseView['result']>; onCompute: () => void }) {
  const stated = createLoad(() => (may('assessment.read') ? assumptionsPath(props.view.body) : undefined), assumptions)
  const isEdited = () => props.view.updatedAt > props.result.computedAt
  const lastStated = () => stated.value()?.versions[0]
  const reasons = createMemo((): readonly string[] => {
    const { computedAt, isStale } = props.result
    const last = lastStated()
    const own =
      last !== undefined && last.recordedAt > computedAt
        ? [t('cases.staleAssumptions', { at: fmt.dateTime(last.recordedAt), by: last.statedBy })]
        : []
    const edited = isEdited() ? [t('cases.staleEdited', { at: fmt.dateTime(props.view.updatedAt) })] : []
    const reference = isStale && !isEdited() ? [t('cases.staleReference')] : []
    return [...edited, ...own, ...reference]
  })
  const computed = () =>
    t('cases.computedBy', {
      at: fmt.dateTime(props.result.computedAt),
      by: props.result.computedBy,
      draws: fmt.integer(props.result.value.draws),
    })
  return (
    <Show when={reasons().length > 0} fallback={<p class="sm mut">{computed()}</p>}>
      <Note tone="warn">
        <p class="strong">{t('cases.stale')}</p>
        <For each={reasons()}>{(reason) => <p>{reason}</p>}</For>
        <p class="row-w">
          <span class="sm mut">{computed()}</span>
          <Show when={may('cases.edit')}>
            <Button small icon="calc" onClick={() => props.onCompute()}>
              {t('cases.recompute')}
            </Button>
          </Show>
        </p>
      </Note>
    </Show>
  )
}
