import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { type PortfolioColumns, type Strategy, strategies } from '#models/inventory/workload.views.ts'
import type { Problem } from '#models/shared/problem.ts'
import { may } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { type BulkResult, changeWorkloads, undoChangeSet } from '#client/api/portfolio.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { PutInWave } from '#client/waves/put-in-wave.tsx'
import { at } from './portfolio-index.ts'
import { strategyText } from './portfolio-labels.ts'
import { loadPortfolio } from './portfolio-store.ts'

const mostAtOnce = 5000
/** What an address holds; a longer list is a wave. */
const mostInCase = 200

function refusedBecause(results: BulkResult['results']): string {
  const codes = new Set(results.filter((one) => !one.ok).map((one) => one.code ?? ''))
  return fmt.list(
    [...codes].map((code) =>
      code.includes('stale') || code.includes('version')
        ? t('portfolio.refusalStale')
        : t('portfolio.refusalOther', { code }),
    ),
  )
}

async function undo(changeSet: string): Promise<void> {
  try {
    await undoChangeSet(changeSet)
    showToast({ text: t('portfolio.undone') })
  } catch (error) {
    showToast({ text: problemIn(error).title, tone: 'bad' })
  }
  await loadPortfolio()
}

function sayWhatChanged(answer: BulkResult): void {
  const done = answer.results.filter((one) => one.ok).length
  const refused = answer.results.length - done
  const text =
    refused === 0
      ? t('portfolio.changed', { count: done })
      : t('portfolio.changedSome', {
          count: fmt.integer(done),
          refused: fmt.integer(refused),
          reasons: refusedBecause(answer.results),
        })
  showToast({
    text,
    tone: refused === 0 ? 'ok' : 'bad',
    ...(done === 0 ? {} : { undo: async () => await undo(answer.changeSet) }),
  })
}

function ProposeDialog(props: {
  open: boolean
  portfolio: PortfolioColumns
  selected: ReadonlySet<number>
  onDone: () => void
  onClose: () => void
}) {
  const [strategy, setStrategy] = createSignal<Strategy | null>('rehost')
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Problem>()
  async function propose() {
    setBusy(true)
    setRefusal(undefined)
    const changes = [...props.selected].map((row) => ({
      workload: at(props.portfolio.code, row),
      version: at(props.portfolio.version, row),
      proposedStrategy: strategy(),
    }))
    try {
      const answer = await changeWorkloads(changes)
      props.onDone()
      sayWhatChanged(answer)
      await loadPortfolio()
    } catch (error) {
      setRefusal(problemIn(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      title={t('portfolio.proposeTitle', { count: props.selected.size })}
      onClose={() => props.onClose()}
      footer={
        <Button
          kind="primary"
          busy={isBusy() ? t('portfolio.proposing') : undefined}
          blockedBy={
            props.selected.size > mostAtOnce ? t('portfolio.tooMany', { most: fmt.integer(mostAtOnce) }) : undefined
          }
          onClick={() => void propose()}
        >
          {t('portfolio.proposeDo')}
        </Button>
      }
    >
      <p>{t('portfolio.proposeText')}</p>
      <fieldset>
        <legend class="vh">{t('portfolio.propose')}</legend>
        <For each={strategies}>
          {(one) => (
            <CheckField
              type="radio"
              name="strategy"
              label={t(strategyText[one])}
              checked={strategy() === one}
              onChange={() => setStrategy(one)}
            />
          )}
        </For>
        <CheckField
          type="radio"
          name="strategy"
          label={t('portfolio.proposeNothing')}
          checked={strategy() === null}
          onChange={() => setStrategy(null)}
        />
      </fieldset>
      <Show when={refusal()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}

function bodiesOf(portfolio: PortfolioColumns, rows: ReadonlySet<number>): readonly string[] {
  return [...new Set([...rows].map((row) => at(portfolio.bodies, at(portfolio.body, row)).code))]
}

/** Actions on what is selected; says how many and how much. */
export function PortfolioBulk(props: {
  portfolio: PortfolioColumns
  selected: ReadonlySet<number>
  isProposing: boolean
  onPropose: (open: boolean) => void
  isPlacing: boolean
  onPlace: (open: boolean) => void
  onClear: () => void
}) {
  const cost = () => [...props.selected].reduce((sum, row) => sum + (at(props.portfolio.currentCostCents, row) ?? 0), 0)
  const navigate = useNavigate()
  const openCase = () => {
    const codes = [...props.selected].map((row) => at(props.portfolio.code, row))
    const [body = ''] = bodiesOf(props.portfolio, props.selected)
    navigate(`/dossiers?charges=${codes.join(',')}&organisme=${encodeURIComponent(body)}`)
  }
  return (
    <>
      <Show when={props.selected.size > 0}>
        <div class="bulk pop" role="toolbar" aria-label={t('portfolio.bulk')}>
          <b>{t('portfolio.selected', { count: props.selected.size })}</b>
          <span class="mut sm opt">{t('portfolio.selectedCost', { amount: fmt.compactMoney(cost() / 100) })}</span>
          <span class="vr" />
          <Show when={may('inventory.edit')}>
            <Button kind="primary" small icon="sliders" onClick={() => props.onPropose(true)}>
              {t('portfolio.propose')}
            </Button>
            <span class="vr" />
          </Show>
          <Show when={may('waves.edit')}>
            <Button small icon="waves" onClick={() => props.onPlace(true)}>
              {t('waves.put')}
            </Button>
            <span class="vr" />
          </Show>
          <Show when={may('cases.edit')}>
            <Button
              small
              icon="calc"
              blockedBy={
                props.selected.size > mostInCase
                  ? t('cases.fromSelectionMany', { most: fmt.integer(mostInCase) })
                  : undefined
              }
              onClick={openCase}
            >
              {t('cases.fromSelection')}
            </Button>
            <span class="vr" />
          </Show>
          <Button kind="quiet" small onClick={() => props.onClear()}>
            {t('portfolio.deselect')} <kbd>{t('app.escape')}</kbd>
          </Button>
        </div>
      </Show>
      <ProposeDialog
        open={props.isProposing}
        portfolio={props.portfolio}
        selected={props.selected}
        onDone={() => {
          props.onPropose(false)
          props.onClear()
        }}
        onClose={() => props.onPropose(false)}
      />
      <Show when={props.isPlacing}>
        <PutInWave
          workloads={[...props.selected].map((row) => at(props.portfolio.code, row))}
          bodies={bodiesOf(props.portfolio, props.selected)}
          onClose={() => props.onPlace(false)}
          onDone={() => {
            props.onPlace(false)
            props.onClear()
          }}
          onChanged={loadPortfolio}
        />
      </Show>
    </>
  )
}
