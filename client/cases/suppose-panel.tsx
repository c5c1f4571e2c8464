import { createMemo, createSignal, For, on, createEffect, onCleanup, Show } from 'solid-js'
import type { CaseResult, Supposed, SwitchboardColumn } from '#models/cases/case.schemas.ts'
import { supposedCase } from '#client/api/cases.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { CheckField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { Button } from '#client/ui/button.tsx'
import { decisionName, variantName } from './case-words.ts'

/** Some of somebody else's defaults taken together: the server computes the case again with them, nothing is added up here. */
export function SupposePanel(props: {
  code: string
  result: CaseResult
  column: SwitchboardColumn
  columns: readonly SwitchboardColumn[]
  onColumn: (id: string) => void
}) {
  const [taken, setTaken] = createSignal<ReadonlySet<string>>(new Set())
  const [answer, setAnswer] = createSignal<Supposed>()
  const act = createAct()
  let asked: AbortController | undefined
  const names = createMemo(() => props.column.effects.map(({ name }) => name).filter((name) => taken().has(name)))

  createEffect(
    on([() => props.column.id, names], ([set, chosen]) => {
      asked?.abort()
      act.clear()
      if (chosen.length === 0) {
        setAnswer(undefined)
        return
      }
      const mine = new AbortController()
      asked = mine
      void supposedCase(props.code, set, chosen, mine.signal).then(
        (told) => {
          if (!mine.signal.aborted) setAnswer(told)
        },
        (error: unknown) => {
          if (!mine.signal.aborted) void act.run(() => Promise.reject(error))
        },
      )
    }),
  )
  onCleanup(() => asked?.abort())
  const take = (name: string, isTaken: boolean) =>
    setTaken(new Set(isTaken ? [...taken(), name] : [...taken()].filter((one) => one !== name)))
  const flip = () => (props.column.flip.kind === 'found' ? props.column.flip.names : undefined)
  const isSame = () => answer()?.decision === props.result.decision

  return (
    <Panel
      title={t('cases.suppose')}
      note={t('cases.supposeNote')}
      end={
        <Segmented
          label={t('cases.supposeWhose')}
          value={props.column.id}
          options={props.columns.map(({ id, owner }) => ({ value: id, text: owner }))}
          onChange={(id) => {
            setTaken(new Set<string>())
            props.onColumn(id)
          }}
        />
      }
    >
      <div class="ca-sup">
        <fieldset>
          <legend class="vh">{said(props.column.label)}</legend>
          <For each={props.column.effects}>
            {(effect) => (
              <CheckField
                label={said(effect.label)}
                checked={taken().has(effect.name)}
                onChange={(isTaken) => take(effect.name, isTaken)}
              />
            )}
          </For>
        </fieldset>
        <div class="stack" aria-live="polite">
          <p class="row-w">
            <Button small onClick={() => setTaken(new Set(props.column.effects.map(({ name }) => name)))}>
              {t('cases.supposeAll')}
            </Button>
            <Show when={flip()}>
              {(fewest) => (
                <Button small onClick={() => setTaken(new Set(fewest()))}>
                  {t('cases.supposeFewest')}
                </Button>
              )}
            </Show>
            <Button small kind="quiet" onClick={() => setTaken(new Set<string>())}>
              {t('cases.supposeNone')}
            </Button>
          </p>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
          <Show
            when={answer()}
            fallback={<p class="sm mut">{t(names().length === 0 ? 'cases.supposeNothing' : 'cases.supposeAsking')}</p>}
          >
            {(told) => (
              <>
                <StatusMark tone={isSame() ? 'ok' : 'warn'}>
                  {t(isSame() ? 'cases.decisionSame' : 'cases.decisionOther', {
                    decision: decisionName(told().decision, props.result.variants),
                  })}
                </StatusMark>
                <dl class="dl">
                  <For each={props.result.variants}>
                    {(variant, at) => (
                      <>
                        <dt>{variantName(variant)}</dt>
                        <dd>
                          <b>{fmt.compactMoney(told().npv[at()] ?? 0)}</b>{' '}
                          <small class="mut">
                            {fmt.moneyDifference((told().npv[at()] ?? 0) - variant.indicators.npv)}
                          </small>
                        </dd>
                      </>
                    )}
                  </For>
                </dl>
                <p class="sm mut">{t('cases.supposeTaken', { count: names().length })}</p>
              </>
            )}
          </Show>
        </div>
      </div>
    </Panel>
  )
}
