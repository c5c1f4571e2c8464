import { createSignal, Show } from 'solid-js'
import {
  barometerPath,
  barometerSettings,
  barometerSettingsPath,
  type ReadSettings,
  setBarometerSettings,
} from '#client/api/barometer.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

const rhythms = ['', '1', '3', '6', '12'] as const
const rhythmText = {
  '': 'barometer.everyUnsaid',
  '1': 'barometer.everyMonth',
  '3': 'barometer.everyQuarter',
  '6': 'barometer.everyHalf',
  '12': 'barometer.everyYear',
} as const

function Form(props: { read: ReadSettings; onSaved: () => void }) {
  const asked = String(props.read.settings.everyMonths ?? '')
  const [every, setEvery] = createSignal<(typeof rhythms)[number]>(rhythms.find((one) => one === asked) ?? '')
  const [contact, setContact] = createSignal(props.read.settings.contact ?? '')
  const act = createAct()
  async function save() {
    const done = await act.run(async () => {
      const text = contact().trim()
      await setBarometerSettings(
        { everyMonths: every() === '' ? null : Number(every()), contact: text === '' ? null : text },
        props.read.etag,
      )
      return true
    })
    if (done !== true) return
    showToast({ text: t('barometer.settingsSaved') })
    props.onSaved()
    await refresh(barometerPath)
  }
  return (
    <Panel
      title={t('barometer.settings')}
      footer={
        <Button
          kind="primary"
          busy={act.isRunning() ? t('barometer.settingsSaving') : undefined}
          onClick={() => void save()}
        >
          {t('barometer.settingsSave')}
        </Button>
      }
    >
      <div class="bm-form">
        <SelectField
          label={t('barometer.every')}
          hint={t('barometer.everyHint')}
          value={every()}
          options={rhythms.map((value) => ({ value, text: t(rhythmText[value]) }))}
          onChange={setEvery}
        />
        <TextField
          optional
          label={t('barometer.contact')}
          hint={t('barometer.contactHint')}
          value={contact()}
          onInput={setContact}
          error={act.errorAt('/contact')}
        />
        <Show when={act.errorAt('/contact') === undefined ? act.problem() : undefined}>
          {(problem) => <ProblemNote problem={problem()} />}
        </Show>
      </div>
    </Panel>
  )
}

/** How often the page is published, and where an error is told: both are said on the public page. */
export function SettingsPanel() {
  const load = createLoad(() => barometerSettingsPath, barometerSettings)
  return <Shown load={load}>{(read) => <Form read={read()} onSaved={() => void load.reload()} />}</Shown>
}
