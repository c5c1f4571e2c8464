import { For, Show } from 'solid-js'
import type { PastRegisterImport } from '#models/benefits/register-import.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import {
  mapPath,
  pastRegisterImports,
  pastRegisterImportsPath,
  registerPath,
  undoRegisterImport,
} from '#client/api/register.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'

/** The last imports of the register: each is undone whole, unless something was built upon it. */
export function PastImports() {
  const load = createLoad(() => pastRegisterImportsPath, pastRegisterImports)
  const act = createAct()
  const watch = createJobWatch(
    () => void Promise.all([refresh(pastRegisterImportsPath), refresh(registerPath), refresh(mapPath)]),
  )
  const undo = async ({ id }: PastRegisterImport) => {
    const started = await act.run(() => undoRegisterImport(id))
    if (started !== undefined) watch.watch(started.job)
  }
  return (
    <Shown load={load}>
      {(all) => (
        <Show when={all().length > 0}>
          <h3>{t('benefits.pastImports')}</h3>
          <ul class="bn-pr">
            <For each={all()}>
              {(one) => (
                <li>
                  <b>{one.file}</b> {one.body}, {t('benefits.importSum', one.benefits)}
                  <small>
                    {fmt.dateTime(one.appliedAt)}, {one.by}
                    {one.undoneAt === null ? '' : `. ${t('benefits.undoneOn', { day: fmt.dateTime(one.undoneAt) })}`}
                  </small>
                  <Show when={one.undoneAt === null}>
                    <Button small onClick={() => void undo(one)}>
                      {t('benefits.undoImport')}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={watch.job()?.state === 'done' ? undefined : watch.job()}>
            {(job) => <JobProgress title={t('benefits.undoing')} job={job()} note={t('benefits.importWhole')} />}
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </Show>
      )}
    </Shown>
  )
}
