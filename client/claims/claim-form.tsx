import { createMemo, createSignal, For, Show } from 'solid-js'
import { type QueryKind, queryKinds } from '#models/claims/evidence-query.ts'
import { spread } from '#models/claims/spread.ts'
import {
  type Backing,
  type ClaimContent,
  claimBases,
  type ClaimNature,
  claimNatures,
} from '#models/claims/claim.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { attachQuestion, claimable, claimablePath, draftClaim, editClaim } from '#client/api/claims.ts'
import { problemIn } from '#client/api/http.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { AdjustmentFields, type TypedAdjustment } from './adjustment-fields.tsx'
import { backingText, basisText, evidenceText, natureText } from './claim-words.ts'
import { typedDecimal } from './typed-decimal.ts'

type Row = Pick<Backing, 'kind' | 'reference' | 'period'>
const keyOf = (row: Row) => `${row.kind} ${row.reference} ${row.period}`
/** The year of constant dollars as it is typed; nothing for dollars of the year. */
const yearOf = (basis: ClaimContent['priceBasis'] | undefined) => (basis?.kind === 'real' ? String(basis.year) : '')

/** Claims some months of a benefit, edits a draft, or corrects what was accepted; the rows of the months are offered to tick. */
export function ClaimForm(props: {
  benefit: string
  edits?: ClaimView
  corrects?: ClaimView
  onDone: (claim: ClaimView) => void
  onCancel: () => void
}) {
  const from = () => (props.edits ?? props.corrects)?.content
  const act = createAct()
  const [startsOn, setStartsOn] = createSignal(from()?.startsOn ?? '')
  const [months, setMonths] = createSignal(String(from()?.months ?? 3))
  const [nature, setNature] = createSignal<ClaimNature>(from()?.nature ?? 'avoidance')
  const [unit, setUnit] = createSignal(from()?.unit ?? 'CAD')
  const [gross, setGross] = createSignal(from()?.gross ?? '')
  const [share, setShare] = createSignal(from()?.share ?? '1')
  const [pool, setPool] = createSignal(from()?.pool ?? '')
  const [budgetEntry, setBudgetEntry] = createSignal(from()?.budgetEntry ?? '')
  const [basis, setBasis] = createSignal<ClaimContent['basis']>(from()?.basis ?? 'measured')
  const [priceYear, setPriceYear] = createSignal(yearOf(from()?.priceBasis))
  const [adjustments, setAdjustments] = createSignal<readonly TypedAdjustment[]>(from()?.adjustments ?? [])
  const [questions, setQuestions] = createSignal<ReadonlySet<QueryKind>>(new Set())
  const [statement, setStatement] = createSignal(from()?.statement.fr ?? from()?.statement.en ?? '')
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set((from()?.backing ?? []).map(keyOf)))
  const path = () =>
    /^\d{4}-(0[1-9]|1[0-2])$/.test(startsOn()) && /^([1-9]|1\d|2[0-4])$/.test(months())
      ? claimablePath(props.benefit, startsOn(), Number(months()))
      : undefined
  const load = createLoad(path, claimable)
  const chosen = createMemo(() => (load.value()?.rows ?? []).filter((row) => ticked().has(keyOf(row))))
  const kept = () => (from()?.backing ?? []).filter((one) => one.kind === 'contract')
  const content = (): ClaimContent => {
    const words = statement().trim()
    const typed = typedDecimal(gross())
    return {
      startsOn: startsOn(),
      months: Number(months()),
      nature: nature(),
      unit: nature() === 'other-unit' ? unit().trim() : 'CAD',
      priceBasis: priceYear().trim() === '' ? { kind: 'nominal' } : { kind: 'real', year: Number(priceYear()) },
      basis: basis(),
      gross: typed,
      adjustments: adjustments()
        .filter((one) => one.reason.trim() !== '' || one.amount.trim() !== '')
        .map((one) => ({ reason: one.reason.trim(), amount: typedDecimal(one.amount) })),
      share: typedDecimal(share()),
      pool: pool().trim() === '' ? null : pool().trim(),
      budgetEntry: budgetEntry().trim() === '' ? null : budgetEntry().trim(),
      backing: spread(typed, [...chosen(), ...kept()]),
      statement: words === '' ? {} : { [document.documentElement.lang === 'en' ? 'en' : 'fr']: words },
    }
  }
  async function save() {
    const { edits, corrects } = props
    const saved = await act.run(() =>
      edits === undefined
        ? draftClaim(props.benefit, { content: content(), supersedes: corrects?.code ?? null })
        : editClaim(edits, content()),
    )
    if (saved === undefined) return
    for (const kind of questions()) await attached(saved, kind)
    showToast({ text: t('claims.savedToast', { code: saved.code }) })
    props.onDone(saved)
  }
  /** A question that finds nothing leaves the draft as it is, and says so. */
  async function attached({ code, from: first, to }: ClaimView, kind: QueryKind) {
    const parameters = { from: first, to }
    try {
      await attachQuestion({ subject: code, kind, title: t(evidenceText[kind]), parameters })
    } catch (error) {
      const { detail } = problemIn(error)
      showToast({ text: `${t(evidenceText[kind])} : ${detail}` })
    }
  }
  const title = () => {
    if (props.edits !== undefined) return t('claims.formEdit', { code: props.edits.code })
    if (props.corrects !== undefined) return t('claims.formCorrect', { code: props.corrects.code })
    return t('claims.formTitle', { benefit: props.benefit })
  }
  const error = (name: string) => act.errorAt(`/content/${name}`)
  return (
    <form
      class="stack rc-form"
      aria-label={title()}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h3>{title()}</h3>
      <div class="rc-two">
        <TextField
          label={t('claims.formStart')}
          hint={t('claims.formStartHint')}
          value={startsOn()}
          onInput={setStartsOn}
          error={error('startsOn')}
        />
        <TextField
          label={t('claims.formMonths')}
          type="number"
          value={months()}
          onInput={setMonths}
          error={error('months')}
        />
        <SelectField
          label={t('claims.nature')}
          value={nature()}
          options={claimNatures.map((one) => ({ value: one, text: t(natureText[one]) }))}
          onChange={setNature}
        />
        <SelectField
          label={t('claims.formBasis')}
          value={basis()}
          options={claimBases.map((one) => ({ value: one, text: t(basisText[one]) }))}
          onChange={setBasis}
        />
        <TextField
          label={t(nature() === 'other-unit' ? 'claims.formGrossUnit' : 'claims.formGross')}
          value={gross()}
          onInput={setGross}
          error={error('gross')}
        />
        <Show when={nature() === 'other-unit'}>
          <TextField label={t('claims.formUnit')} value={unit()} onInput={setUnit} error={error('unit')} />
        </Show>
        <Show when={nature() !== 'other-unit'}>
          <TextField
            label={t('claims.formPriceYear')}
            hint={t('claims.formPriceYearHint')}
            optional
            type="number"
            value={priceYear()}
            onInput={setPriceYear}
            error={error('priceBasis')}
          />
        </Show>
        <TextField label={t('claims.formShare')} value={share()} onInput={setShare} error={error('share')} />
        <TextField label={t('claims.formPool')} optional value={pool()} onInput={setPool} error={error('pool')} />
        <Show when={nature() === 'cashable'}>
          <TextField
            label={t('claims.budgetEntry')}
            optional
            value={budgetEntry()}
            onInput={setBudgetEntry}
            error={error('budgetEntry')}
          />
        </Show>
      </div>
      <Show when={path()}>
        <Shown load={load}>
          {(offered) => (
            <fieldset class="rc-offer">
              <legend>{t('claims.formRows')}</legend>
              <Show when={offered().measured.kind === 'known' ? offered().measured : undefined}>
                {(measured) => {
                  const known = measured()
                  const amount = known.kind === 'known' ? known.value.amount : ''
                  return (
                    <Button small onClick={() => setGross(amount)}>
                      {t('claims.formUseMeasured', { amount: fmt.money(amount) })}
                    </Button>
                  )
                }}
              </Show>
              <p class="hint">{t('claims.formRowsHint')}</p>
              <For each={offered().rows} fallback={<p class="hint">{t('claims.formRowsNone')}</p>}>
                {(row) => (
                  <CheckField
                    checked={ticked().has(keyOf(row))}
                    onChange={(isIn) => {
                      const next = new Set(ticked())
                      if (isIn) next.add(keyOf(row))
                      else next.delete(keyOf(row))
                      setTicked(next)
                    }}
                    label={
                      <>
                        {row.period}, {t(backingText[row.kind])}{' '}
                        <span class="mono sm">{row.label ?? row.reference}</span>, {fmt.decimal(Number(row.amount), 2)}{' '}
                        {row.currency}
                        <Show when={!row.isClosed}>, {t('claims.backingOpen')}</Show>
                        <Show when={row.usedBy}>{(code) => <>, {t('claims.backingUsed', { code: code() })}</>}</Show>
                      </>
                    }
                  />
                )}
              </For>
            </fieldset>
          )}
        </Shown>
      </Show>
      <AdjustmentFields
        adjustments={adjustments()}
        onChange={setAdjustments}
        errorAt={(place) => error(`adjustments/${place}`)}
      />
      <fieldset class="rc-offer">
        <legend>{t('claims.formEvidence')}</legend>
        <p class="hint">{t('claims.askedHint')}</p>
        <For each={queryKinds}>
          {(kind) => (
            <CheckField
              checked={questions().has(kind)}
              onChange={(isIn) =>
                setQuestions(new Set(isIn ? [...questions(), kind] : [...questions()].filter((one) => one !== kind)))
              }
              label={t(evidenceText[kind])}
            />
          )}
        </For>
      </fieldset>
      <TextField label={t('claims.formStatement')} optional lines={3} value={statement()} onInput={setStatement} />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <div class="rc-acts">
        <Button type="submit" kind="primary" busy={act.isRunning() ? t('claims.formSaving') : undefined}>
          {t('claims.formSave')}
        </Button>
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
