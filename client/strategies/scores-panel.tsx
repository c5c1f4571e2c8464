import { createSignal, For, Show } from 'solid-js'
import { scoreDerivation } from '#models/strategies/score-derivation.ts'
import type { ScoreView, StrategyView } from '#models/strategies/strategies.views.ts'
import { may } from '#client/api/access.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { ScoreDialog } from './score-dialog.tsx'
import { scoreGapWords } from './strategy-words.ts'

/** Scores that people of the body wrote, with what each comes to for this workload. */
export function ScoresPanel(props: { view: StrategyView; body: string; onChanged: () => void }) {
  const [open, setOpen] = createSignal<ScoreView | 'new' | undefined>()
  const edited = () => {
    const one = open()
    return one === 'new' ? undefined : one
  }
  return (
    <Panel
      flush
      title={t('strategies.scores')}
      note={t('strategies.scoresNote')}
      end={
        <Show when={may('questionnaires.edit')}>
          <Button small icon="plus" onClick={() => setOpen('new')}>
            {t('strategies.scoreAdd')}
          </Button>
        </Show>
      }
    >
      <Show when={props.view.scores.length > 0} fallback={<Empty title={t('strategies.scoresNone')} />}>
        <ScrollRegion label={t('workload.scrolling', { name: t('strategies.scores') })}>
          <table class="tbl plain">
            <caption class="vh">{t('strategies.scores')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('strategies.name')}</th>
                <th scope="col">{t('strategies.scoreExpression')}</th>
                <th scope="col" class="num">
                  {t('strategies.score')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={props.view.scores}>
                {({ score, result }) => (
                  <tr>
                    <th scope="row">
                      <Show when={may('questionnaires.edit') && score.body === props.body} fallback={said(score.name)}>
                        <button type="button" class="lk" onClick={() => setOpen(score)}>
                          {said(score.name)}
                        </button>
                      </Show>
                    </th>
                    <td class="mono sm">{score.expression}</td>
                    <td class="num">
                      {result.kind === 'known' ? (
                        <Figure id={() => scoreDerivation(score, result.value)} label={said(score.name)}>
                          {fmt.decimal(result.value.value, 1)}
                        </Figure>
                      ) : (
                        <span>
                          {unknownMark} <span class="sm mut">{result.reasons.map(scoreGapWords).join(' ; ')}</span>
                        </span>
                      )}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
      <Show when={open() !== undefined}>
        <ScoreDialog
          workload={props.view.workload}
          body={props.body}
          score={edited()}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined)
            props.onChanged()
          }}
        />
      </Show>
    </Panel>
  )
}
