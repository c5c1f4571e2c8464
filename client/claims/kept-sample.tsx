import { For } from 'solid-js'
import { microsOf } from '#models/bills/decimals.ts'
import type { CheckedSample } from '#models/claims/claim-sample.schemas.ts'
import { errorDerivation } from '#models/claims/row-sampling.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

const micros = (text: string) => {
  const read = microsOf(text)
  return read.kind === 'known' ? Number(read.value) : 0
}

/** A sample that was checked: each row with its note, and what it says of the whole. */
export function KeptSample(props: { sample: CheckedSample }) {
  const one = () => props.sample
  const amount = (decimal: string) => `${fmt.decimal(Number(decimal), 2)} ${one().currency}`
  const derivation = () =>
    errorDerivation(
      { interval: micros(one().interval), totalMicros: micros(one().total) },
      one().rows.map(({ key, booked, found }) => ({ key, bookMicros: micros(booked), foundMicros: micros(found) })),
      { unit: one().currency, by: one().checkedBy, at: one().checkedAt },
    )
  return (
    <details class="rc-asked">
      <summary>{t('claims.sampleChecked', { rows: one().rows.length, wrong: one().wrong })}</summary>
      <p>
        {t('claims.sampleProjected')}{' '}
        <b>
          <Figure id={derivation} label={t('claims.sampleProjected')}>
            {amount(one().projected)}
          </Figure>
        </b>
        , {t('claims.sampleRange', { low: amount(one().low), high: amount(one().high) })}
      </p>
      <ScrollRegion label={t('claims.sample')}>
        <table class="tbl rc-rows">
          <caption class="vh">{t('claims.sample')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('claims.askedLine')}</th>
              <th scope="col" class="num">
                {t('claims.sampleBooked')}
              </th>
              <th scope="col" class="num">
                {t('claims.sampleFoundShort')}
              </th>
              <th scope="col">{t('claims.sampleNote')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={one().rows}>
              {(row) => (
                <tr>
                  <th scope="row">
                    {fmt.date(row.day)} {row.service} <span class="mono sm">{row.resource}</span>
                  </th>
                  <td class="num nb">{amount(row.booked)}</td>
                  <td class="num nb">{row.found === row.booked ? t('claims.sampleRight') : amount(row.found)}</td>
                  <td>{row.note}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
