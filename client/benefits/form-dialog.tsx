import { createEffect, createUniqueId, type JSX, Show } from 'solid-js'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { t } from '#client/i18n/i18n.ts'
import type { Act } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'

/** What every form of a benefit is given: where it is written, and what follows. */
export type OnBenefit = {
  readonly benefit: BenefitDetail
  readonly onClose: () => void
  readonly onDone: (benefit: BenefitDetail) => void
}
/** The same, for one of its measures. */
export type OnMeasure = OnBenefit & { readonly measure: BenefitDetail['measures'][number] }

/**
 * A form in a dialog, sent by its button or by Enter. Its refusal stands under it, what was typed stays, and the focus goes to the first
 * field that was refused. The reason comes last, in those that ask for one.
 */
export function FormDialog(props: {
  title: string
  act: Act
  /** What the form refuses itself, before anything is sent. */
  fault?: string | undefined
  submit: string
  onSubmit: () => void
  onClose: () => void
  reason?: { readonly value: string; readonly onInput: (reason: string) => void }
  other?: JSX.Element
  children?: JSX.Element
}) {
  const id = createUniqueId()
  let form: HTMLFormElement | undefined
  createEffect(() => {
    if (props.act.problem() === undefined && props.fault === undefined) return
    queueMicrotask(() => {
      const refused = form?.querySelector<HTMLElement>('[aria-invalid]')
      if (refused) refused.focus()
      else form?.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' })
    })
  })
  return (
    <Dialog
      open
      title={props.title}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          {props.other}
          <Button
            kind="primary"
            type="submit"
            form={id}
            busy={props.act.isRunning() ? t('benefits.saving') : undefined}
          >
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        class="stack"
        novalidate
        ref={(element) => (form = element)}
        onSubmit={(event) => {
          event.preventDefault()
          props.onSubmit()
        }}
      >
        {props.children}
        <Show when={props.reason}>
          {(reason) => (
            <TextField
              label={t('benefits.reason')}
              value={reason().value}
              error={props.act.errorAt('/reason')}
              onInput={(text) => reason().onInput(text)}
            />
          )}
        </Show>
        <Show when={props.act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </form>
    </Dialog>
  )
}
