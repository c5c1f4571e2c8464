import { useSearchParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import type { FormulaSetView } from '#models/formulas/formula.views.ts'
import { may, session } from '#client/api/access.ts'
import { formulaSetPath, formulaSets, formulaSetsPath, formulaVersion } from '#client/api/formulas.ts'
import { createLoad } from '#client/api/load.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { BodiesField } from './bodies-field.tsx'
import { FormulaEditor } from './formula-editor.tsx'
import { FormulaList } from './formula-list.tsx'
import { bodyWords } from './formula-words.ts'
import { InputsPanel } from './inputs-panel.tsx'
import { VersionView } from './version-view.tsx'
import { VersionsPanel } from './versions-panel.tsx'
import './formulas.css'

type Search = { ensemble?: string; organisme?: string; version?: string; ecrire?: string }

/** What every cost computes, as it is written: sets, their versions, and the editor of a new one. */
export function FormulasPage() {
  createTitle(() => t('formulas.title'))
  const [search, setSearch] = useSearchParams<Search>()
  const load = createLoad(() => formulaSetsPath, formulaSets)
  const set = () => load.value()?.find(({ id }) => id === search.ensemble) ?? load.value()?.[0]
  const go = (next: { [K in keyof Search]: string | null }) =>
    setSearch({ version: null, ecrire: null, ...next }, { scroll: false })
  return (
    <>
      <PageHead title={t('formulas.title')} sub={t('formulas.sub')} />
      <Shown load={load}>
        {(sets) => (
          <Tabs
            label={t('formulas.sets')}
            tabs={sets().map(({ id, label, formulas }) => ({ value: id, text: said(label), count: formulas }))}
            value={set()?.id ?? ''}
            onChange={(id) => go({ ensemble: id })}
          >
            <Show when={set()} keyed>
              {(one) => (
                <div class="stack tab-top">
                  <Switch
                    fallback={
                      <SetView
                        set={one}
                        body={search.organisme}
                        onBody={(code) => setSearch({ organisme: code }, { replace: true, scroll: false })}
                        onOpen={(id) => go({ version: id })}
                        onWrite={(id) => go({ ecrire: id })}
                      />
                    }
                  >
                    <Match when={search.ecrire}>
                      {(id) => (
                        <FormulaEditor
                          set={one.id}
                          from={id()}
                          onBack={() => go({})}
                          onProposed={(version) => go({ version: version.id })}
                        />
                      )}
                    </Match>
                    <Match when={search.version}>
                      {(id) => (
                        <VersionView
                          set={one.id}
                          id={id()}
                          onBack={() => go({})}
                          onWrite={() => go({ ecrire: id() })}
                        />
                      )}
                    </Match>
                  </Switch>
                </div>
              )}
            </Show>
          </Tabs>
        )}
      </Shown>
    </>
  )
}

function SetView(props: {
  set: FormulaSetView
  body: string | undefined
  onBody: (code: string) => void
  onOpen: (id: string) => void
  onWrite: (id: string) => void
}) {
  const load = createLoad(() => formulaSetPath(props.set.id, props.body), formulaVersion)
  const isSplit = () => props.set.standing.length > 1
  return (
    <>
      <Shown load={load}>
        {(version) => (
          <>
            <Panel
              title={t('formulas.standing')}
              note={
                <>
                  {t('formulas.standingNote', { version: version().version })}, {bodyWords(version())}
                </>
              }
              end={
                <Button
                  kind="primary"
                  icon="pen"
                  blockedBy={may('formulas.edit') ? undefined : t('formulas.cannotWrite')}
                  onClick={() => props.onWrite(version().id)}
                >
                  {t('formulas.write')}
                </Button>
              }
            >
              <Show when={isSplit()}>
                <div class="fx-body">
                  <BodiesField
                    label={t('formulas.forBody')}
                    value={props.body ?? session()?.bodies[0]?.code ?? ''}
                    onChange={(code) => props.onBody(code)}
                  />
                </div>
              </Show>
              <FormulaList version={version()} />
            </Panel>
            <InputsPanel inputs={version().inputs} />
          </>
        )}
      </Shown>
      <VersionsPanel set={props.set.id} onOpen={props.onOpen} />
    </>
  )
}
