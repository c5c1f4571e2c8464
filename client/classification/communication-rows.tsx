import { Index, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'
import type { DraftCommunication } from './draft.ts'

const empty: DraftCommunication = { enteredOn: '', recipient: '', isOutsideQuebec: false, reference: '' }

/** Entries of the register of communications (art. 67.3), one row each. */
export function CommunicationRows(props: {
  communications: readonly DraftCommunication[]
  errorAt: (path: string) => string | undefined
  onChange: (communications: readonly DraftCommunication[]) => void
}) {
  const replace = (at: number, change: Partial<DraftCommunication>) =>
    props.onChange(props.communications.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <div class="stack">
      <Show when={props.communications.length === 0}>
        <p class="sm mut">{t('classification.communicationsNone')}</p>
      </Show>
      <Index each={props.communications}>
        {(one, at) => (
          <div class="place">
            <TextField
              label={t('classification.communicationOn')}
              type="date"
              value={one().enteredOn}
              onInput={(enteredOn) => replace(at, { enteredOn })}
              error={props.errorAt(`communications.${at}.enteredOn`)}
            />
            <TextField
              label={t('classification.communicationTo')}
              value={one().recipient}
              onInput={(recipient) => replace(at, { recipient })}
              error={props.errorAt(`communications.${at}.recipient`)}
            />
            <TextField
              optional
              label={t('classification.communicationReference')}
              value={one().reference}
              onInput={(reference) => replace(at, { reference })}
            />
            <CheckField
              label={t('classification.communicationOutside')}
              checked={one().isOutsideQuebec}
              onChange={(isOutsideQuebec) => replace(at, { isOutsideQuebec })}
            />
            <Button
              small
              kind="quiet"
              icon="x"
              name={t('classification.removeCommunication')}
              onClick={() => props.onChange(props.communications.filter((_, index) => index !== at))}
            />
          </div>
        )}
      </Index>
      <p>
        <Button small icon="plus" onClick={() => props.onChange([...props.communications, empty])}>
          {t('classification.addCommunication')}
        </Button>
      </p>
    </div>
  )
}
