import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { FormulaVersionView } from '#models/formulas/formula.views.ts'
import { formulaVersions, formulaVersionsPath, olderFormulaVersions } from '#client/api/formulas.ts'
import { createLoad } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { bodyWords, peopleWords, stateText, stateTone } from './formula-words.ts'

/** The history of a set, newest first, the shipped one last. */
export function VersionsPanel(props: { set: string; onOpen: (id: string) => void }) {
  const load = createLoad(() => formulaVersionsPath(props.set), formulaVersions)
  const [older, setOlder] = createSignal<readonly FormulaVersionView[]>([])
  const act = createAct()
  createEffect(on([() => props.set, load.value], () => setOlder([])))
  const all = () => [...(load.value() ?? []), ...older()]
  const last = () => all().at(-1)
  async function more(after: string) {
    const page = await act.run(async () => await olderFormulaVersions(props.set, after))
    if (page !== undefined) setOlder([...older(), ...page])
  }
  return (
    <Shown load={load}>
      {() => (
        <Panel flush title={t('formulas.history')} note={t('formulas.historyNote')}>
          <ScrollRegion label={t('workload.scrolling', { name: t('formulas.history') })}>
            <table class="tbl mid fx-v">
              <caption class="vh">{t('formulas.history')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('formulas.version')}</th>
                  <th scope="col">{t('formulas.state')}</th>
                  <th scope="col">{t('formulas.body')}</th>
                  <th scope="col">{t('formulas.from')}</th>
                  <th scope="col">{t('formulas.changedFormulas')}</th>
                  <th scope="col">{t('formulas.people')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={all()}>{(one) => <VersionLine version={one} onOpen={() => props.onOpen(one.id)} />}</For>
              </tbody>
            </table>
          </ScrollRegion>
          <Show when={last()?.id !== 'shipped' ? last() : undefined}>
            {(it) => (
              <div class="panel-b">
                <Button busy={act.isRunning() ? t('formulas.moreBusy') : undefined} onClick={() => void more(it().id)}>
                  {t('formulas.more')}
                </Button>
              </div>
            )}
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </Panel>
      )}
    </Shown>
  )
}

function VersionLine(props: { version: FormulaVersionView; onOpen: () => void }) {
  const one = () => props.version
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="btn quiet s mono"
          aria-label={t('formulas.open', { version: one().version })}
          onClick={() => props.onOpen()}
        >
          {one().version}
        </button>
      </th>
      <td>
        <StatusMark tone={stateTone[one().state]}>{t(stateText[one().state])}</StatusMark>
        <Show when={one().isInForce}>
          <br />
          <StatusMark pill tone="ok">
            {t('formulas.inForce')}
          </StatusMark>
        </Show>
      </td>
      <td>{bodyWords(one())}</td>
      <td class="nb">{one().validFrom ?? t('formulas.always')}</td>
      <td class="mono sm">{one().changed.length === 0 ? t('formulas.noneChanged') : one().changed.join(', ')}</td>
      <td>
        <For each={peopleWords(one())}>{(line) => <p class="sm">{line}</p>}</For>
      </td>
    </tr>
  )
}
