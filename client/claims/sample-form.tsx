import { createMemo, createSignal, For, Show } from 'solid-js'
import { microsOf } from '#models/bills/decimals.ts'
import { type ClaimSample, mostSampled, type SampledCharge } from '#models/claims/claim-sample.schemas.ts'
import { type CheckedRow, errorDerivation, extrapolatedError } from '#models/claims/row-sampling.ts'
import { session } from '#client/api/access.ts'
import { claimSample, keepSample } from '#client/api/claims.ts'
import { ChargeLines } from '#client/bills/charge-lines.tsx'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { typedDecimal } from './typed-decimal.ts'

type Verdict = 'unseen' | 'right' | 'wrong'
type Seen = { readonly verdict: Verdict; readonly found: string; readonly note: string }
const unseen: Seen = { verdict: 'unseen', found: '', note: '' }

/** Millionths of a decimal text; undefined while it is not one. */
function micros(text: string): number | undefined {
  const read = microsOf(typedDecimal(text))
  return read.kind === 'known' ? Number(read.value) : undefined
}
const isDone = ({ verdict, found, note }: Seen) =>
  verdict === 'right' || (verdict === 'wrong' && micros(found) !== undefined && note.trim() !== '')

function Row(props: { row: SampledCharge; currency: string; seen: Seen; onSeen: (part: Partial<Seen>) => void }) {
  const [isOpen, setOpen] = createSignal(false)
  const name = () => `${fmt.date(props.row.day)} ${props.row.resource}`
  return (
    <li>
      <div class="rc-acts">
        <button type="button" class="lk" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
          {fmt.date(props.row.day)} {props.row.service} <span class="mono">{props.row.resource}</span>
        </button>
        <b>
          {fmt.decimal(Number(props.row.booked), 2)} {props.currency}
        </b>
      </div>
      <Show when={isOpen()}>
        <ChargeLines charge={props.row} />
      </Show>
      <div class="rc-two">
        <SelectField<Verdict>
          label={t('claims.sampleRow', { row: name() })}
          value={props.seen.verdict}
          options={[
            { value: 'unseen', text: t('claims.sampleUnseen') },
            { value: 'right', text: t('claims.sampleRight') },
            { value: 'wrong', text: t('claims.sampleWrong') },
          ]}
          onChange={(verdict) => props.onSeen({ verdict })}
        />
        <Show when={props.seen.verdict === 'wrong'}>
          <TextField
            label={t('claims.sampleFound', { currency: props.currency })}
            value={props.seen.found}
            onInput={(found) => props.onSeen({ found })}
          />
        </Show>
        <Show when={props.seen.verdict !== 'unseen'}>
          <TextField
            label={t('claims.sampleNote')}
            optional={props.seen.verdict === 'right'}
            value={props.seen.note}
            onInput={(note) => props.onSeen({ note })}
          />
        </Show>
      </div>
    </li>
  )
}

/** What the rows checked so far say of the whole; it opens to the rows found wrong. */
function Projected(props: { sample: ClaimSample; checked: readonly CheckedRow[] }) {
  const draw = () => ({ interval: micros(props.sample.interval) ?? 0, totalMicros: micros(props.sample.total) ?? 0 })
  const error = createMemo(() => extrapolatedError(draw(), props.checked))
  const amount = (of: number) => `${fmt.decimal(of / 1e6, 2)} ${props.sample.currency}`
  const derivation = () =>
    errorDerivation(draw(), props.checked, {
      unit: props.sample.currency,
      by: session()?.user ?? '',
      at: new Date().toISOString(),
    })
  return (
    <p role="status">
      {t('claims.sampleProjected')}{' '}
      <b>
        <Figure id={derivation} label={t('claims.sampleProjected')}>
          {amount(error().projected)}
        </Figure>
      </b>
      , {t('claims.sampleRange', { low: amount(error().low), high: amount(error().high) })}
    </p>
  )
}

