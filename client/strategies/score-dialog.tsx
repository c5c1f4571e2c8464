import { createResource, createSignal, For, Show } from 'solid-js'
import type { ScoreGap, ScoreValue, ScoreView } from '#models/strategies/strategies.views.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { defineScore, editScore, previewScore, scoreNames } from '#client/api/strategies.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { scoreGapWords } from './strategy-words.ts'

/** A score in mathjs notation, tried on the workload before it is kept; the server reads it, the page does not. */
export function ScoreDialog(props: {
  workload: string
  body: string
  score: ScoreView | undefined
  onClose: () => void
  onDone: () => void
}) {
  const [fr, setFr] = createSignal(props.score?.name.fr ?? '')
  const [en, setEn] = createSignal(props.score?.name.en ?? '')
  const [expression, setExpression] = createSignal(props.score?.expression ?? '')
  const [tried, setTried] = createSignal(false)
  const [result, setResult] = createSignal<Outcome<ScoreValue, ScoreGap>>()
  const [names] = createResource(() => props.workload, scoreNames)
  const act = createAct()
  const previewing = createAct()
  const isNamed = () => fr().trim() !== '' && en().trim() !== ''
  const name = () => ({ fr: fr().trim(), en: en().trim() })
  async function preview() {
    setResult(await previewing.run(async () => await previewScore(expression(), props.workload)))
  }
  async function submit(state: 'in-use' | 'retired') {
    setTried(true)
    if (!isNamed() || expression().trim() === '') return
    const { score } = props
    const made = await act.run(async () =>
      score === undefined
        ? await defineScore({ body: props.body, name: name(), expression: expression() })
        : await editScore(score, { name: name(), expression: expression(), state }),
    )
    if (made === undefined) return
    showToast({ text: t('strategies.scoreSaved') })
    props.onDone()
  }
  const expressionError = () => act.errorAt('/expression') ?? previewing.errorAt('/expression')
  return (
    <Dialog
      open
      title={t(props.score === undefined ? 'strategies.scoreAdd' : 'strategies.scoreEdit')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Show when={props.score}>
            <Button kind="danger" onClick={() => void submit('retired')}>
              {t('strategies.scoreRetire')}
            </Button>
          </Show>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('strategies.overrideSaving') : undefined}
            onClick={() => void submit('in-use')}
          >
            {t('strategies.scoreSave')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('strategies.scoreNameFr')}
        value={fr()}
        onInput={setFr}
        error={tried() && !isNamed() ? t('strategies.scoreNameError') : undefined}
      />
      <TextField label={t('strategies.scoreNameEn')} value={en()} onInput={setEn} />
      <TextField
        label={t('strategies.scoreExpression')}
        hint={t('strategies.scoreExpressionHint')}
        value={expression()}
        onInput={(text) => {
          setExpression(text)
          setResult(undefined)
        }}
        lines={3}
        error={expressionError()}
      />
      <details class="alt">
        <summary>{t('strategies.scoreNames')}</summary>
        <ul class="sg-names">
          <For each={names()}>
            {(one) => (
              <li>
                <code>{one.name}</code> <span class="mut">{said(one.label)}</span>
              </li>
            )}
          </For>
        </ul>
      </details>
      <div class="row-w">
        <Button
          small
          icon="calc"
          busy={previewing.isRunning() ? t('strategies.scorePreviewing') : undefined}
          onClick={() => void preview()}
        >
          {t('strategies.scorePreview')}
        </Button>
      </div>
      <Show when={result()}>
        {(found) => {
          const outcome = found()
          return (
            <Note tone={outcome.kind === 'known' ? 'ok' : 'warn'}>
              {outcome.kind === 'known'
                ? t('strategies.scoreResult', { value: fmt.decimal(outcome.value.value, 1) })
                : outcome.reasons.map(scoreGapWords).join(' ; ')}
            </Note>
          )
        }}
      </Show>
      <Show when={expressionError() === undefined ? (act.problem() ?? previewing.problem()) : undefined}>
        {(problem) => <ProblemNote problem={problem()} />}
      </Show>
    </Dialog>
  )
}
