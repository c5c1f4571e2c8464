import { createSignal, Show } from 'solid-js'
import { may, session } from '#client/api/access.ts'
import { sendImport, type Started } from '#client/api/imports.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'

/** Choosing a file, by dropping it or with the keyboard, and the body that receives it. */
export function ChooseFile(props: { onStarted: (started: Started) => void }) {
  const bodies = () => (session()?.bodies ?? []).filter((body) => body.kind === 'body' || body.kind === 'unit')
  const choices = () => (bodies().length > 0 ? bodies() : (session()?.bodies ?? []))
  const [body, setBody] = createSignal(choices().length === 1 ? (choices()[0]?.code ?? '') : '')
  const [isOver, setOver] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const [name, setName] = createSignal('')
  const act = createAct()
  let input: HTMLInputElement | undefined

  async function send(file: File | undefined) {
    setTried(true)
    if (file === undefined || body() === '') return
    setName(file.name)
    const started = await act.run(async () => await sendImport(body(), file))
    if (input !== undefined) input.value = ''
    if (started !== undefined) props.onStarted(started)
  }

  return (
    <Panel title={t('imports.stepChoose')}>
      <Show when={may('imports.run')} fallback={<p class="sm mut">{t('imports.cannotRun')}</p>}>
        <div class="form">
          <SelectField
            label={t('imports.body')}
            hint={t('imports.bodyHint')}
            value={body()}
            options={[
              { value: '', text: t('imports.chooseBody') },
              ...choices().map((one) => ({
                value: one.code,
                text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
              })),
            ]}
            onChange={setBody}
            error={tried() && body() === '' ? t('imports.noBody') : undefined}
          />
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping needs a mouse; the button inside does the same from the keyboard */}
          <div
            class="drop"
            classList={{ over: isOver() }}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(true)
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault()
              setOver(false)
              void send(event.dataTransfer?.files[0])
            }}
          >
            <Icon name="upload" />
            <p>
              <b>{t('imports.drop')}</b> {t('imports.or')}
            </p>
            <Button
              kind="primary"
              icon="file"
              busy={act.isRunning() ? t('imports.sending', { name: name() }) : undefined}
              onClick={() => {
                setTried(true)
                if (body() !== '') input?.click()
              }}
            >
              {t('imports.browse')}
            </Button>
            <p class="hint">{t('imports.dropHint')}</p>
            <input
              class="vh"
              type="file"
              tabindex="-1"
              aria-label={t('imports.stepChoose')}
              accept=".csv,.xlsx,.json,.zip,.txt,.tsv"
              ref={(element) => (input = element)}
              onChange={(event) => void send(event.currentTarget.files?.[0])}
            />
          </div>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </div>
      </Show>
    </Panel>
  )
}