function Checking(props: { sample: ClaimSample; onKept: () => void }) {
  const act = createAct()
  const [seen, setSeen] = createSignal<Readonly<Record<string, Seen>>>({})
  const seenOf = (key: string) => seen()[key] ?? unseen
  const checked = () =>
    props.sample.rows.flatMap(({ key, booked }): CheckedRow[] => {
      const one = seenOf(key)
      const bookMicros = micros(booked) ?? 0
      if (one.verdict === 'right') return [{ key, bookMicros, foundMicros: bookMicros }]
      const foundMicros = micros(one.found)
      return one.verdict === 'wrong' && foundMicros !== undefined ? [{ key, bookMicros, foundMicros }] : []
    })
  const left = () => props.sample.rows.filter(({ key }) => !isDone(seenOf(key))).length
  async function keep() {
    const { claim, seed, size, rows } = props.sample
    const results = rows.map(({ key }) => {
      const { verdict, found, note } = seenOf(key)
      return { key, found: verdict === 'wrong' ? typedDecimal(found) : null, note: note.trim() }
    })
    const kept = await act.run(() => keepSample(claim, { seed, size, results }))
    if (kept === undefined) return
    showToast({ text: t('claims.sampleKept') })
    props.onKept()
  }
  return (
    <>
      <p class="hint">
        {t('claims.sampleDrawn', {
          rows: fmt.integer(props.sample.rows.length),
          population: fmt.integer(props.sample.population),
          interval: `${fmt.decimal(Number(props.sample.interval), 2)} ${props.sample.currency}`,
        })}
      </p>
      <ul class="rc-sample">
        <For each={props.sample.rows}>
          {(row) => (
            <Row
              row={row}
              currency={props.sample.currency}
              seen={seenOf(row.key)}
              onSeen={(part) => setSeen({ ...seen(), [row.key]: { ...seenOf(row.key), ...part } })}
            />
          )}
        </For>
      </ul>
      <Show when={left() === 0}>
        <Projected sample={props.sample} checked={checked()} />
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <div>
        <Button
          small
          busy={act.isRunning() ? t('claims.sampleKeeping') : undefined}
          blockedBy={left() === 0 ? undefined : t('claims.sampleLeft', { count: left() })}
          onClick={() => void keep()}
        >
          {t('claims.sampleKeep')}
        </Button>
      </div>
    </>
  )
}

/** Rows of the bills behind a claim, drawn with a stated seed: each is checked with a note, and what is wrong is projected over the whole. */
export function SampleForm(props: { code: string; onKept: () => void }) {
  const act = createAct()
  const [seed, setSeed] = createSignal(props.code)
  const [size, setSize] = createSignal('10')
  const [sample, setSample] = createSignal<ClaimSample>()
  const draw = async () => {
    setSample(undefined)
    setSample(await act.run(() => claimSample(props.code, seed().trim(), Number(size()))))
  }
  const isCount = () => /^[1-9]\d{0,2}$/.test(size()) && Number(size()) <= mostSampled
  return (
    <details class="rc-asked">
      <summary>{t('claims.sample')}</summary>
      <div class="stack">
        <p class="hint">{t('claims.sampleHint')}</p>
        <div class="rc-two">
          <TextField
            label={t('claims.sampleSeed')}
            hint={t('claims.sampleSeedHint')}
            value={seed()}
            onInput={setSeed}
            error={act.errorAt('/seed')}
          />
          <TextField
            label={t('claims.sampleSize', { most: mostSampled })}
            type="number"
            value={size()}
            onInput={setSize}
            error={act.errorAt('/size')}
          />
        </div>
        <div>
          <Button
            small
            busy={act.isRunning() ? t('claims.sampleDrawing') : undefined}
            blockedBy={isCount() ? undefined : t('claims.sampleSize', { most: mostSampled })}
            onClick={() => void draw()}
          >
            {t('claims.sampleDraw')}
          </Button>
        </div>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <Show when={sample()} keyed>
          {(drawn) => (
            <Checking
              sample={drawn}
              onKept={() => {
                setSample(undefined)
                props.onKept()
              }}
            />
          )}
        </Show>
      </div>
    </details>
  )
}
