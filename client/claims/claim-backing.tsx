import { createSignal, For, Show } from 'solid-js'
import type { BackingView, ChargeView, ClaimView } from '#models/claims/claim.views.ts'
import { claimCharges, claimChargesPath } from '#client/api/claims.ts'
import { createLoad } from '#client/api/load.ts'
import { ChargeLines } from '#client/bills/charge-lines.tsx'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { amountWords, backingText } from './claim-words.ts'

type Row = { readonly code: string; readonly row: BackingView; readonly asKnown: string | undefined }

function Charge(props: { charge: ChargeView }) {
  const [isOpen, setOpen] = createSignal(false)
  const one = () => props.charge
  return (
    <li>
      <button type="button" class="lk" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
        {fmt.date(one().day)} {one().service} <span class="mono">{one().resource}</span>
      </button>{' '}
      {fmt.decimal(Number(one().effective), 2)} {one().currency}
      <Show when={isOpen()}>
        <ChargeLines charge={one()} />
      </Show>
    </li>
  )
}

/** The charges behind a row, by day and resource; each opens to its lines. */
function Charges(props: Row) {
  const load = createLoad(() => claimChargesPath(props.code, props.row, props.asKnown), claimCharges)
  return (
    <Shown load={load}>
      {(charges) => (
        <ul class="rc-lines" aria-label={t('claims.charges', { reference: props.row.reference })}>
          <For each={charges()} fallback={<li class="mut">{t('claims.backingMissing')}</li>}>
            {(charge) => <Charge charge={charge} />}
          </For>
        </ul>
      )}
    </Shown>
  )
}

function Reference(props: Row) {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <Show
      when={props.row.kind === 'bill' && props.row.found.kind === 'known'}
      fallback={
        <span class="mono sm" title={props.row.reference}>
          {(props.row.found.kind === 'known' ? props.row.found.value.label : null) ?? props.row.reference}
        </span>
      }
    >
      <button type="button" class="lk mono sm" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
        {props.row.reference}
        <span class="vh">
          {' '}
          {t('claims.backingCharges', { reference: props.row.reference, period: props.row.period })}
        </span>
      </button>
      <Show when={isOpen()}>
        <Charges {...props} />
      </Show>
    </Show>
  )
}

function Found(props: { row: BackingView }) {
  const found = () => (props.row.found.kind === 'known' ? props.row.found.value : undefined)
  return (
    <Show
      when={found()}
      fallback={
        <span class="mut">{t(props.row.kind === 'contract' ? 'claims.backingContract' : 'claims.backingMissing')}</span>
      }
    >
      {(known) => (
        <>
          {fmt.decimal(Number(known().amount), 2)} {known().currency}{' '}
          <StatusMark tone={known().isClosed ? 'ok' : 'warn'}>
            {t(known().isClosed ? 'claims.backingClosed' : 'claims.backingOpen')}
          </StatusMark>
        </>
      )}
    </Show>
  )
}

/** What a claim stands on, each row opening to the charges behind it. */
export function ClaimBacking(props: { claim: ClaimView; asKnown: string | undefined }) {
  return (
    <div>
      <h3>{t('claims.backing')}</h3>
      <Show when={props.claim.backing.length > 0} fallback={<p class="hint">{t('claims.backingNone')}</p>}>
        <ScrollRegion label={t('workload.scrolling', { name: t('claims.backing') })}>
          <table class="tbl rc-rows">
            <caption class="vh">{t('claims.backing')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('claims.backingReference')}</th>
                <th scope="col">{t('claims.backingMonth')}</th>
                <th scope="col" class="num">
                  {t('claims.backingAmount')}
                </th>
                <th scope="col">{t('claims.backingFound')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.claim.backing}>
                {(row) => (
                  <tr>
                    <th scope="row">
                      <small class="mut">{t(backingText[row.kind])}</small>
                      <br />
                      <Reference code={props.claim.code} row={row} asKnown={props.asKnown} />
                      <Show when={row.usedBy}>
                        {(code) => (
                          <p>
                            <StatusMark tone="bad">{t('claims.backingUsed', { code: code() })}</StatusMark>
                          </p>
                        )}
                      </Show>
                    </th>
                    <td class="nb">{row.period}</td>
                    <td class="num">{amountWords(row.amount, props.claim.unit)}</td>
                    <td>
                      <Found row={row} />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
    </div>
  )
}
