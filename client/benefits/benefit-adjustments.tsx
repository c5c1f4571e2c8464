import { For, Show } from 'solid-js'
import type { Adjustment } from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { may } from '#client/api/access.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import type { Doing } from './benefit-dialogs.tsx'
import { inUnit } from './benefit-words.ts'
import { adjustmentKindText } from './proposal-facts.tsx'

const adjustmentLook: Readonly<Record<Adjustment['state'], { readonly tone: Tone; readonly text: TextKey }>> = {
  proposed: { tone: 'warn', text: 'benefits.adjustmentProposed' },
  approved: { tone: 'ok', text: 'benefits.adjustmentApproved' },
  refused: { tone: 'none', text: 'benefits.adjustmentRefused' },
  withdrawn: { tone: 'none', text: 'benefits.adjustmentWithdrawn' },
}

/** What changes the baseline: proposed with its evidence, counted once another person approved it. */
export function Adjustments(props: { benefit: BenefitDetail; onDo: (doing: Doing) => void }) {
  const unitOfMeasure = (key: string) => props.benefit.measures.find((one) => one.key === key)?.content.unit ?? ''
  const canAct = () => props.benefit.etag !== null
  return (
    <>
      <Show when={props.benefit.adjustments.length > 0} fallback={<p class="sm mut">{t('benefits.noAdjustment')}</p>}>
        <ul class="bn-pr">
          <For each={props.benefit.adjustments}>
            {(one) => (
              <li>
                <StatusMark tone={adjustmentLook[one.content.state].tone}>
                  {t(adjustmentLook[one.content.state].text)}
                </StatusMark>{' '}
                {inUnit(one.content.effect, unitOfMeasure(one.content.measure))}, {one.content.from} →{' '}
                {one.content.to ?? unknownMark}
                <small>
                  {t(adjustmentKindText[one.content.kind])}. {one.content.description} {one.statedBy}
                  {one.approvedBy === null ? '' : ` + ${one.approvedBy}`}
                </small>
                <Show when={canAct() && one.content.state === 'proposed' && may('benefits.approve')}>
                  <Button small kind="primary" onClick={() => props.onDo({ kind: 'adjustment-word', proposal: one })}>
                    {t('benefits.decideAdjustment')}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={canAct() && may('benefits.edit') && props.benefit.measures.length > 0}>
        <div>
          <Button small onClick={() => props.onDo({ kind: 'adjust' })}>
            {t('benefits.proposeAdjustment')}
          </Button>
        </div>
      </Show>
    </>
  )
}
