import { createSignal, For, Show } from 'solid-js'
import type { Gate, LifeState } from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { may } from '#client/api/access.ts'
import { changeLife } from '#client/api/register.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import type { Doing } from './benefit-dialogs.tsx'
import { gateVerdictText, lifeText } from './benefit-words.ts'

const gateTone: Readonly<Record<Gate['verdict'], Tone>> = { passed: 'ok', 'with-conditions': 'warn', refused: 'bad' }

type Given = { readonly benefit: BenefitDetail; readonly onDone: (benefit: BenefitDetail) => void }

/** Who signed the handover, and who is awaited. Gates held stand under it with their snapshot. */
export function Signatures(props: { readonly benefit: BenefitDetail; readonly onDo: (doing: Doing) => void }) {
  const handover = () => props.benefit.handover?.content
  const signatures = () =>
    [
      { as: 'owner', title: t('benefits.owner'), signed: handover()?.ownerAccepted ?? null },
      { as: 'finance', title: t('benefits.finance'), signed: handover()?.financeAccepted ?? null },
    ] as const
  const mayAccept = (as: 'owner' | 'finance') => may(as === 'owner' ? 'benefits.edit' : 'benefits.approve')
  return (
    <>
      <Show when={handover()} fallback={<p class="sm mut">{t('benefits.noHandover')}</p>}>
        <ul class="bn-sg">
          <For each={signatures()}>
            {(one) => (
              <li>
                <b>{one.title}</b>
                <Show
                  when={one.signed}
                  fallback={
                    <>
                      <StatusMark tone="warn">{t('benefits.awaited')}</StatusMark>
                      <Show when={props.benefit.etag !== null && mayAccept(one.as)}>
                        <Button small onClick={() => props.onDo({ kind: 'handover-word', as: one.as })}>
                          {t('benefits.decideHandover')}
                        </Button>
                      </Show>
                    </>
                  }
                >
                  {(signed) => (
                    <>
                      <StatusMark tone="ok">{t('benefits.signed')}</StatusMark>
                      <span class="mono">{signed().by}</span>
                      {fmt.date(signed().at)}
                    </>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <For each={props.benefit.gates}>
        {(gate) => (
          <p class="sm">
            <b>{gate.content.gate}</b>{' '}
            <StatusMark tone={gateTone[gate.content.verdict]}>{t(gateVerdictText[gate.content.verdict])}</StatusMark>{' '}
            {fmt.date(gate.content.heldOn)}, {gate.statedBy}{' '}
            <span class="mono mut">{gate.content.snapshotDigest.slice(0, 12)}</span>
            <Show when={gate.content.conditions !== ''}>
              <small class="mut">{gate.content.conditions}</small>
            </Show>
          </p>
        )}
      </For>
    </>
  )
}

/** Passes the benefit to its next state, when everything that state needs is there. */
export function LifeActs(props: Given) {
  const [to, setTo] = createSignal<LifeState | ''>('')
  const [reason, setReason] = createSignal('')
  const act = createAct()
  const pass = async () => {
    const state = to()
    if (state === '') return
    const done = await act.run(() => changeLife(props.benefit, state, reason()))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <Show when={props.benefit.etag !== null && may('benefits.edit') && props.benefit.mayPassTo.length > 0}>
      <details class="alt">
        <summary>{t('benefits.changeLife')}</summary>
        <form
          class="stack bn-edit"
          novalidate
          onSubmit={(event) => {
            event.preventDefault()
            void pass()
          }}
        >
          <SelectField<LifeState | ''>
            label={t('benefits.life')}
            value={to()}
            options={[
              { value: '', text: t('benefits.choose') },
              ...props.benefit.mayPassTo.map((one) => ({ value: one, text: t(lifeText[one]) })),
            ]}
            error={act.errorAt('/to')}
            onChange={setTo}
          />
          <TextField label={t('benefits.reason')} value={reason()} onInput={setReason} error={act.errorAt('/reason')} />
          <Button type="submit" blockedBy={to() === '' ? t('benefits.chooseLife') : undefined}>
            {t('benefits.pass')}
          </Button>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </form>
      </details>
    </Show>
  )
}
