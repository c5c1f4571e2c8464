import { createSignal, For, Show } from 'solid-js'
import type { IndicatorVersionView } from '#models/barometer/barometer.views.ts'
import { jsonDifferences } from '#models/shared/json-differences.ts'
import { session } from '#client/api/access.ts'
import { decideIndicator, indicatorEffect, indicatorEffectPath } from '#client/api/barometer.ts'
import { createLoad } from '#client/api/load.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { Changes } from './publish-dialog.tsx'

/** A definition put forward: what differs from the one in force, what it would change of the figures, and another person's answer. */
export function ProposedIndicator(props: {
  version: IndicatorVersionView
  against: IndicatorVersionView | undefined
  onDone: () => void
}) {
  const [isShown, setShown] = createSignal(false)
  const effect = createLoad(() => (isShown() ? indicatorEffectPath(props.version.id) : undefined), indicatorEffect)
  const act = createAct()
  const isOwn = () => session()?.user === props.version.proposedBy
  async function answer(decision: 'approve' | 'return') {
    const done = await act.run(async () => {
      await decideIndicator(props.version, decision)
      return true
    })
    if (done !== true) return
    showToast({ text: t(decision === 'approve' ? 'barometer.approvedDone' : 'barometer.returnedDone') })
    props.onDone()
  }
  return (
    <Panel
      title={t('barometer.proposedTitle', {
        indicator: said(props.version.definition),
        version: props.version.version,
      })}
      note={t('barometer.proposedNote', {
        user: props.version.proposedBy ?? '',
        date: props.version.proposedAt === null ? '' : fmt.dateTime(props.version.proposedAt),
      })}
      footer={
        <Show when={!isOwn()} fallback={<p>{t('barometer.ownVersion')}</p>}>
          <div class="row-w">
            <Button onClick={() => void answer('return')}>{t('barometer.sendBack')}</Button>
            <Button
              kind="primary"
              busy={act.isRunning() ? t('barometer.answering') : undefined}
              onClick={() => void answer('approve')}
            >
              {t('barometer.approve')}
            </Button>
          </div>
        </Show>
      }
    >
      <p>{props.version.reason}</p>
      <table class="tbl mid plain">
        <caption class="vh">{t('barometer.differences')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('barometer.field')}</th>
            <th scope="col">{t('barometer.inForce')}</th>
            <th scope="col">{t('barometer.proposed')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={jsonDifferences(props.against?.definition ?? null, props.version.definition)}>
            {(change) => (
              <tr>
                <th scope="row">{change.path}</th>
                <td class="wrap-t">
                  <del>{change.before ?? unknownMark}</del>
                </td>
                <td class="wrap-t">
                  <ins>{change.after ?? unknownMark}</ins>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={isShown()} fallback={<Button onClick={() => setShown(true)}>{t('barometer.showEffect')}</Button>}>
        <h3>{t('barometer.effect')}</h3>
        <Shown load={effect}>{(changes) => <Changes changes={changes()} />}</Shown>
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Panel>
  )
}
