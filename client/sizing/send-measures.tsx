import { createSignal, Show } from 'solid-js'
import { may, session } from '#client/api/access.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { createLoad } from '#client/api/load.ts'
import { sendUsage, usageImports, usagePath } from '#client/api/usage.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { PastMeasures } from './past-measures.tsx'
import './sizing.css'

/** Sending a file of measures and following its reading; the files received before. */
export function SendMeasures() {
  const choices = () => {
    const bodies = session()?.bodies ?? []
    const own = bodies.filter((body) => body.kind === 'body' || body.kind === 'unit')
    return own.length > 0 ? own : bodies
  }
  const [body, setBody] = createSignal(choices().length === 1 ? (choices()[0]?.code ?? '') : '')
  const [zone, setZone] = createSignal('America/Toronto')
  const [dateOrder, setDateOrder] = createSignal('')
  const [cpuUnit, setCpuUnit] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [name, setName] = createSignal('')
  const act = createAct()
  const past = createLoad(() => `${usagePath}?limit=20`, usageImports)
  const watch = createJobWatch(() => void past.reload())
  let input: HTMLInputElement | undefined

  async function send(file: File | undefined) {
    if (file === undefined) return
    setName(file.name)
    watch.forget()
    const asked = { zone: zone().trim(), dateOrder: dateOrder(), cpuUnit: cpuUnit() }
    const started = await act.run(async () => await sendUsage(body(), file, asked))
    if (input !== undefined) input.value = ''
    if (started === undefined) return
    watch.watch(started.job)
    await past.reload()
  }

  return (
    <Panel flush title={t('sizing.importTitle')} note={t('sizing.importNote')}>
      <div class="panel-b">
        <p class="sm mut">{t('sizing.importText')}</p>
        <Show when={may('imports.run')} fallback={<p class="sm mut">{t('sizing.cannotRun')}</p>}>
          <div class="form">
            <SelectField
              label={t('sizing.body')}
              value={body()}
              options={[
                { value: '', text: t('sizing.chooseBody') },
                ...choices().map((one) => ({
                  value: one.code,
                  text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
                })),
              ]}
              onChange={setBody}
              error={tried() && body() === '' ? t('sizing.noBody') : undefined}
            />
            <details class="alt">
              <summary>{t('sizing.notInFile')}</summary>
              <TextField
                label={t('sizing.zone')}
                hint={t('sizing.zoneHint')}
                optional
                value={zone()}
                onInput={setZone}
                error={act.errorAt('?zone')}
              />
              <SelectField
                label={t('sizing.dateOrder')}
                value={dateOrder()}
                options={[
                  { value: '', text: t('sizing.dateOrderAuto') },
                  { value: 'dmy', text: t('sizing.dateOrderDmy') },
                  { value: 'mdy', text: t('sizing.dateOrderMdy') },
                ]}
                onChange={setDateOrder}
              />
              <SelectField
                label={t('sizing.cpuUnit')}
                value={cpuUnit()}
                options={[
                  { value: '', text: t('sizing.cpuUnitAuto') },
                  { value: 'percent', text: t('sizing.cpuUnitPercent') },
                  { value: 'fraction', text: t('sizing.cpuUnitFraction') },
                  { value: 'per-core', text: t('sizing.cpuUnitPerCore') },
                ]}
                onChange={setCpuUnit}
              />
            </details>
            <div class="row-w">
              <Button
                icon="upload"
                busy={act.isRunning() ? t('sizing.sending', { name: name() }) : undefined}
                onClick={() => {
                  setTried(true)
                  if (body() !== '') input?.click()
                }}
              >
                {t('sizing.choose')}
              </Button>
            </div>
            <input
              class="vh"
              type="file"
              tabindex="-1"
              aria-label={t('sizing.choose')}
              accept=".csv,.xlsx,.zip,.gz,.txt,.tsv"
              ref={(element) => (input = element)}
              onChange={(event) => void send(event.currentTarget.files?.[0])}
            />
            <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
            <Show when={watch.job()}>
              {(job) => <JobProgress title={t('sizing.reading', { name: name() })} job={job()} />}
            </Show>
          </div>
        </Show>
      </div>
      <Shown load={past}>{(files) => <PastMeasures files={files()} />}</Shown>
    </Panel>
  )
}
