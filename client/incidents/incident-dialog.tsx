import { createSignal, For, Show } from 'solid-js'
import { personalInformationKinds } from '#models/classification/classification.schemas.ts'
import {
  incidentNatures,
  type IncidentState,
  type IncidentView,
  personsBands,
} from '#models/incidents/incident.schemas.ts'
import { may, session } from '#client/api/access.ts'
import { editIncident, recordIncident } from '#client/api/incidents.ts'
import { kindText } from '#client/classification/record-fields.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { contentOf, draftOf, type IncidentDraft } from './incident-draft.ts'
import { natureText } from './incident-words.ts'

const workloadForm = /^CH-\d{6,9}$/
type TextName = {
  [K in keyof IncidentDraft]: string extends IncidentDraft[K] ? K : never
}[keyof IncidentDraft]

/** An entry of the register, new or as it stands; only who keeps the register writes in it. */
export function IncidentDialog(props: { incident: IncidentView | undefined; onClose: () => void; onDone: () => void }) {
  const [draft, setDraft] = createSignal(draftOf(props.incident?.content))
  const [body, setBody] = createSignal(props.incident?.body ?? session()?.bodies[0]?.code ?? '')
  const [workload, setWorkload] = createSignal(props.incident?.workload ?? '')
  const [state, setState] = createSignal<IncidentState>(props.incident?.state ?? 'open')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const set = (change: Partial<IncidentDraft>) => setDraft({ ...draft(), ...change })
  const missing = (name: TextName) => (tried() && draft()[name].trim() === '' ? t('incidents.required') : undefined)
  const workloadError = () =>
    tried() && workload() !== '' && !workloadForm.test(workload().trim())
      ? t('incidents.workloadError')
      : act.errorAt('/workload')
  const isReady = () => {
    const { circumstances, discoveredOn, when, on, from, to } = draft()
    const hasDays = when === 'day' ? on !== '' : when === 'period' ? from !== '' && to !== '' : true
    return circumstances.trim() !== '' && discoveredOn !== '' && hasDays
  }
  async function submit() {
    setTried(true)
    if (!isReady() || (workload() !== '' && !workloadForm.test(workload().trim()))) return
    const told = { workload: workload() === '' ? null : workload().trim(), content: contentOf(draft()) }
    const { incident } = props
    const made = await act.run(async () =>
      incident === undefined
        ? await recordIncident({ ...told, body: body() })
        : await editIncident(incident, { ...told, state: state() }),
    )
    if (made === undefined) return
    showToast({
      text: t(incident === undefined ? 'incidents.recorded' : 'incidents.saved', { code: made.code }),
    })
    props.onDone()
  }
  const Text = (own: {
    name: TextName
    label: string
    hint?: string
    lines?: number
    date?: boolean
    optional?: boolean
  }) => (
    <TextField
      label={own.label}
      hint={own.hint}
      value={draft()[own.name]}
      onInput={(value) => set({ [own.name]: value })}
      {...(own.lines === undefined ? {} : { lines: own.lines })}
      {...(own.date === true ? { type: 'date' as const } : {})}
      {...(own.optional === true ? { optional: true } : {})}
      error={(own.optional === true ? undefined : missing(own.name)) ?? act.errorAt(`/content/${own.name}`)}
    />
  )
  return (
    <Dialog
      open
      title={
        props.incident === undefined ? t('incidents.newTitle') : t('incidents.editTitle', { code: props.incident.code })
      }
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t(may('incidents.edit') ? 'ui.cancel' : 'ui.close')}</Button>
          <Show when={may('incidents.edit')}>
            <Button
              kind="primary"
              busy={act.isRunning() ? t('incidents.saving') : undefined}
              onClick={() => void submit()}
            >
              {t(props.incident === undefined ? 'incidents.add' : 'incidents.save')}
            </Button>
          </Show>
        </>
      }
    >
      <Show when={!may('incidents.edit')}>
        <Note>{t('incidents.readOnly')}</Note>
      </Show>
      <fieldset class="in-f" disabled={!may('incidents.edit')}>
        <Show when={props.incident === undefined && (session()?.bodies.length ?? 0) > 1}>
          <SelectField
            label={t('incidents.body')}
            value={body()}
            options={(session()?.bodies ?? []).map((one) => ({
              value: one.code,
              text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
            }))}
            onChange={setBody}
            error={act.errorAt('/body')}
          />
        </Show>
        <SelectField
          label={t('incidents.nature')}
          value={draft().nature}
          options={incidentNatures.map((one) => ({ value: one, text: t(natureText[one]) }))}
          onChange={(nature) => set({ nature })}
        />
        <Text
          name="circumstances"
          label={t('incidents.circumstances')}
          hint={t('incidents.circumstancesHint')}
          lines={3}
        />
        <Text name="discoveredOn" label={t('incidents.discovered')} date />
        <SelectField
          label={t('incidents.occurred')}
          value={draft().when}
          options={[
            { value: 'day', text: t('incidents.occurredDay') },
            { value: 'period', text: t('incidents.occurredPeriod') },
            { value: 'unknown', text: t('incidents.occurredUnknown') },
          ]}
          onChange={(when) => set({ when })}
          error={act.errorAt('/content/occurred')}
        />
        <Show when={draft().when === 'day'}>
          <Text name="on" label={t('incidents.day')} date />
        </Show>
        <Show when={draft().when === 'period'}>
          <div class="in-2">
            <Text name="from" label={t('incidents.from')} date />
            <Text name="to" label={t('incidents.to')} date />
          </div>
        </Show>
        <TextField
          optional
          label={t('incidents.workload')}
          hint={t('incidents.workloadHint')}
          value={workload()}
          onInput={setWorkload}
          error={workloadError()}
        />
        <Text
          name="information"
          label={t('incidents.information')}
          hint={t('incidents.informationHint')}
          lines={2}
          optional
        />
        <Text
          name="informationUnknownBecause"
          label={t('incidents.informationUnknown')}
          hint={t('incidents.informationUnknownHint')}
          lines={2}
          optional
        />
        <fieldset class="in-k">
          <legend>{t('incidents.kinds')}</legend>
          <For each={personalInformationKinds}>
            {(kind) => (
              <CheckField
                label={t(kindText[kind])}
                checked={draft().kinds.includes(kind)}
                onChange={(isChecked) =>
                  set({
                    kinds: personalInformationKinds.filter((one) =>
                      one === kind ? isChecked : draft().kinds.includes(one),
                    ),
                  })
                }
              />
            )}
          </For>
        </fieldset>
        <SelectField
          label={t('incidents.persons')}
          value={draft().persons}
          options={[
            { value: '' as const, text: t('incidents.personsUnknown') },
            ...personsBands.map((one) => ({ value: one, text: one })),
          ]}
          onChange={(persons) => set({ persons })}
          error={act.errorAt('/content/personsBand')}
        />
        <SelectField
          label={t('incidents.injury')}
          value={draft().injury}
          options={[
            { value: '' as const, text: t('incidents.injuryUnknown') },
            { value: 'yes' as const, text: t('incidents.injuryYes') },
            { value: 'no' as const, text: t('incidents.injuryNo') },
          ]}
          onChange={(injury) => set({ injury })}
        />
        <Text
          name="injuryElements"
          label={t('incidents.injuryElements')}
          hint={t('incidents.injuryElementsHint')}
          lines={2}
          optional
        />
        <div class="in-2">
          <Text name="noticeToCommissionOn" label={t('incidents.noticeCommission')} date optional />
          <Text name="noticeToPersonsOn" label={t('incidents.noticePersons')} date optional />
        </div>
        <Text name="publicNoticeBecause" label={t('incidents.publicNotice')} lines={2} optional />
        <Text name="measures" label={t('incidents.measures')} hint={t('incidents.measuresHint')} lines={3} optional />
        <Show when={props.incident}>
          {(incident) => (
            <>
              <CheckField
                label={t('incidents.closed')}
                checked={state() === 'closed'}
                onChange={(isClosed) => setState(isClosed ? 'closed' : 'open')}
              />
              <p class="hint">{t('incidents.keptUntil', { date: incident().keptUntil })}</p>
            </>
          )}
        </Show>
      </fieldset>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
