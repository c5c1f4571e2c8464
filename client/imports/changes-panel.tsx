import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { type ImportChangeView, type ImportField, importFields, type RowChange } from '#models/imports/import.views.ts'
import { type ChangesPage, changesPath, importChanges } from '#client/api/imports.ts'
import { createLoad } from '#client/api/load.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { changeLook, fieldWord } from './import-words.ts'

const entityText: Readonly<Record<ImportChangeView['entity'], TextKey>> = {
  workload: 'imports.entityWorkload',
  asset: 'imports.entityAsset',
  dependency: 'imports.entityDependency',
  application: 'imports.entityApplication',
}
const typingMs = 250

function isField(name: string): name is ImportField {
  return (importFields as readonly string[]).includes(name)
}

function FieldChange(props: { field: ImportChangeView['fields'][number] }) {
  return (
    <div class="fc">
      <span class="fn">{isField(props.field.field) ? fieldWord(props.field.field) : props.field.field}</span>
      <span>
        <Show when={props.field.before !== null}>
          <span class="bf" classList={{ kp: props.field.kept }}>
            <span class="vh">{t('imports.before')}</span>
            {props.field.before}
          </span>
          <Icon name="right" small />
        </Show>
        <span class="vh">{t('imports.after')}</span>
        <span class="af" classList={{ no: props.field.kept }}>
          {props.field.after ?? unknownMark}
        </span>
        <Show when={props.field.kept}>
          {' '}
          <span class="tag warn">{t('imports.kept')}</span>
        </Show>
      </span>
    </div>
  )
}

function ChangeLine(props: { change: ImportChangeView }) {
  const look = () => changeLook[props.change.change]
  return (
    <tr>
      <td>
        <i class={`sy ${look().class}`} aria-hidden="true" title={t(look().text)}>
          {look().sign}
        </i>
        <span class="vh">{t(look().text)}</span>
      </td>
      <td class="num mut">{props.change.row}</td>
      <td class="mono">{props.change.code ?? unknownMark}</td>
      <th scope="row">
        {props.change.name} <small class="mut">{t(entityText[props.change.entity])}</small>
      </th>
      <td>
        <For each={props.change.fields}>{(field) => <FieldChange field={field} />}</For>
      </td>
    </tr>
  )
}

/** Each row that would change something, field by field; a value kept by hand says so. */
export function ChangesPanel(props: {
  batch: string
  version: string
  change: RowChange | 'all'
  onChange: (change: RowChange | 'all') => void
}) {
  const [typed, setTyped] = createSignal('')
  const [text, setText] = createSignal('')
  const [more, setMore] = createSignal<readonly ChangesPage[]>([])
  const act = createAct()
  const path = (cursor: string | null) => changesPath(props.batch, { change: props.change, text: text(), cursor })
  const load = createLoad(() => path(null), importChanges)
  createEffect(
    on(
      () => [props.change, text(), props.version],
      () => setMore([]),
      { defer: true },
    ),
  )
  createEffect(
    on(
      () => props.version,
      () => void load.reload(),
      { defer: true },
    ),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const type = (words: string) => {
    setTyped(words)
    clearTimeout(timer)
    timer = setTimeout(() => setText(words.trim()), typingMs)
  }
  const last = () => more().at(-1) ?? load.value()
  async function showMore(cursor: string) {
    const next = await act.run(async () => await importChanges(path(cursor)))
    if (next !== undefined) setMore([...more(), next])
  }
  const kinds: readonly (RowChange | 'all')[] = ['all', 'added', 'changed', 'conflict', 'rejected']
  return (
    <Panel
      flush
      class="c-12"
      title={t('imports.changes')}
      end={
        <>
          <div class="search">
            <Icon name="search" />
            <input
              class="in"
              type="search"
              placeholder={t('imports.filter')}
              aria-label={t('imports.filter')}
              value={typed()}
              onInput={(event) => type(event.currentTarget.value)}
            />
          </div>
          <Segmented
            label={t('imports.kind')}
            value={props.change}
            options={kinds.map((one) => ({
              value: one,
              text: one === 'all' ? t('imports.all') : t(changeLook[one].text),
            }))}
            onChange={(change) => props.onChange(change)}
          />
        </>
      }
      footer={
        <Show when={last()?.next}>
          {(cursor) => (
            <Button
              small
              busy={act.isRunning() ? t('imports.loadingMore') : undefined}
              onClick={() => void showMore(cursor())}
            >
              {t('imports.more')}
            </Button>
          )}
        </Show>
      }
    >
      <Shown load={load}>
        {(first) => (
          <Show when={first().items.length > 0} fallback={<Empty title={t('imports.changesNone')} />}>
            <ScrollRegion label={t('workload.scrolling', { name: t('imports.changes') })}>
              <table class="tbl dft">
                <caption class="vh">{t('imports.changes')}</caption>
                <thead>
                  <tr>
                    <th scope="col">
                      <span class="vh">{t('imports.kind')}</span>
                    </th>
                    <th scope="col" class="num">
                      {t('imports.line')}
                    </th>
                    <th scope="col">{t('imports.code')}</th>
                    <th scope="col">{t('imports.name')}</th>
                    <th scope="col">{t('imports.beforeAfter')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={[first(), ...more()].flatMap((page) => page.items)}>
                    {(change) => <ChangeLine change={change} />}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Show>
        )}
      </Shown>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Panel>
  )
}
