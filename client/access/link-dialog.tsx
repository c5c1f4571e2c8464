import { createSignal } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'

export type GivenLink = { readonly user: string; readonly link: string }

/** A link shown once: the server keeps only its digest. */
export function LinkDialog(props: { given: GivenLink | undefined; onClose: () => void }) {
  const [isCopied, setCopied] = createSignal(false)
  async function copy() {
    await navigator.clipboard.writeText(props.given?.link ?? '')
    setCopied(true)
  }
  return (
    <Dialog
      open={props.given !== undefined}
      title={t('access.linkFor', { user: props.given?.user ?? '' })}
      onClose={() => {
        setCopied(false)
        props.onClose()
      }}
      footer={
        <Button kind="primary" onClick={() => void copy()}>
          {isCopied() ? t('ui.copied') : t('access.copyLink')}
        </Button>
      }
    >
      <p>{t('access.linkOnce')}</p>
      <p class="secret">{props.given?.link}</p>
    </Dialog>
  )
}
