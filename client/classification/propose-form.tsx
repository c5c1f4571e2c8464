import { createSignal, For, Index, Show } from 'solid-js'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import { proposeClassification } from '#client/api/classifications.ts'
import type { Suggestion } from '#client/detection/suggestion.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { CommunicationRows } from './communication-rows.tsx'
import { checkedDraft, type Draft, type DraftPlace, draftOf, type DraftValue, suggestedDraft } from './draft.ts'
import { RecordChanges } from './record-changes.tsx'
import { RecordFieldInput } from './record-field.tsx'
import { placeChoices, recordSections } from './record-fields.ts'

function Places(props: {
  places: readonly DraftPlace[]
  errorAt: (path: string) => string | undefined
  onChange: (places: readonly DraftPlace[]) => void
}) {
  const replace = (at: number, change: Partial<DraftPlace>) =>
    props.onChange(props.places.map((place, index) => (index === at ? { ...place, ...change } : place)))
  return (
    <div class="stack">
      <Show when={props.places.length === 0}>
        <p class="sm mut">{t('classification.placesNone')}</p>
      </Show>
      <Index each={props.places}>
        {(place, at) => (
          <div class="place">
            <SelectField
              label={t('classification.placeWhat')}
              value={place().what}
              options={placeChoices.map((choice) => ({ value: choice.value, text: choice.text() }))}
              onChange={(what) => replace(at, { what })}
            />
            <TextField
              label={t('classification.placeCountry')}
              value={place().country}
              onInput={(country) => replace(at, { country })}
              error={props.errorAt(`places.${at}.country`)}
            />
            <TextField
              optional
              label={t('classification.placeProvince')}
              value={place().province}
              onInput={(province) => replace(at, { province })}
              error={props.errorAt(`places.${at}.province`)}
            />
            <TextField
              optional
              label={t('classification.placeEntity')}
              value={place().entity}
              onInput={(entity) => replace(at, { entity })}
            />
            <Button
              small
              kind="quiet"
              icon="x"
              name={t('classification.removePlace')}
              onClick={() => props.onChange(props.places.filter((_, index) => index !== at))}
            />
          </div>
        )}
      </Index>
      <p>
        <Button
          small
          icon="plus"
          onClick={() => props.onChange([...props.places, { what: 'data', country: '', province: '', entity: '' }])}
        >
          {t('classification.addPlace')}
        </Button>
      </p>
    </div>
  )
}

/** The classification record to fill, section by section, starting from what is known; unknown stays unknown. */
export function ProposeForm(props: {
  code: string
  start: ClassificationRecord | null
  /** What an analysis proposes: it takes the place of `start`. */
  suggestion?: Suggestion | undefined
  approved: ClassificationRecord | null
  onCancel: () => void
  onDone: () => void
}) {
  const [draft, setDraft] = createSignal<Draft>(
    props.suggestion === undefined ? draftOf(props.start ?? unknownClassification) : suggestedDraft(props.suggestion),
  )
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const checked = () => checkedDraft(draft())
  const errors = () => {
    const state = checked()
    return tried() && state.kind === 'wrong' ? state.errors : {}
  }
  const errorAt = (path: string) =>
    errors()[path] ?? act.errorAt(path === 'reason' ? '/reason' : `/record/${path.replaceAll('.', '/')}`)
  const setValue = (path: string, value: DraftValue) =>
    setDraft((those) => ({ ...those, values: { ...those.values, [path]: value } }))
  const hasLevel = () => ['dic.d', 'dic.i', 'dic.c'].some((path) => (draft().values[path] ?? null) !== null)
  const proposed = () => {
    const state = checked()
    return state.kind === 'ready' ? state.proposal.record : undefined
  }

  async function submit() {
    setTried(true)
    const state = checked()
    if (state.kind === 'wrong') {
      queueMicrotask(() => document.querySelector<HTMLElement>('.cl-form [aria-invalid="true"]')?.focus())
      return
    }
    if ((await act.run(async () => await proposeClassification(props.code, state.proposal))) === undefined) return
    showToast({ text: t('classification.sent') })
    props.onDone()
  }

  return (
    <form
      class="cl-form stack"
      novalidate
      aria-label={t('classification.proposeTitle', { code: props.code })}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Note>
        {t('classification.proposeHint')} {t('classification.levelsNote')}
      </Note>
      <For each={recordSections}>
        {(section) => (
          <Panel title={t(section.title)}>
            <div class="cl-fields">
              <For each={section.fields}>
                {(field) => (
                  <div classList={{ full: ['long-text', 'choices'].includes(field.kind) }}>
                    <RecordFieldInput
                      field={field}
                      value={draft().values[field.path] ?? null}
                      error={errorAt(field.path)}
                      needed={field.path === 'dic.date' && hasLevel()}
                      onChange={(value) => setValue(field.path, value)}
                    />
                  </div>
                )}
              </For>
            </div>
          </Panel>
        )}
      </For>
      <Panel title={t('classification.sectionPlaces')}>
        <Places
          places={draft().places}
          errorAt={errorAt}
          onChange={(places) => setDraft((those) => ({ ...those, places }))}
        />
      </Panel>
      <Panel title={t('classification.sectionCommunications')}>
        <CommunicationRows
          communications={draft().communications}
          errorAt={errorAt}
          onChange={(communications) => setDraft((those) => ({ ...those, communications }))}
        />
      </Panel>
      <Show when={proposed()}>{(record) => <RecordChanges before={props.approved} after={record()} />}</Show>
      <Panel title={t('classification.proposeReason')}>
        <div class="form">
          <TextField
            label={t('classification.proposeReason')}
            hint={t('classification.proposeReasonHint')}
            value={draft().reason}
            onInput={(reason) => setDraft((those) => ({ ...those, reason }))}
            error={errorAt('reason')}
            lines={3}
          />
          <Show when={Object.keys(errors()).length > 0}>
            <Note tone="warn">{t('classification.errors', { count: Object.keys(errors()).length })}</Note>
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
          <div class="acts">
            <Button kind="primary" type="submit" busy={act.isRunning() ? t('classification.sending') : undefined}>
              {t('classification.send')}
            </Button>
            <Button onClick={() => props.onCancel()}>{t('ui.cancel')}</Button>
          </div>
        </div>
      </Panel>
    </form>
  )
}
