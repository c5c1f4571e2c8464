import { createSignal, For, Show } from 'solid-js'
import type { QuestionnaireListItem } from '#models/strategies/questionnaire.views.ts'
import { may } from '#client/api/access.ts'
import { createLoad } from '#client/api/load.ts'
import { exportPath, questionnaireList, questionnairesPath, retireQuestionnaire } from '#client/api/strategies.ts'
import { fmt, language, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ImportQuestionnaireDialog } from './import-questionnaire-dialog.tsx'

function RetireDialog(props: { one: QuestionnaireListItem; onClose: () => void; onDone: () => void }) {
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isShort = () => reason().trim().length < 3
  async function submit() {
    setTried(true)
    if (isShort()) return
    const done = await act.run(async () => {
      await retireQuestionnaire(props.one, reason().trim())
      return true
    })
    if (done === undefined) return
    showToast({ text: t('strategies.retireDone') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('strategies.retireTitle', { code: props.one.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="danger"
            busy={act.isRunning() ? t('strategies.overrideSaving') : undefined}
            onClick={() => void submit()}
          >
            {t('strategies.retire')}
          </Button>
        </>
      }
    >
      <p>{t('strategies.retireText')}</p>
      <TextField
        label={t('strategies.overrideReason')}
        value={reason()}
        onInput={setReason}
        lines={2}
        error={tried() && isShort() ? t('strategies.overrideReasonError') : act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}

/** The questionnaires that the bodies answer: those of the product and those received. */
export function QuestionnairesTab() {
  const load = createLoad(() => questionnairesPath, questionnaireList)
  const [isImporting, setImporting] = createSignal(false)
  const [retiring, setRetiring] = createSignal<QuestionnaireListItem>()
  const done = () => {
    setImporting(false)
    setRetiring(undefined)
    void load.reload()
  }
  return (
    <>
      <Shown load={load}>
        {(list) => (
          <Panel
            flush
            title={t('strategies.questionnaires')}
            end={
              <Show when={may('questionnaires.edit')}>
                <Button kind="primary" small icon="upload" onClick={() => setImporting(true)}>
                  {t('strategies.import')}
                </Button>
              </Show>
            }
          >
            <ScrollRegion label={t('workload.scrolling', { name: t('strategies.questionnaires') })}>
              <table class="tbl mid sg-qs">
                <caption class="vh">{t('strategies.questionnaires')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('strategies.name')}</th>
                    <th scope="col">{t('strategies.body')}</th>
                    <th scope="col" class="num">
                      {t('strategies.questionsHead')}
                    </th>
                    <th scope="col">{t('strategies.state')}</th>
                    <th scope="col">
                      <span class="vh">{t('strategies.exportKept')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={list()}>
                    {(one) => (
                      <tr>
                        <th scope="row">
                          {said(one.name)} <span class="mono sm mut">{one.code}</span>
                          <Show when={!one.isTranslated}>
                            <br />
                            <small class="mut">{t('strategies.notTranslated')}</small>
                          </Show>
                        </th>
                        <td>{one.body ?? t('strategies.ofProduct')}</td>
                        <td class="num">{fmt.integer(one.questions)}</td>
                        <td>
                          <StatusMark tone={one.state === 'in-use' ? 'ok' : 'none'}>
                            {t(one.state === 'in-use' ? 'strategies.inUse' : 'strategies.retired')}
                          </StatusMark>
                          <Show when={one.state === 'retired'}>
                            <br />
                            <small class="mut">{one.reason}</small>
                          </Show>
                        </td>
                        <td class="row-w">
                          <LinkButton small href={exportPath(one.code, 'kept', language())} icon="down" download>
                            {t('strategies.exportKept')}
                          </LinkButton>
                          <LinkButton small href={exportPath(one.code, 'konveyor', language())} icon="down" download>
                            {t('strategies.exportKonveyor')}
                          </LinkButton>
                          <Show when={one.body !== null && one.state === 'in-use' && may('questionnaires.edit')}>
                            <Button small onClick={() => setRetiring(one)}>
                              {t('strategies.retire')}
                            </Button>
                          </Show>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Panel>
        )}
      </Shown>
      <Show when={isImporting()}>
        <ImportQuestionnaireDialog onClose={() => setImporting(false)} onDone={done} />
      </Show>
      <Show when={retiring()}>
        {(one) => <RetireDialog one={one()} onClose={() => setRetiring(undefined)} onDone={done} />}
      </Show>
    </>
  )
}
