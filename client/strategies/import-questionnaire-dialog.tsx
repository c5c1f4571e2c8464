import { createSignal, createUniqueId, Show } from 'solid-js'
import { session } from '#client/api/access.ts'
import { receiveQuestionnaire } from '#client/api/strategies.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

/** A questionnaire from a file or pasted, for a body and those under it; what is wrong is told line by line. */
export function ImportQuestionnaireDialog(props: { onClose: () => void; onDone: () => void }) {
  const id = createUniqueId()
  const [body, setBody] = createSignal(session()?.bodies[0]?.code ?? '')
  const [content, setContent] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isShort = () => reason().trim().length < 3
  async function submit() {
    setTried(true)
    if (content().trim() === '' || isShort()) return
    const made = await act.run(
      async () => await receiveQuestionnaire({ body: body(), content: content(), reason: reason().trim() }),
    )
    if (made === undefined) return
    const { notApplied } = made.questionnaire
    const told = t('strategies.importSaved', { code: made.code })
    showToast({
      text: notApplied.length === 0 ? told : `${told} ${t('strategies.importKept', { names: notApplied.join(', ') })}`,
    })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('strategies.import')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('strategies.overrideSaving') : undefined}
            onClick={() => void submit()}
          >
            {t('strategies.importSave')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('strategies.body')}
        value={body()}
        options={(session()?.bodies ?? []).map((one) => ({
          value: one.code,
          text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
        }))}
        onChange={setBody}
        error={act.errorAt('/body')}
      />
      <div class="field">
        <label for={id}>{t('strategies.importFile')}</label>
        <input
          id={id}
          class="in"
          type="file"
          accept=".yaml,.yml"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file !== undefined) void file.text().then(setContent)
          }}
        />
      </div>
      <TextField
        label={t('strategies.importText')}
        hint={t('strategies.importTextHint')}
        value={content()}
        onInput={setContent}
        lines={8}
        error={tried() && content().trim() === '' ? t('strategies.importError') : act.errorAt('/content')}
      />
      <TextField
        label={t('strategies.overrideReason')}
        value={reason()}
        onInput={setReason}
        error={tried() && isShort() ? t('strategies.overrideReasonError') : act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
