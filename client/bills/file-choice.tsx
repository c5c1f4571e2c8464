import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import type { JSX } from 'solid-js'

/** A button that opens the choice of a file; the field itself is for programs and screen readers. */
export function FileChoice(props: {
  label: string
  accept: string
  /** Given all that were chosen together where several may be. */
  onChoose: (file: File | undefined, files: readonly File[]) => void
  multiple?: boolean
  busy?: string | undefined
  children: JSX.Element
}) {
  let input: HTMLInputElement | undefined
  return (
    <>
      <Button icon="file" busy={props.busy} onClick={() => input?.click()}>
        {props.children}
      </Button>
      <input
        class="vh"
        type="file"
        tabindex="-1"
        aria-label={`${t('bills.file')} ${props.label}`}
        accept={props.accept}
        multiple={props.multiple === true}
        ref={(element) => (input = element)}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          props.onChoose(files[0], files)
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
